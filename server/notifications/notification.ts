/** Something that a person was told. It carries facts, not sentences: pages and mails word them in the reader's language. */
export interface Notification {
  id: string;
  recipientId: string;
  /** `incident.assigned`, `incident.escalated`, … */
  kind: string;
  subjectType: string;
  subjectId: string;
  data: Record<string, unknown>;
  /** The same key never tells the same person twice. */
  key: string;
  urgency: Urgency;
  /** Codes, tests and bundles travel by the channels but have no line by the bell. */
  isHidden: boolean;
  createdAt: Date;
  readAt: Date | null;
}

/** A page wakes somebody up; everything else can be read later. */
export type Urgency = 'page' | 'notify';

export type Channel = 'mail' | 'webhook' | 'push';

/** One attempt to reach somebody outside the pages, and what came of it. */
export interface Delivery {
  id: string;
  notificationId: string | null;
  recipientId: string | null;
  /** The way that the recipient entered; null for their own mail address and for what is no person's. */
  contactMethodId: string | null;
  channel: Channel;
  /** An e-mail address or a URL. */
  address: string;
  payload: Record<string, unknown> | null;
  urgency: Urgency;
  /** Its place in the recipient's rule; the next place is tried at once when a page is not known to have arrived. */
  step: number;
  status: DeliveryStatus;
  /** The message that carried it together with others. */
  bundleId: string | null;
  /** The recipient's share of messages was asked already. */
  isGranted: boolean;
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  dueAt: Date;
  sendingAt: Date | null;
  finishedAt: Date | null;
}

/** `held` waits to be sent with others; `uncertain` may have arrived, and is sent again under the same id. */
export const deliveryStatuses = ['pending', 'held', 'sending', 'sent', 'failed', 'uncertain', 'suppressed', 'cancelled'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/**
 * The outcome of one try on a channel. `later` is worth another try, `never` is not; `uncertain` may have arrived; `gone`
 * means that the address is no more.
 */
export type DeliveryResult = { outcome: 'sent' } | { outcome: 'suppressed' | 'later' | 'uncertain' | 'never' | 'gone'; error: string };

/** After this many tries a message that could not be delivered is given up and shown as failed. */
export const maxAttempts: Record<Urgency, number> = { page: 12, notify: 8 };
