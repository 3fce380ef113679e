import { CallFailure, callOut, judgeStatus } from '../../../platform/call-out.ts';
import type { Context } from '../../../platform/context.ts';
import { sign } from '../../../platform/secret-box.ts';
import type { Delivery, DeliveryResult } from '../../notification.ts';

/**
 * Posts the payload as JSON, signed: `Coulisse-Signature` is HMAC-SHA-256 over `<id>.<timestamp>.<body>`. The id is the
 * delivery's and stays the same however often it is sent.
 */
export async function deliverByWebhook(ctx: Context, delivery: Delivery): Promise<DeliveryResult> {
  const body = JSON.stringify(delivery.payload ?? {});
  const timestamp = ctx.clock().toISOString();
  const headers = {
    'Content-Type': 'application/json',
    'Idempotency-Key': delivery.id,
    'Coulisse-Id': delivery.id,
    'Coulisse-Timestamp': timestamp,
    'Coulisse-Signature': sign(ctx.settings.secretKey, 'webhook', `${delivery.id}.${timestamp}.${body}`),
  };
  return resultOf(() => callOut(ctx.settings, { url: delivery.address, headers, body }));
}

/** What a call came to: an answer is judged by its status; without one, whether it can have arrived. */
export async function resultOf(call: () => Promise<{ status: number }>): Promise<DeliveryResult> {
  try {
    const { status } = await call();
    const outcome = judgeStatus(status);
    return outcome === 'sent' ? { outcome } : { outcome, error: `It answered ${status}` };
  } catch (error) {
    const { message } = error as Error;
    if (!(error instanceof CallFailure)) return { outcome: 'later', error: message };
    return { outcome: ({ forbidden: 'never', notSent: 'later', unknown: 'uncertain' } as const)[error.kind], error: message };
  }
}
