import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { takeForChange } from './find-incident.ts';
import { type Incident, numberText } from './incident.ts';
import { mayWork } from './incident-policy.ts';
import type { newLink } from './incident-schemas.ts';
import { findIncidentRow } from './incident-store.ts';
import { deleteLink, findLinkBetween, type IncidentLink, insertLink, linksOf } from './link-store.ts';
import { recordHappening } from './write-incident.ts';

/** Says how two incidents hang together; both get a line in their history. */
export async function linkIncidents(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  { incidentId, kind }: z.output<typeof newLink>,
): Promise<IncidentLink> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork);
    const other = await findIncidentRow(tx.db.sql, incidentId);
    if (!other) throw invalid('/incidentId', 'There is no such incident');
    if (other.id === incident.id) throw invalid('/incidentId', 'An incident is not linked to itself');
    if (await findLinkBetween(tx.db.sql, incident.id, other.id, kind)) throw new Problem('conflict', 'These two are linked so already');
    const link: IncidentLink = { id: newId(), fromId: incident.id, toId: other.id, kind, createdAt: tx.clock() };
    await insertLink(tx.db.sql, link);
    await recordBoth(tx, actor, 'linked', kind, incident, other);
    return link;
  });
}

/** Takes a link back. */
export async function unlinkIncidents(ctx: Context, actor: Actor, idOrNumber: string, linkId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork);
    const link = (await linksOf(tx.db.sql, incident.id)).find(({ id }) => id === linkId);
    if (!link) throw notFound('link');
    await deleteLink(tx.db.sql, link.id);
    const other = await findIncidentRow(tx.db.sql, link.fromId === incident.id ? link.toId : link.fromId);
    await recordBoth(tx, actor, 'unlinked', link.kind, incident, other as Incident);
  });
}

/** Other people's incidents are none of the requester's business, so these lines are internal. */
async function recordBoth(
  tx: Context,
  actor: Actor,
  kind: 'linked' | 'unlinked',
  linkKind: string,
  one: Incident,
  other: Incident,
): Promise<void> {
  const refOf = ({ id, number, title }: Incident) => ({ id, number: numberText(number), title });
  await recordHappening(tx, actor, one, { kind, visibility: 'internal', detail: { linkKind, incident: refOf(other) } });
  await recordHappening(tx, actor, other, { kind, visibility: 'internal', detail: { linkKind, incident: refOf(one) } });
}
