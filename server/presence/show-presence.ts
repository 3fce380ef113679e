import type { z } from 'zod';
import { findVisible } from '../incidents/find-incident.ts';
import { maySeeInternal } from '../incidents/incident-policy.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { beatSeconds, presenceOf } from './presence.ts';
import type { presenceAnswer, presenceWords } from './presence-schemas.ts';

type PresenceAnswer = z.output<typeof presenceAnswer>;

/** Says what the actor does at an incident now; answers who else is there. Only technicians see who. */
export async function showPresence(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  { deviceId, state }: z.output<typeof presenceWords>,
): Promise<PresenceAnswer> {
  if (state === 'noting' && !maySeeInternal(actor)) throw new Problem('forbidden');
  const incident = await findVisible(ctx, actor, idOrNumber);
  const beat = {
    incidentId: incident.id,
    personId: actor.id ?? '',
    name: actor.name,
    deviceId,
    isTechnician: maySeeInternal(actor),
    state,
  };
  presenceOf(ctx).say(beat);
  return seen(ctx, actor, incident.id);
}

/** Says that one of the actor's pages has left the incident. */
export async function endPresence(ctx: Context, actor: Actor, idOrNumber: string, deviceId: string): Promise<void> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  presenceOf(ctx).leave({ incidentId: incident.id, personId: actor.id ?? '', deviceId });
}

/** Who is at an incident now, but for the actor. */
export async function readPresence(ctx: Context, actor: Actor, idOrNumber: string): Promise<PresenceAnswer> {
  return seen(ctx, actor, (await findVisible(ctx, actor, idOrNumber)).id);
}

function seen(ctx: Context, actor: Actor, incidentId: string): PresenceAnswer {
  const others = maySeeInternal(actor) ? presenceOf(ctx).at(incidentId) : [];
  const items = others
    .filter(({ personId }) => personId !== actor.id)
    .map(({ personId, name, state, since }) => ({ person: { id: personId, name }, state, since: new Date(since) }));
  return { items, nextCursor: null, beatSeconds };
}
