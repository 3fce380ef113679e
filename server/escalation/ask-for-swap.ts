import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { asActor } from '../people/person.ts';
import { correspondents, findPerson } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, Problem } from '../platform/problem.ts';
import type { KeptSchedule } from './on-call-store.ts';
import { coverageOf } from './roster.ts';
import { later, type Span, union, within, without } from './rotation.ts';
import { settleShifts } from './settle-shifts.ts';
import type { newSwap } from './swap-schemas.ts';
import { insertSwap, openSwapsOf, type Swap } from './swap-store.ts';
import { tellOnCall } from './tell-on-call.ts';

type Input = z.output<typeof newSwap>;

/** Asks somebody, or everybody who takes turns in the schedule, to take one of one's own shifts or a part of it. */
export async function askForSwap(ctx: Context, actor: Actor, input: Input): Promise<Swap> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const now = tx.clock();
    const schedule = await scheduleOf(tx, input.scheduleId);
    if (input.endAt <= now) throw invalid('/endAt', 'must be in the future');
    const span = { startAt: later(input.startAt, now), endAt: input.endAt };
    if (!(await isOnCall(tx, schedule, actor.id as string, span))) throw invalid('/startAt', 'You are not on call all that time');
    const [other] = (await openSwapsOf(sql, actor.id as string, span.startAt, span.endAt)).filter(
      (each) => each.scheduleId === schedule.id,
    );
    if (other) throw new Problem('conflict', 'You have asked about this shift already: withdraw that request first');
    const recipientIds = await recipientsOf(tx, actor, schedule, input);
    const swap: Swap = {
      id: newId(),
      scheduleId: schedule.id,
      askerId: actor.id as string,
      ...span,
      returnStartAt: input.return?.startAt ?? null,
      returnEndAt: input.return?.endAt ?? null,
      message: input.message,
      state: 'open',
      takerId: null,
      expiresAt: span.startAt > now ? span.startAt : span.endAt,
      createdAt: now,
      decidedAt: null,
    };
    await insertSwap(sql, swap, recipientIds);
    await announce(tx, actor, schedule, swap, recipientIds);
    return swap;
  });
}

async function scheduleOf(tx: Context, id: string): Promise<KeptSchedule> {
  try {
    return await settleShifts(tx, id);
  } catch (error) {
    if (error instanceof Problem && error.code === 'not_found') throw invalid('/scheduleId', 'There is no such on-call schedule');
    throw error;
  }
}

async function announce(tx: Context, actor: Actor, schedule: KeptSchedule, swap: Swap, recipientIds: string[]): Promise<void> {
  const { id, startAt, endAt, message } = swap;
  await recordAudit(tx, actor, {
    action: 'onCallSwap.asked',
    subjectType: 'onCallSchedule',
    subjectId: schedule.id,
    detail: { swapId: id, startAt, endAt, recipientIds },
  });
  const data = { actor: actor.name, text: message ?? '', swapId: id };
  await tellOnCall(tx, schedule, { kind: 'onCall.swapAsked', recipientIds, span: swap, key: id, data });
  swapChanged(tx, swap);
}

/** Lets open pages read the requests anew. */
export const swapChanged = (tx: Context, { scheduleId }: Swap): void =>
  tx.db.afterCommit(() => tx.live.publish({ type: 'onCall.swapChanged', id: scheduleId, audience: { role: 'technician' } }));

/** True when the person is on call during all of the span by what an override can change: temporary schedules are not. */
export async function isOnCall(tx: Context, schedule: KeptSchedule, personId: string, { startAt, endAt }: Span): Promise<boolean> {
  const { shifts } = await coverageOf(tx.db.sql, schedule, startAt, endAt);
  const own = union(shifts.filter((shift) => shift.personId === personId && shift.temporaryId === null));
  return without([{ startAt, endAt }], own).length === 0;
}

async function recipientsOf(tx: Context, actor: Actor, schedule: KeptSchedule, input: Input): Promise<string[]> {
  if (input.personId !== null) return [await checkAsked(tx, actor, schedule, input, input.personId)];
  if (input.return) throw invalid('/return', 'needs personId: only of somebody one can take a shift in return');
  const participants = [...new Set(schedule.rotations.flatMap(({ participantIds }) => participantIds))].filter((id) => id !== actor.id);
  const active = await correspondents(tx.db.sql, participants);
  if (active.length === 0) throw invalid('/personId', 'Nobody else takes turns in this schedule: name somebody');
  return active.map(({ id }) => id);
}

async function checkAsked(tx: Context, actor: Actor, schedule: KeptSchedule, input: Input, personId: string): Promise<string> {
  if (personId === actor.id) throw invalid('/personId', 'must be somebody else');
  const person = await findPerson(tx.db.sql, personId);
  if (!person?.isActive) throw invalid('/personId', 'There is no such person');
  if (!hasRole(asActor(person, []), 'technician')) throw invalid('/personId', 'This person is not a technician');
  if (!input.return) return personId;
  if (input.return.startAt <= tx.clock()) throw invalid('/return/startAt', 'must be in the future');
  if (within([input.return], input.startAt, input.endAt).length > 0) throw invalid('/return/startAt', 'must not overlap what is given');
  const isTheirs = await isOnCall(tx, schedule, personId, input.return);
  if (!isTheirs) throw invalid('/return/startAt', 'They are not on call all that time');
  return personId;
}
