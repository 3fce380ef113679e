import { durationMs } from '../platform/duration.ts';
import type { QuietUntil } from './quiet-hours.ts';

/** What an acknowledgement is good for: when its end is announced, and when it ends unless work has begun. */
export interface AcknowledgementTerm {
  acknowledgementWarnsAt: Date | null;
  acknowledgementExpiresAt: Date | null;
}

export type AcknowledgementEvent = { kind: 'acknowledgementExpiring'; dueAt: Date } | { kind: 'acknowledgementExpired'; dueAt: Date };

const longestNoticeMs = 15 * 60_000;

/** The term of an acknowledgement given at an instant: whoever gave it hears of its end a quarter of it beforehand, 15 minutes at most. */
export function termOf(expiresAfter: string | null, at: Date): AcknowledgementTerm {
  const ms = expiresAfter === null ? null : durationMs(expiresAfter);
  if (!ms) return { acknowledgementWarnsAt: null, acknowledgementExpiresAt: null };
  const expires = at.getTime() + ms;
  return {
    acknowledgementWarnsAt: new Date(expires - Math.min(ms / 4, longestNoticeMs)),
    acknowledgementExpiresAt: new Date(expires),
  };
}

/**
 * What happens next to an acknowledgement. Quiet hours put off the announcement, and with it the end by as much as lies
 * between the two. An announcement that was slept through is left out once the end has come.
 */
export function nextOfAcknowledgement(term: AcknowledgementTerm, now: Date, quietUntil: QuietUntil): AcknowledgementEvent | null {
  const { acknowledgementWarnsAt: warns, acknowledgementExpiresAt: expires } = term;
  if (!expires) return null;
  const announcedAt = warns && quietUntil(warns);
  const noticeMs = warns ? expires.getTime() - warns.getTime() : 0;
  const awake = quietUntil(expires);
  const endsAt = announcedAt ? new Date(Math.max(awake.getTime(), announcedAt.getTime() + noticeMs)) : awake;
  if (announcedAt && now < endsAt) return { kind: 'acknowledgementExpiring', dueAt: announcedAt };
  return { kind: 'acknowledgementExpired', dueAt: endsAt };
}
