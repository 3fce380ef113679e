import { complete, pushForward } from '../../db/outbox.ts';
import type { Context } from '../platform/context.ts';
import { deleteContactMethod, updateContactMethod } from './contact-store.ts';
import { updateBundled, updateDelivery } from './delivery-store.ts';
import { forgetCode } from './forget-code.ts';
import { tryNextWay } from './next-way.ts';
import { type Delivery, type DeliveryResult, type DeliveryStatus, maxAttempts, type Urgency } from './notification.ts';

/** Keeps what a try came to: the end of the delivery, or when to try again; and for a page the next way if it failed. */
export async function recordResult(tx: Context, rowId: string, delivery: Delivery, result: DeliveryResult): Promise<void> {
  const attempts = delivery.attempts + 1;
  const lastError = result.outcome === 'sent' ? null : result.error;
  const isAgain = (result.outcome === 'later' || result.outcome === 'uncertain') && attempts < maxAttempts[delivery.urgency];
  if (isAgain) {
    await updateDelivery(tx.db.sql, delivery.id, { attempts, lastError, status: result.outcome === 'uncertain' ? 'uncertain' : 'pending' });
    await pushForward(tx.db.sql, rowId, new Date(tx.clock().getTime() + backOffMs(attempts, delivery.urgency)), result.error);
  } else {
    if (!(await complete(tx.db.sql, rowId))) return;
    const ended = { status: finalStatus[result.outcome], lastError, finishedAt: tx.clock() };
    await updateDelivery(tx.db.sql, delivery.id, { ...ended, attempts });
    await updateBundled(tx.db.sql, delivery.id, ended);
    await forgetCode(tx, delivery);
  }
  await noteContact(tx, delivery, result);
  if (result.outcome !== 'sent') await tryNextWay(tx, delivery);
}

const finalStatus: Record<DeliveryResult['outcome'], DeliveryStatus> = {
  sent: 'sent',
  suppressed: 'suppressed',
  uncertain: 'uncertain',
  later: 'failed',
  never: 'failed',
  gone: 'failed',
};

const shortestMs: Record<Urgency, number> = { page: 5_000, notify: 15_000 };

/** 15 s, 30 s, 1 min, … up to an hour; a page begins with 5 s and comes every ten minutes at least. */
const backOffMs = (attempts: number, urgency: Urgency): number =>
  Math.min(shortestMs[urgency] * 2 ** (attempts - 1), urgency === 'page' ? 600_000 : 3_600_000);

/** The person sees at each of their ways how it fared last; a browser that is no more is taken off the list. */
async function noteContact(tx: Context, { contactMethodId, recipientId, channel }: Delivery, result: DeliveryResult): Promise<void> {
  if (!contactMethodId || !recipientId) return;
  if (result.outcome === 'gone' && channel === 'push') await deleteContactMethod(tx.db.sql, contactMethodId);
  else if (result.outcome === 'sent') await updateContactMethod(tx.db.sql, contactMethodId, { lastSentAt: tx.clock(), lastError: null });
  else await updateContactMethod(tx.db.sql, contactMethodId, { lastError: result.error.slice(0, 500) });
  const audience = { personIds: [recipientId] };
  tx.db.afterCommit(() => tx.live.publish({ type: 'contactMethod.changed', id: contactMethodId, audience }));
}
