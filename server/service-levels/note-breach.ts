import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { lockClocks, updateBreachNote } from './clock-store.ts';
import { clockId } from './service-level-queries.ts';

/** Keeps why a promise was missed; an empty text takes the note back. Only of a promise that was missed, and audited. */
export async function noteBreach(tx: Context, actor: Actor, incidentId: string, id: string, text: string): Promise<void> {
  const clock = (await lockClocks(tx.db.sql, incidentId)).find((one) => clockId(one) === id);
  if (!clock) throw notFound('clock');
  if (!clock.breachedAt) throw new Problem('conflict', 'This promise was not missed');
  const { kind, cycle, breachNote } = clock;
  const note = { breachNote: text || null, breachNotedById: text ? actor.id : null, breachNotedAt: text ? tx.clock() : null };
  await updateBreachNote(tx.db.sql, { incidentId, kind, cycle }, note);
  const detail = { clock: id, before: breachNote, after: note.breachNote };
  await recordAudit(tx, actor, { action: 'incident.breachNoted', subjectType: 'incident', subjectId: incidentId, detail });
}
