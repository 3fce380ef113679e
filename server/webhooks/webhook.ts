import { createHmac } from 'node:crypto';
import type { EventKind } from '../incidents/incident.ts';

/** An address that another program hears incidents' events at. */
export interface Webhook {
  id: string;
  name: string;
  url: string;
  /** Kinds of event; none means every kind. */
  events: EventKind[];
  /** Only incidents of these groups and of these services; none means any. */
  supportGroupIds: string[];
  serviceIds: string[];
  /** Whether internal notes and what else employees may not read is told too. */
  isInternalIncluded: boolean;
  isEnabled: boolean;
  /** Who or what turned it off. */
  disabledReason: 'person' | 'failing' | 'gone' | null;
  sealedSecret: string;
  /** Signs as well for a day after the secret was changed. */
  sealedPreviousSecret: string | null;
  previousSecretUntilAt: Date | null;
  /** How often in a row it failed after a rest; messages tried at the same time count as one. */
  failures: number;
  failingSinceAt: Date | null;
  /** Until then nothing is tried, because the last tries failed. */
  restingUntilAt: Date | null;
  lastSuccessAt: Date | null;
  version: number;
  createdById: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** One message to one webhook. Its id is the message's own: a repetition or a replay carries it again. */
export interface WebhookDelivery {
  id: string;
  webhookId: string;
  eventId: string | null;
  incidentId: string | null;
  type: string;
  body: string;
  status: 'pending' | 'sending' | 'sent' | 'failed';
  attempts: number;
  replays: number;
  responseStatus: number | null;
  lastError: string | null;
  createdAt: Date;
  /** When it, or its latest replay, was asked for: it is given up a day later. */
  startedAt: Date;
  nextAttemptAt: Date | null;
  finishedAt: Date | null;
}

export interface WebhookAttempt {
  id: string;
  deliveryId: string;
  attemptedAt: Date;
  durationMs: number;
  requestHeaders: Record<string, string>;
  responseStatus: number | null;
  responseExcerpt: string | null;
  error: string | null;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

export const giveUpAfterMs = 24 * hour;
export const disableAfterMs = 5 * 24 * hour;
export const secretOverlapMs = 24 * hour;
export const keepDeliveriesMs = 30 * 24 * hour;
/** How long a message waits for an earlier one about the same incident, counted from its own beginning. */
export const longestHoldMs = 15 * minute;

const pauses = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 4 * hour];

/**
 * The pause after the n-th try that failed, up to a fifth longer so that many do not come back at once. What a receiver
 * refuses outright comes later: somebody must correct something first.
 */
export function pauseAfter(attempts: number, kind: 'later' | 'never', id: string): number {
  const step = Math.min(attempts - 1 + (kind === 'never' ? 3 : 0), pauses.length - 1);
  const spread = Number.parseInt(id.replaceAll('-', '').slice(-4), 16) / 0xffff;
  return Math.round((pauses[step] as number) * (1 + spread / 5));
}

/** How long a webhook rests after it failed so often in a row: other messages need not find out the same. */
export const restAfter = (failures: number): number => Math.min(pauses[Math.min(failures, pauses.length) - 1] as number, 30 * minute);

/** The headers of Standard Webhooks: id, time in seconds, and a signature for each secret that holds. */
export function signedHeaders(id: string, at: Date, body: string, secrets: string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** Whether a webhook wants an event of this kind on an incident of this group and service. */
export function wants(
  { events, supportGroupIds, serviceIds, isInternalIncluded }: Webhook,
  event: { kind: EventKind; visibility: string; supportGroupId: string | null; serviceId: string | null },
): boolean {
  const holds = (allowed: string[], id: string | null) => allowed.length === 0 || (id !== null && allowed.includes(id));
  return (
    (events.length === 0 || events.includes(event.kind)) &&
    (isInternalIncluded || event.visibility === 'public') &&
    holds(supportGroupIds, event.supportGroupId) &&
    holds(serviceIds, event.serviceId)
  );
}
