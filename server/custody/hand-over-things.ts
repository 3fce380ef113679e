import { nextNumber } from '../../db/counters.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId, sha256 } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import { handOut, takeBack } from '../reservations/hand-out.ts';
import { nextSignatureReminder } from './custody-settings.ts';
import { fulfilRequest } from './fulfil-request.ts';
import { checkShownText, type HandOver, type HandOverItem, handOverNumber } from './hand-over.ts';
import { handOverPaper } from './hand-over-paper.ts';
import type { HandOverAnswer, NewHandOver } from './hand-over-schemas.ts';
import { insertHandOver, insertPaper } from './hand-over-store.ts';
import { handOverView } from './hand-over-view.ts';
import { type HandOverPlan, planHandOver } from './plan-hand-over.ts';
import { announceHandOver, askToSign, tellDecision } from './tell-custody.ts';

/**
 * Hands several things over on one signature, in one transaction: all of them change hands, or none does. 409 names every
 * thing that cannot, so that of two desks with the same device one wins and the other sees which one is gone. Signed now,
 * the paper is made at once; otherwise the person is asked by mail and in their pages.
 */
export async function handOverThings(ctx: Context, actor: Actor, input: NewHandOver): Promise<HandOverAnswer> {
  return transact(ctx, async (tx) => {
    const plan = await planHandOver(tx, actor, input);
    checkNothingInTheWay(plan);
    checkShownText(plan.textHash, input.textHash);
    const handOver = await newHandOver(tx, actor, input, plan);
    const items = plan.items.map(({ item }, position): HandOverItem => ({ handOverId: handOver.id, position, ...item }));
    await insertHandOver(tx.db.sql, handOver, items);
    await moveThings(tx, actor, input, plan, handOver.number);
    if (input.requestId) await fulfilRequest(tx, input.requestId, handOver);
    await (handOver.state === 'signed' ? keepPaper(tx, handOver) : askToSign(tx, handOver, items));
    announceHandOver(tx, handOver);
    return handOverView(tx.db.sql, handOver);
  });
}

function checkNothingInTheWay({ items }: HandOverPlan): void {
  const issues = items.flatMap(({ problem }, index) => (problem ? [{ pointer: `/items/${index}`, message: problem }] : []));
  if (issues.length > 0) throw new Problem('conflict', issues.map(({ message }) => message).join('; '), { issues });
}

async function newHandOver(tx: Context, actor: Actor, input: NewHandOver, plan: HandOverPlan): Promise<HandOver> {
  const now = tx.clock();
  const isSigned = input.method === 'drawn';
  return {
    id: newId(),
    number: await nextNumber(tx.db.sql, 'handOvers'),
    direction: input.direction,
    state: isSigned ? 'signed' : 'waiting',
    personId: plan.person.id,
    personName: plan.person.name,
    clerkId: actor.id,
    clerkName: actor.name,
    language: plan.language,
    timeZone: plan.person.timeZone,
    dueAt: input.direction === 'out' ? input.dueAt : null,
    note: input.note,
    text: plan.text,
    textHash: plan.textHash,
    signedHow: isSigned ? 'drawn' : null,
    signature: isSigned ? (input.signature ?? null) : null,
    decidedAt: isSigned ? now : null,
    declineReason: null,
    reminders: 0,
    remindAt: isSigned ? null : await nextSignatureReminder(tx, now, 0),
    version: 1,
    createdAt: now,
  };
}

async function moveThings(tx: Context, actor: Actor, input: NewHandOver, { person, items }: HandOverPlan, number: number): Promise<void> {
  const note = handOverNumber(number);
  const { dueAt, despiteReservations, locationId } = input;
  for (const { asset, isHeld } of items) {
    if (!asset) continue;
    if (input.direction === 'in') await takeBack(tx, actor, asset.id, { note, ...(locationId && { locationId }) });
    else if (!isHeld) await handOut(tx, actor, asset.id, { personId: person.id, dueAt, note }, { despiteReservations });
  }
}

/** Makes the paper of a signed hand-over, for ever as it is now, and tells both sides. */
export async function keepPaper(tx: Context, handOver: HandOver): Promise<void> {
  const pdf = await handOverPaper(handOver);
  await insertPaper(tx.db.sql, handOver.id, pdf, sha256(pdf));
  await tellDecision(tx, handOver);
}
