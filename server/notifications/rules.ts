import { Temporal } from 'temporal-polyfill';
import { durationMs } from '../platform/duration.ts';
import type { ContactMethod } from './contact-method.ts';
import type { Channel, Urgency } from './notification.ts';

/** One place in a rule: how long after the occasion, and by which way. `push` means every browser of the person. */
export interface RuleStep {
  after: string;
  via: 'mail' | 'push' | { contactMethodId: string };
}

/** How a person wants to be told. In their pages they are told in any case. */
export interface NotificationRules {
  page: RuleStep[];
  notify: RuleStep[];
  /** Kinds that stay in the pages; a page is never muted. */
  mutedKinds: string[];
  /** Local times between which only pages go out; what comes meanwhile goes out together at the end. */
  quietHours: { from: string; to: string } | null;
  /** Collects mails that are no pages into one an hour, or one a day at a local time. */
  digest: { every: 'hour' } | { every: 'day'; at: string } | null;
}

/** What holds for everybody who has set up nothing. */
export const defaultRules: NotificationRules = {
  page: [
    { after: 'PT0S', via: 'mail' },
    { after: 'PT0S', via: 'push' },
  ],
  notify: [
    { after: 'PT0S', via: 'mail' },
    { after: 'PT0S', via: 'push' },
  ],
  mutedKinds: [],
  quietHours: null,
  digest: null,
};

/** One message to be sent: by which way, when, and whether it waits to go out together with others. */
export interface PlannedDelivery {
  channel: Channel;
  address: string;
  contactMethodId: string | null;
  step: number;
  dueAt: Date;
  isHeld: boolean;
}

interface Recipient {
  email: string;
  timeZone: string;
  contacts: readonly ContactMethod[];
  rules: NotificationRules;
}

/** The messages that an occasion means for a person by their rules. A page goes out by mail where the rules lead nowhere. */
export function planDeliveries(recipient: Recipient, occasion: { kind: string; urgency: Urgency; at: Date }): PlannedDelivery[] {
  const { rules, email } = recipient;
  const isPage = occasion.urgency === 'page';
  if (!isPage && rules.mutedKinds.includes(occasion.kind)) return [];
  const steps = [...(isPage ? rules.page : rules.notify)].sort((a, b) => afterMs(a) - afterMs(b));
  const planned = steps.flatMap((step, index) =>
    waysOf(step, recipient).map((way) => {
      const dueAt = new Date(occasion.at.getTime() + afterMs(step));
      const heldUntil = isPage ? null : holdUntil(rules, way.channel, dueAt, recipient.timeZone);
      return { ...way, step: index + 1, dueAt: heldUntil ?? dueAt, isHeld: heldUntil !== null };
    }),
  );
  if (planned.length > 0 || !isPage) return planned;
  return [{ channel: 'mail', address: email, contactMethodId: null, step: 1, dueAt: occasion.at, isHeld: false }];
}

const afterMs = ({ after }: RuleStep): number => durationMs(after) ?? 0;

type Way = Pick<PlannedDelivery, 'channel' | 'address' | 'contactMethodId'>;

/** A way that was removed, or that nobody has verified yet, leads nowhere. */
function waysOf({ via }: RuleStep, { email, contacts }: Recipient): Way[] {
  if (via === 'mail') return [{ channel: 'mail', address: email, contactMethodId: null }];
  const wanted = (one: ContactMethod) => (via === 'push' ? one.channel === 'push' : one.id === via.contactMethodId);
  return contacts
    .filter((one) => one.verifiedAt !== null && wanted(one))
    .map(({ channel, address, id }) => ({ channel, address, contactMethodId: id }));
}

function holdUntil(rules: NotificationRules, channel: Channel, at: Date, timeZone: string): Date | null {
  const digest = channel === 'mail' && rules.digest ? nextDigest(rules.digest, at, timeZone) : null;
  const quietEnd = rules.quietHours && endOfQuiet(rules.quietHours, digest ?? at, timeZone);
  return quietEnd ?? digest;
}

const local = (at: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
const instantOf = (zoned: Temporal.ZonedDateTime): Date => new Date(zoned.epochMilliseconds);

/** The next time on the person's clock, today or tomorrow, whatever summer time does to the day. */
function nextAt(time: string, after: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const on = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone: after.timeZoneId, plainTime: Temporal.PlainTime.from(time) });
  const today = on(after.toPlainDate());
  return Temporal.ZonedDateTime.compare(today, after) > 0 ? today : on(after.toPlainDate().add({ days: 1 }));
}

/** When the quiet hours end that an instant lies in, or null when it lies in none. They may pass midnight. */
export function endOfQuiet({ from, to }: { from: string; to: string }, at: Date, timeZone: string): Date | null {
  const now = local(at, timeZone);
  const time = now.toPlainTime().toString({ smallestUnit: 'minute' });
  const isQuiet = from <= to ? from <= time && time < to : time >= from || time < to;
  return isQuiet ? instantOf(nextAt(to, now)) : null;
}

function nextDigest(digest: NonNullable<NotificationRules['digest']>, at: Date, timeZone: string): Date {
  const now = local(at, timeZone);
  if (digest.every === 'day') return instantOf(nextAt(digest.at, now));
  return instantOf(now.round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 1 }));
}
