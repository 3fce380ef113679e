import type { z } from 'zod';
import type {
  newWebhook,
  webhookAnswer,
  webhookDeliveryAnswer,
  webhookDeliveryDetail,
  webhookWithSecret,
} from '../../../server/webhooks/webhook-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Webhook = Answer<typeof webhookAnswer>;
export type WebhookWithSecret = Answer<typeof webhookWithSecret>;
export type WebhookDelivery = Answer<typeof webhookDeliveryAnswer>;
export type WebhookDeliveryDetail = Answer<typeof webhookDeliveryDetail>;
export type NewWebhook = z.input<typeof newWebhook>;
