import { notify } from '../notifications/notify.ts';
import type { Context } from '../platform/context.ts';
import type { EscalationRow } from './escalation-store.ts';
import { withoutAcknowledgement } from './next-event.ts';
import type { Subject } from './recipients.ts';

/** An acknowledgement that ended before anybody began. */
export interface EndedAcknowledgement {
  personId: string | null;
  acknowledgedAt: Date | null;
  expiredAt: Date;
}

/** Tells whoever acknowledged that it holds no longer; null when work has begun and it holds for good. */
export async function endAcknowledgement(
  tx: Context,
  escalation: EscalationRow,
  expiredAt: Date,
  subject: Subject,
): Promise<{ changes: Partial<EscalationRow>; fact: EndedAcknowledgement } | null> {
  if (subject.isInProgress) return null;
  const { acknowledgedById: personId, acknowledgedAt } = escalation;
  await tell(tx, escalation, subject, 'incident.acknowledgementExpired', expiredAt);
  return { changes: withoutAcknowledgement(escalation, expiredAt), fact: { personId, acknowledgedAt, expiredAt } };
}

/**
 * Tells whoever acknowledged that it ends soon unless work begins. A warning that comes late puts the end off, so that
 * there is always time to act on it.
 */
export async function warnOfExpiry(tx: Context, escalation: EscalationRow, now: Date, subject: Subject): Promise<Partial<EscalationRow>> {
  if (subject.isInProgress) return { acknowledgementWarnsAt: null, acknowledgementExpiresAt: null };
  const { acknowledgementWarnsAt: warns, acknowledgementExpiresAt: expires } = escalation;
  const noticeMs = expires!.getTime() - warns!.getTime();
  const acknowledgementExpiresAt = new Date(Math.max(expires!.getTime(), now.getTime() + noticeMs));
  await tell(tx, escalation, subject, 'incident.acknowledgementExpiring', acknowledgementExpiresAt);
  return { acknowledgementWarnsAt: null, acknowledgementExpiresAt };
}

async function tell(tx: Context, escalation: EscalationRow, subject: Subject, kind: string, until: Date): Promise<void> {
  const { incidentId, acknowledgedById } = escalation;
  const { number, title, priority } = subject;
  await notify(tx, {
    recipientIds: acknowledgedById ? [acknowledgedById] : [],
    kind,
    subject: { type: 'incident', id: incidentId },
    data: { number, title, priority, until: until.toISOString() },
    key: `${kind}:${incidentId}:${until.getTime()}`,
  });
}
