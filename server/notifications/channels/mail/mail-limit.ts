/** How much automatic mail something has had lately. */
export interface MailLimit {
  tokens: number;
  refilledAt: Date;
  /** When it was asked for last, whether it was granted or not. */
  triedAt: Date;
  /** How often it was asked in vain in a row: each doubles the rest that is needed. */
  strikes: number;
  suppressed: number;
}

export interface Allowance {
  /** Mails at once. */
  capacity: number;
  /** Until one more is granted. */
  refillMs: number;
  /** Two in less than this look like two programs that answer each other. */
  restMs: number;
}

const day = 24 * 60 * 60 * 1000;
const mostStrikes = 20;

const restAfter = ({ restMs }: Allowance, strikes: number): number =>
  strikes === 0 ? restMs : Math.min(Math.max(restMs, 60_000) * 2 ** strikes, day);

/**
 * Asks for one automatic mail. Who asks in vain must rest twice as long each time, up to a day; after the rest one strike is
 * forgiven for every rest that passed, so that it heals by itself.
 */
export function takeMail(limit: MailLimit | null, allowance: Allowance, now: Date): { limit: MailLimit; isAllowed: boolean } {
  if (!limit) {
    return { isAllowed: true, limit: { tokens: allowance.capacity - 1, refilledAt: now, triedAt: now, strikes: 0, suppressed: 0 } };
  }
  const since = now.getTime() - limit.triedAt.getTime();
  const rest = restAfter(allowance, limit.strikes);
  const refills = Math.floor((now.getTime() - limit.refilledAt.getTime()) / allowance.refillMs);
  const tokens = Math.min(allowance.capacity, limit.tokens + refills);
  const refilledAt = new Date(limit.refilledAt.getTime() + refills * allowance.refillMs);
  const isAllowed = since >= rest && tokens >= 1;
  if (!isAllowed) {
    const strikes = Math.min(limit.strikes + 1, mostStrikes);
    return { isAllowed, limit: { tokens, refilledAt, triedAt: now, strikes, suppressed: limit.suppressed + 1 } };
  }
  const forgiven = rest === 0 ? limit.strikes : Math.floor(since / rest);
  return { isAllowed, limit: { ...limit, tokens: tokens - 1, refilledAt, triedAt: now, strikes: Math.max(0, limit.strikes - forgiven) } };
}
