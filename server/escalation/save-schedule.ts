import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { correspondents } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { newOnCallSchedule, onCallScheduleChanges } from './on-call-schemas.ts';
import {
  findSchedule,
  findScheduleByName,
  insertSchedule,
  type KeptSchedule,
  type OnCallSchedule,
  updateSchedule,
} from './on-call-store.ts';
import type { Rotation } from './rotation.ts';
import { changedOnCall, settleShifts } from './settle-shifts.ts';

/** One schedule; 404 when there is none. */
export async function readSchedule(ctx: Context, id: string): Promise<KeptSchedule> {
  const schedule = await findSchedule(ctx.db.sql, id);
  if (!schedule) throw notFound('on-call schedule');
  return schedule;
}

/** Adds an on-call schedule; 422 for unknown people or a name that is taken. */
export async function addSchedule(ctx: Context, actor: Actor, input: z.output<typeof newOnCallSchedule>): Promise<KeptSchedule> {
  return transact(ctx, async (tx) => {
    await takeTurn(tx.db.sql, 'onCallSchedules');
    const now = tx.clock();
    const schedule: OnCallSchedule = { ...input, id: newId(), version: 1, createdAt: now, updatedAt: now };
    await check(tx, schedule, input.rotations);
    await insertSchedule(tx.db.sql, schedule, actor.id);
    await recordAudit(tx, actor, audited('onCallSchedule.added', schedule));
    await changedOnCall(tx, schedule.id);
    return readSchedule(tx, schedule.id);
  });
}

/** Changes an on-call schedule from now on; `rotations`, when given, is the whole list. Who was on call stays in the ledger. */
export async function changeSchedule(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof onCallScheduleChanges>,
  ifMatch: number | null,
): Promise<KeptSchedule> {
  return transact(ctx, async (tx) => {
    await takeTurn(tx.db.sql, 'onCallSchedules');
    const schedule = await settleShifts(tx, id);
    if (ifMatch !== null && ifMatch !== schedule.version) throw new Problem('version_mismatch');
    const next = { ...schedule, ...changes, version: schedule.version + 1, updatedAt: tx.clock() };
    // People who left since are kept until somebody changes the rotations: their turns are gaps.
    await check(tx, next, changes.rotations ?? []);
    if (!(await updateSchedule(tx.db.sql, next, actor.id))) throw new Problem('version_mismatch');
    await recordAudit(tx, actor, audited('onCallSchedule.changed', next));
    await changedOnCall(tx, id);
    return next;
  });
}

const audited = (action: string, { id, name, version }: OnCallSchedule) => ({
  action,
  subjectType: 'onCallSchedule',
  subjectId: id,
  detail: { name, version },
});

async function check(tx: Context, { id, name }: OnCallSchedule, rotations: readonly Rotation[]): Promise<void> {
  const { sql } = tx.db;
  const taken = await findScheduleByName(sql, name);
  if (taken && taken.id !== id) throw invalid('/name', 'There is an on-call schedule of this name already');
  await checkParticipants(sql, rotations);
}

/** Refuses rotations that name somebody who is not there, or has left. */
export async function checkParticipants(sql: Sql, rotations: readonly Rotation[], pointer = ''): Promise<void> {
  for (const [index, { participantIds }] of rotations.entries()) {
    const known = new Set((await correspondents(sql, [...new Set(participantIds)])).map((person) => person.id));
    const unknown = participantIds.findIndex((personId) => !known.has(personId));
    if (unknown >= 0) throw invalid(`${pointer}/rotations/${index}/participantIds/${unknown}`, 'There is no such person');
  }
}
