import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import type { Incident } from './incident.ts';
import { isRequester, isTechnician } from './incident-policy.ts';
import { findIncidentRow, lockIncident } from './incident-store.ts';
import { isWatching } from './watcher-store.ts';

/** The incident with this id or number, if the actor may see it; a 404 otherwise, whether it exists or not. */
export async function findVisible(ctx: Context, actor: Actor, idOrNumber: string): Promise<Incident> {
  return checkVisible(ctx, actor, await findIncidentRow(ctx.db.sql, idOrNumber));
}

/**
 * The same for who is about to change it: nobody else can until the transaction ends. 412 when `ifMatch` is given and
 * is not the present version, 403 when the actor sees the incident but `may` says no.
 */
export async function takeForChange(
  tx: Context,
  actor: Actor,
  idOrNumber: string,
  may: (actor: Actor, incident: Incident) => boolean,
  ifMatch: number | null = null,
): Promise<Incident> {
  const incident = await checkVisible(tx, actor, await lockIncident(tx.db.sql, idOrNumber));
  if (!may(actor, incident)) throw new Problem('forbidden');
  if (ifMatch !== null && ifMatch !== incident.version)
    throw new Problem('version_mismatch', undefined, { extra: { version: incident.version } });
  return incident;
}

async function checkVisible(ctx: Context, actor: Actor, incident: Incident | null): Promise<Incident> {
  const isVisible =
    incident !== null && (isTechnician(actor) || isRequester(actor, incident) || (await isWatching(ctx.db.sql, incident.id, actor.id)));
  if (!isVisible) throw notFound('incident');
  return incident;
}
