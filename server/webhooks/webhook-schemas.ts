import { z } from 'zod';
import { eventKinds } from '../incidents/incident.ts';
import { id, instant, instantAnswer, line, page, pageQuery, version } from '../platform/schemas.ts';

const url = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .max(2000)
  .refine((value) => !URL.canParse(value) || !new URL(value).username, 'must not contain a password')
  .refine((value) => !URL.canParse(value) || !new URL(value).hash, 'must not contain a fragment');

const fields = {
  name: line(120),
  url,
  events: z.array(z.enum(eventKinds)).max(eventKinds.length).meta({ description: 'Kinds of event; none means every kind' }),
  supportGroupIds: z.array(id).max(100).meta({ description: 'Only incidents of these groups; none means all' }),
  serviceIds: z.array(id).max(100),
  includeInternal: z.boolean().meta({ description: 'Internal notes and what else employees may not read' }),
  isEnabled: z.boolean(),
};

export const newWebhook = z.strictObject({
  name: fields.name,
  url: fields.url,
  events: fields.events.default([]),
  supportGroupIds: fields.supportGroupIds.default([]),
  serviceIds: fields.serviceIds.default([]),
  includeInternal: fields.includeInternal.default(false),
  isEnabled: fields.isEnabled.default(true),
});

export const webhookChanges = z.strictObject(fields).partial();

export const webhookAnswer = z
  .object({
    id,
    ...fields,
    disabledReason: z.enum(['person', 'failing', 'gone']).nullable(),
    failures: z.number().int().meta({ description: 'Tries that failed in a row' }),
    failingSinceAt: instantAnswer.nullable(),
    restingUntilAt: instantAnswer.nullable(),
    lastSuccessAt: instantAnswer.nullable(),
    previousSecretUntilAt: instantAnswer.nullable(),
    version,
    createdAt: instantAnswer,
    updatedAt: instantAnswer,
  })
  .meta({ id: 'Webhook' });

export const webhookWithSecret = webhookAnswer.extend({ secret: z.string().meta({ description: 'Shown this once: whsec_…' }) });

export const deliveryStatuses = ['pending', 'sending', 'sent', 'failed'] as const;

export const webhookDeliveryAnswer = z
  .object({
    id: z.string().meta({ description: 'The webhook-id header of every try' }),
    type: z.string(),
    incident: z.object({ id, number: z.string() }).nullable(),
    status: z.enum(deliveryStatuses),
    attempts: z.number().int(),
    replays: z.number().int(),
    responseStatus: z.number().int().nullable(),
    lastError: z.string().nullable(),
    createdAt: instantAnswer,
    nextAttemptAt: instantAnswer.nullable(),
    finishedAt: instantAnswer.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });

export const webhookDeliveryPage = page(webhookDeliveryAnswer);

export const webhookDeliveryDetail = webhookDeliveryAnswer
  .extend({
    body: z.string(),
    tries: z.array(
      z.object({
        id,
        attemptedAt: instantAnswer,
        durationMs: z.number().int(),
        requestHeaders: z.record(z.string(), z.string()),
        responseStatus: z.number().int().nullable(),
        responseExcerpt: z.string().nullable(),
        error: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'WebhookDeliveryDetail' });

export const deliveryQuery = z.object({ ...pageQuery, status: z.enum(deliveryStatuses).optional() });

export const replayBody = z.strictObject({
  since: instant,
  until: instant.optional(),
  onlyFailed: z.boolean().default(false),
});

export const deliveryParams = z.object({ id, deliveryId: id });
