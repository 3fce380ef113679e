import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { readLink } from '../platform/signed-link.ts';
import { nextSignatureReminder } from './custody-settings.ts';
import { checkShownText, checkWaiting, type HandOver, type WayToSign } from './hand-over.ts';
import { maySign } from './hand-over-policy.ts';
import type { HandOverAnswer } from './hand-over-schemas.ts';
import { findHandOver, itemsOfHandOvers, lockHandOver, updateHandOver } from './hand-over-store.ts';
import { keepPaper } from './hand-over-things.ts';
import { handOverView, loadHandOver } from './hand-over-view.ts';
import type { Signature } from './signature.ts';
import { announceHandOver, askToSign, tellDecision } from './tell-custody.ts';

interface Signing {
  textHash: string;
  signature?: Signature | undefined;
}
export type LinkDecision = ({ decision: 'sign' } & Signing) | { decision: 'decline'; reason: string };

/** Signs what waits: the person in their account, or at the desk with a drawn signature. */
export async function signHandOver(ctx: Context, actor: Actor, idOrNumber: string, signing: Signing): Promise<HandOverAnswer> {
  const handOver = await loadHandOver(ctx, actor, idOrNumber);
  if (!maySign(actor, handOver, signing.signature !== undefined)) throw new Problem('forbidden', 'Only who receives it signs for it');
  return sign(ctx, handOver.id, signing, signing.signature ? 'drawn' : 'account');
}

/** Says that something is not so; who handed over is told and sees to it. Custody stays as it is until then. */
export async function declineHandOver(ctx: Context, actor: Actor, idOrNumber: string, reason: string): Promise<HandOverAnswer> {
  const handOver = await loadHandOver(ctx, actor, idOrNumber);
  if (actor.id !== handOver.personId) throw new Problem('forbidden', 'Only who should sign it can refuse it');
  return decline(ctx, handOver.id, reason);
}

/** Takes back a paper that nobody has signed; what changed hands stays where it is. */
export async function withdrawHandOver(ctx: Context, actor: Actor, idOrNumber: string): Promise<HandOverAnswer> {
  const { id } = await loadHandOver(ctx, actor, idOrNumber);
  return changing(ctx, id, (tx, handOver) =>
    updateHandOver(tx.db.sql, handOver, { state: 'withdrawn', decidedAt: tx.clock(), remindAt: null }),
  );
}

/** Asks again now, beside the reminders that come by themselves. */
export async function askAgain(ctx: Context, actor: Actor, idOrNumber: string): Promise<HandOverAnswer> {
  const { id } = await loadHandOver(ctx, actor, idOrNumber);
  return changing(ctx, id, remind);
}

/** Counts a reminder, asks, and sets the alarm for the next. */
export async function remind(tx: Context, handOver: HandOver): Promise<HandOver> {
  const reminders = handOver.reminders + 1;
  const remindAt = await nextSignatureReminder(tx, handOver.createdAt, reminders);
  const after = await updateHandOver(tx.db.sql, handOver, { reminders, remindAt });
  const items = await itemsOfHandOvers(tx.db.sql, [after.id]);
  await askToSign(tx, after, items.get(after.id) ?? []);
  return after;
}

/** What the link of a mail asks to sign; looking at it does nothing. 404 for a link that is not ours or has expired. */
export async function readSigningLink(ctx: Context, token: string): Promise<HandOver> {
  const claim = readLink(ctx.settings.secretKey, token, ctx.clock());
  const handOver = claim?.action === 'handOver.sign' ? await findHandOver(ctx.db.sql, claim.subjectId) : null;
  if (!claim || !handOver || handOver.personId !== claim.personId) throw notFound('link, or it has expired');
  return handOver;
}

/** Signs or refuses for the person to whom the mail went. */
export async function decideByLink(ctx: Context, token: string, decision: LinkDecision): Promise<HandOverAnswer> {
  const { id } = await readSigningLink(ctx, token);
  return decision.decision === 'decline' ? decline(ctx, id, decision.reason) : sign(ctx, id, decision, 'link');
}

const sign = (ctx: Context, id: string, { textHash, signature = undefined }: Signing, how: WayToSign): Promise<HandOverAnswer> =>
  changing(ctx, id, async (tx, handOver) => {
    checkShownText(handOver.textHash, textHash);
    const signed = { state: 'signed', signedHow: how, signature: signature ?? null, decidedAt: tx.clock(), remindAt: null } as const;
    const after = await updateHandOver(tx.db.sql, handOver, signed);
    await keepPaper(tx, after);
    return after;
  });

const decline = (ctx: Context, id: string, declineReason: string): Promise<HandOverAnswer> =>
  changing(ctx, id, async (tx, handOver) => {
    const changes = { state: 'declined', declineReason, decidedAt: tx.clock(), remindAt: null } as const;
    const after = await updateHandOver(tx.db.sql, handOver, changes);
    await tellDecision(tx, after);
    return after;
  });

/** Changes a hand-over that waits, while nobody else does; 409 when it is decided already. */
async function changing(ctx: Context, id: string, change: (tx: Context, handOver: HandOver) => Promise<HandOver>): Promise<HandOverAnswer> {
  return transact(ctx, async (tx) => {
    const handOver = await lockHandOver(tx.db.sql, id);
    if (!handOver) throw notFound('hand-over');
    checkWaiting(handOver);
    const after = await change(tx, handOver);
    announceHandOver(tx, after);
    return handOverView(tx.db.sql, after);
  });
}
