import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { Breach } from '../service-levels/clock-book.ts';
import type { Incident } from './incident.ts';
import { tell } from './tell.ts';
import { recordHappening } from './write-incident.ts';

/** What the history says of broken promises: each with the instant at which it was broken, and why. */
export const breachDetail = (breaches: Breach[]) => ({
  promises: [...new Set(breaches.map(({ kind }) => kind))],
  dueAt: breaches[0]?.dueAt ?? null,
  cause: breaches[0]?.cause ?? null,
  breaches: breaches.map(({ kind, cycle, dueAt, breachedAt, cause }) => ({ kind, cycle, dueAt, breachedAt, cause })),
});

/** Puts promises that a change of the incident found broken into its history, and tells who works on it. */
export async function noteBreaches(tx: Context, incident: Incident, breaches: Breach[]): Promise<void> {
  if (breaches.length === 0) return;
  await recordHappening(tx, systemActor, incident, { kind: 'breached', visibility: 'internal', detail: breachDetail(breaches) });
  await tell(tx, systemActor, incident, 'incident.breached', [incident.assigneeId]);
}
