import type { JobName } from '../../job-catalogue.ts';
import type { Context } from '../../platform/context.ts';
import type { Channel, Delivery, DeliveryResult, Urgency } from '../notification.ts';
import type { Limit } from '../share.ts';
import { deliverByMail } from './mail/mail-channel.ts';
import { deliverByPush } from './push/push-channel.ts';
import { deliverByWebhook } from './webhook/webhook-channel.ts';

/** What the rest needs to know of a way to reach people. */
export interface ChannelModule {
  /** One try. It never throws for what the other side does. */
  deliver(ctx: Context, delivery: Delivery): Promise<DeliveryResult>;
  /** Which job tries it: what may meet a receiver that hangs holds up no mail. */
  job: JobName & ('notification.deliver' | 'notification.callOut');
  /** How much one person may be sent by it before messages are put together. */
  limits: Record<Urgency, Limit>;
  /** How much everybody together may be sent by it; pages do not wait for that. */
  common: Limit;
}

const second = 1000;
const minute = 60 * second;

/** One folder beside this file and one entry here for each channel; in-app is no entry, because nobody is ever not told there. */
export const channels: Record<Channel, ChannelModule> = {
  mail: {
    deliver: deliverByMail,
    job: 'notification.deliver',
    limits: { page: { burst: 5, oneMoreMs: minute }, notify: { burst: 15, oneMoreMs: 3 * minute } },
    common: { burst: 300, oneMoreMs: 50 },
  },
  webhook: {
    deliver: deliverByWebhook,
    job: 'notification.callOut',
    limits: { page: { burst: 10, oneMoreMs: 10 * second }, notify: { burst: 30, oneMoreMs: 20 * second } },
    common: { burst: 300, oneMoreMs: 20 },
  },
  push: {
    deliver: deliverByPush,
    job: 'notification.callOut',
    limits: { page: { burst: 5, oneMoreMs: minute }, notify: { burst: 8, oneMoreMs: 2 * minute } },
    common: { burst: 300, oneMoreMs: 20 },
  },
};
