import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { isOnCall, swapChanged } from './ask-for-swap.ts';
import type { KeptSchedule } from './on-call-store.ts';
import { keepOverride } from './override-on-call.ts';
import { later, type Span } from './rotation.ts';
import { settleShifts } from './settle-shifts.ts';
import { decideSwap, findSwap, overdueSwaps, recipientsOfSwaps, recordAnswer, type Swap, type SwapRecipient } from './swap-store.ts';
import { tellOnCall } from './tell-on-call.ts';

export type Answer = 'accepted' | 'declined';

/** The request with those whom it asks; 404 for whom it does not concern, leads excepted. */
export async function readSwap(ctx: Context, actor: Actor, id: string): Promise<{ swap: Swap; recipients: SwapRecipient[] }> {
  const swap = await findSwap(ctx.db.sql, id);
  const recipients = swap ? await recipientsOfSwaps(ctx.db.sql, [id]) : [];
  const concerns = swap?.askerId === actor.id || recipients.some(({ personId }) => personId === actor.id) || hasRole(actor, 'lead');
  if (!swap || !concerns) throw notFound('swap request');
  return { swap, recipients };
}

/**
 * Answers a request that asks one. Accepting makes the override in the same transaction; of several who accept the first
 * has it, the others are told that it is answered. When the last one declines, the request is over.
 */
export async function answerSwap(ctx: Context, actor: Actor, id: string, answer: Answer): Promise<Swap> {
  return transact(ctx, async (tx) => {
    const { schedule, swap, recipients } = await hold(tx, actor, id);
    const mine = recipients.find(({ personId }) => personId === actor.id);
    if (!mine) throw new Problem('forbidden', 'You are not asked');
    await recordAnswer(tx.db.sql, { ...mine, answer, answeredAt: tx.clock() });
    if (answer === 'accepted') await accept(tx, actor, schedule, swap);
    else await decline(tx, actor, schedule, swap, recipients);
    swapChanged(tx, swap);
    return (await findSwap(tx.db.sql, id))!;
  });
}

/** Takes one's own request back; a lead may take anybody's back. */
export async function withdrawSwap(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { schedule, swap, recipients } = await hold(tx, actor, id);
    if (swap.askerId !== actor.id && !hasRole(actor, 'lead')) throw new Problem('forbidden', 'Only who asked takes it back');
    await decideSwap(tx.db.sql, id, { state: 'withdrawn', decidedAt: tx.clock() });
    await audit(tx, actor, swap, 'onCallSwap.withdrawn');
    const recipientIds = recipients.filter(({ answer }) => answer === null).map(({ personId }) => personId);
    await tellOnCall(tx, schedule, {
      kind: 'onCall.swapWithdrawn',
      recipientIds,
      span: swap,
      key: id,
      data: { actor: actor.name, swapId: id },
    });
    swapChanged(tx, swap);
  });
}

/** Sweep: requests whose shift has begun unanswered are over, and whoever asked is told that it stays theirs. */
export async function expireSwaps(ctx: Context): Promise<void> {
  for (const { id, scheduleId } of await overdueSwaps(ctx.db.sql, ctx.clock(), 500)) {
    await transact(ctx, async (tx) => {
      const schedule = await settleShifts(tx, scheduleId);
      if (!(await decideSwap(tx.db.sql, id, { state: 'expired', decidedAt: tx.clock() }))) return;
      const swap = (await findSwap(tx.db.sql, id))!;
      await tellOnCall(tx, schedule, {
        kind: 'onCall.swapExpired',
        recipientIds: [swap.askerId],
        span: swap,
        key: id,
        data: { swapId: id },
      });
      swapChanged(tx, swap);
    });
  }
}

/** The open request, with its schedule held: whoever comes second waits here, and finds it answered. */
async function hold(tx: Context, actor: Actor, id: string) {
  const { scheduleId } = (await readSwap(tx, actor, id)).swap;
  const schedule = await settleShifts(tx, scheduleId);
  const { swap, recipients } = await readSwap(tx, actor, id);
  if (swap.state !== 'open') throw new Problem('conflict', 'This request is answered already', { extra: { state: swap.state } });
  if (swap.expiresAt <= tx.clock()) throw new Problem('conflict', 'The shift has begun meanwhile');
  return { schedule, swap, recipients };
}

async function accept(tx: Context, actor: Actor, schedule: KeptSchedule, swap: Swap): Promise<void> {
  const { id, askerId, returnStartAt, returnEndAt } = swap;
  const takerId = actor.id as string;
  const given = { startAt: later(swap.startAt, tx.clock()), endAt: swap.endAt };
  const returned = returnStartAt && returnEndAt ? { startAt: returnStartAt, endAt: returnEndAt } : null;
  await checkStillOn(tx, schedule, askerId, given);
  if (returned) await checkStillOn(tx, schedule, takerId, returned);
  const handOver = (from: string, to: string, { startAt, endAt }: Span) =>
    keepOverride(tx, actor, {
      scheduleId: schedule.id,
      kind: 'replace',
      personId: to,
      replacesPersonId: from,
      startAt,
      endAt,
      reason: null,
      swapId: id,
    });
  await handOver(askerId, takerId, given);
  if (returned) await handOver(takerId, askerId, returned);
  await decideSwap(tx.db.sql, id, { state: 'accepted', takerId, decidedAt: tx.clock() });
  await audit(tx, actor, swap, 'onCallSwap.accepted');
  const data = { actor: actor.name, swapId: id };
  await tellOnCall(tx, schedule, { kind: 'onCall.swapAccepted', recipientIds: [askerId], span: given, key: id, data });
  await tellOnCall(tx, schedule, { kind: 'onCall.swapTaken', recipientIds: [takerId], span: given, key: id, data });
}

async function checkStillOn(tx: Context, schedule: KeptSchedule, personId: string, span: Span): Promise<void> {
  if (!(await isOnCall(tx, schedule, personId, span)))
    throw new Problem('conflict', 'The shifts have changed since: the request has to be made anew');
}

async function decline(tx: Context, actor: Actor, schedule: KeptSchedule, swap: Swap, recipients: SwapRecipient[]): Promise<void> {
  const { id, askerId } = swap;
  await audit(tx, actor, swap, 'onCallSwap.declined');
  const isLast = recipients.every(({ personId, answer }) => personId === actor.id || answer === 'declined');
  if (!isLast) return;
  await decideSwap(tx.db.sql, id, { state: 'declined', decidedAt: tx.clock() });
  const data = { actor: recipients.length === 1 ? actor.name : '', swapId: id };
  await tellOnCall(tx, schedule, { kind: 'onCall.swapDeclined', recipientIds: [askerId], span: swap, key: id, data });
}

const audit = (tx: Context, actor: Actor, { id, scheduleId }: Swap, action: string): Promise<void> =>
  recordAudit(tx, actor, { action, subjectType: 'onCallSchedule', subjectId: scheduleId, detail: { swapId: id } });
