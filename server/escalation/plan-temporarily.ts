import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { correspondents } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { newTemporarySchedule } from './on-call-schemas.ts';
import { deleteTemporary, findTemporary, insertTemporary, listTemporaries, type TemporaryRow } from './on-call-store.ts';
import { changedOnCall, settleShifts } from './settle-shifts.ts';
import { tellOfTemporary } from './tell-on-call.ts';

type Input = z.output<typeof newTemporarySchedule>;

/** Sets the whole schedule aside for a while and puts these shifts in its place, from now on at the earliest. */
export async function planTemporarily(ctx: Context, actor: Actor, scheduleId: string, input: Input): Promise<TemporaryRow> {
  return transact(ctx, async (tx) => {
    const schedule = await settleShifts(tx, scheduleId);
    if (input.endAt <= tx.clock()) throw invalid('/endAt', 'must be in the future: who was on call stays as it was');
    await checkShifts(tx, input);
    const [other] = await listTemporaries(tx.db.sql, scheduleId, input.startAt, input.endAt);
    if (other) throw new Problem('conflict', 'There is a temporary schedule in this time already: remove it first');
    const row: TemporaryRow = { ...input, id: newId(), scheduleId, createdById: actor.id, createdAt: tx.clock() };
    await insertTemporary(tx.db.sql, row);
    await recordAudit(tx, actor, audited('temporarySchedule.added', row));
    await tellOfTemporary(tx, actor, schedule, row);
    await changedOnCall(tx, scheduleId);
    return row;
  });
}

/** Lets the schedule hold again that a temporary one had set aside, from now on. */
export async function removeTemporary(ctx: Context, actor: Actor, scheduleId: string, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const schedule = await settleShifts(tx, scheduleId);
    const row = await findTemporary(tx.db.sql, scheduleId, id);
    if (!row) throw notFound('temporary schedule');
    await deleteTemporary(tx.db.sql, id);
    await recordAudit(tx, actor, audited('temporarySchedule.removed', row));
    await tellOfTemporary(tx, actor, schedule, row, 'onCall.overrideRemoved');
    await changedOnCall(tx, scheduleId);
  });
}

const audited = (action: string, { id, scheduleId, startAt, endAt, shifts }: TemporaryRow) => ({
  action,
  subjectType: 'onCallSchedule',
  subjectId: scheduleId,
  detail: { temporaryId: id, startAt, endAt, shifts: shifts.length },
});

async function checkShifts(tx: Context, { startAt, endAt, shifts }: Input): Promise<void> {
  const known = new Set((await correspondents(tx.db.sql, [...new Set(shifts.map((shift) => shift.personId))])).map(({ id }) => id));
  for (const [index, shift] of shifts.entries()) {
    if (!known.has(shift.personId)) throw invalid(`/shifts/${index}/personId`, 'There is no such person');
    if (shift.startAt < startAt || shift.endAt > endAt) throw invalid(`/shifts/${index}/startAt`, 'must lie within the temporary schedule');
  }
}
