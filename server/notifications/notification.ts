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
  createdAt: Date;
  readAt: Date | null;
}

export type Channel = 'mail' | 'webhook';

/** One attempt to reach somebody outside the pages, and what came of it. */
export interface Delivery {
  id: string;
  notificationId: string | null;
  channel: Channel;
  /** An e-mail address or a URL. */
  address: string;
  payload: Record<string, unknown> | null;
  status: 'pending' | 'sent' | 'suppressed' | 'failed';
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

/** The outcome of one try on a channel. `later` is worth another try, `never` is not. */
export type DeliveryResult = { outcome: 'sent' } | { outcome: 'suppressed' | 'later' | 'never'; error: string };

/** After this many tries a message that could not be delivered is given up and shown as failed. */
export const maxAttempts = 8;
