import { notify } from '../notifications/notify.ts';
import type { Context } from '../platform/context.ts';
import { type HandOver, type HandOverItem, handOverNumber } from './hand-over.ts';

/** How long the link of a mail works. */
const linkDays = 30;
const dayMs = 86_400_000;

export const linkUntil = (now: Date): Date => new Date(now.getTime() + linkDays * dayMs);

/** Names of things for a message: a few of them, and how many more there are. */
export function namesOf(items: Array<{ tag: string; name: string }>): string {
  const shown = items.slice(0, 10).map(({ tag, name }) => `• ${tag} ${name}`);
  return [...shown, ...(items.length > shown.length ? [`… +${items.length - shown.length}`] : [])].join('\n');
}

/** Asks the person to sign: in their pages, and by a mail whose link opens the text and does nothing by itself. */
export async function askToSign(tx: Context, handOver: HandOver, items: HandOverItem[]): Promise<void> {
  await notify(tx, {
    recipientIds: [handOver.personId],
    kind: handOver.reminders === 0 ? 'custody.sign' : 'custody.signReminder',
    subject: { type: 'handOver', id: handOver.id },
    data: {
      number: handOverNumber(handOver.number),
      actor: handOver.clerkName,
      text: namesOf(items),
      link: { action: 'handOver.sign', path: 'hand-over', until: linkUntil(tx.clock()).toISOString() },
    },
    key: `custody.sign:${handOver.id}:${handOver.reminders}`,
  });
}

/** Tells the one side what the other decided: who handed over that it is signed or refused, and who signed where their copy is. */
export async function tellDecision(tx: Context, handOver: HandOver): Promise<void> {
  const data = { number: handOverNumber(handOver.number), actor: handOver.personName, text: handOver.declineReason ?? '' };
  const subject = { type: 'handOver', id: handOver.id };
  const isSigned = handOver.state === 'signed';
  if (isSigned)
    await notify(tx, { recipientIds: [handOver.personId], kind: 'custody.signedCopy', subject, data, key: `custody.copy:${handOver.id}` });
  // What was drawn at the desk, the desk knows.
  if (!handOver.clerkId || handOver.signedHow === 'drawn') return;
  const kind = isSigned ? 'custody.signed' : 'custody.declined';
  await notify(tx, { recipientIds: [handOver.clerkId], kind, subject, data, key: `${kind}:${handOver.id}` });
}

/** Tells open pages after the commit. */
export function announceHandOver(tx: Context, { id, personId }: Pick<HandOver, 'id' | 'personId'>): void {
  tx.db.afterCommit(() => tx.live.publish({ type: 'handOver.changed', id, audience: { role: 'technician', personIds: [personId] } }));
}
