import { z } from 'zod';
import { duration } from '../platform/duration.ts';
import { id, instantAnswer, line, version } from '../platform/schemas.ts';
import { mutableKinds } from './kinds.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is a time such as 22:00');

const step = z.strictObject({
  after: duration({ min: 'PT0S', max: 'PT24H' }),
  via: z.union([z.enum(['mail', 'push']), z.strictObject({ contactMethodId: id })]),
});

const ruleFields = {
  page: z.array(step).min(1, 'needs a way: a page must reach you').max(10),
  notify: z.array(step).max(10),
  mutedKinds: z.array(z.enum(mutableKinds)).max(mutableKinds.length),
  quietHours: z
    .strictObject({ from: time, to: time })
    .refine(({ from, to }) => from !== to, 'must begin and end at different times')
    .nullable(),
  digest: z.union([z.strictObject({ every: z.literal('hour') }), z.strictObject({ every: z.literal('day'), at: time })]).nullable(),
};

export const rulesChange = z.strictObject(ruleFields).partial();

export const rulesAnswer = z
  .object({ ...ruleFields, mutedKinds: z.array(z.string()), version: version.meta({ description: '0 until something was set up' }) })
  .meta({ id: 'NotificationRules' });

const label = line(80);
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .max(2000)
  .refine((value) => !URL.canParse(value) || !new URL(value).username, 'must not contain a password');
/** base64url of the browser's key and secret (RFC 8291). */
const p256dh = z.string().regex(/^[A-Za-z0-9_-]{87}=?$/, 'is not a key of a browser');
const auth = z.string().regex(/^[A-Za-z0-9_-]{22}={0,2}$/, 'is not a secret of a browser');

export const newContactMethod = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('mail'), address: z.email().max(254), label }),
  z.strictObject({ channel: z.literal('webhook'), address: httpUrl, label }),
  z.strictObject({ channel: z.literal('push'), address: httpUrl, label, keys: z.strictObject({ p256dh, auth }) }),
]);

export const contactMethodAnswer = z
  .object({
    id,
    channel: z.enum(['mail', 'webhook', 'push']),
    address: z.string(),
    label: z.string(),
    isVerified: z.boolean(),
    lastSentAt: instantAnswer.nullable(),
    lastError: z.string().nullable(),
    createdAt: instantAnswer,
  })
  .meta({ id: 'ContactMethod' });

export const codeBody = z.strictObject({ code: z.string().regex(/^\d{6}$/, 'has six digits') });

export const testAnswer = z.object({ deliveryId: id });

export const deliveryAnswer = z
  .object({
    id,
    channel: z.string(),
    address: z.string(),
    status: z.string().meta({ description: 'pending, held, sending, sent, failed, uncertain, suppressed or cancelled' }),
    attempts: z.number().int(),
    lastError: z.string().nullable(),
    dueAt: instantAnswer,
    finishedAt: instantAnswer.nullable(),
  })
  .meta({ id: 'Delivery' });

export const pushKeyAnswer = z.object({ publicKey: z.string().meta({ description: 'applicationServerKey for PushManager.subscribe' }) });
