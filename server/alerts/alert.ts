import type { Day } from '../platform/calendar-days.ts';

export const alertKinds = [
  'warranty',
  'end_of_life',
  'contract_notice',
  'contract_end',
  'repair_late',
  'overdue',
  'low_stock',
  'licence_expiry',
  'licence_overuse',
  'no_contact',
] as const;
export type AlertKind = (typeof alertKinds)[number];

export const subjectTypes = ['asset', 'contract', 'repair', 'stockItem', 'licence'] as const;
export type AlertSubject = (typeof subjectTypes)[number];

/** What is so now, found anew at every sweep. */
export interface Fact {
  subjectType: AlertSubject;
  subjectId: string;
  /** Names the fact: another date, another number is another fact, and told again. */
  fact: string;
  /** When it is due; the day on which it was found for what has no date. */
  dueOn: Day;
  /** For the line in the list and in the message. */
  data: { name: string; tag?: string; detail?: string; count?: number };
}

export interface Alert extends Fact {
  id: string;
  kind: AlertKind;
  openedAt: Date;
  resolvedAt: Date | null;
  dismissedById: string | null;
  dismissedByName: string | null;
  dismissedAt: Date | null;
  note: string | null;
}

export interface AlertRule {
  kind: AlertKind;
  isEnabled: boolean;
  /** How long before the date; for agents, after how many days of silence. */
  daysBefore: number;
  /** How long it stays after the date. */
  daysAfter: number;
  version: number;
}

const rule = (daysBefore: number, daysAfter: number) => ({ isEnabled: true, daysBefore, daysAfter, version: 0 });

/** What holds until somebody changes it. */
export const defaultRules: Record<AlertKind, Omit<AlertRule, 'kind'>> = {
  warranty: rule(60, 30),
  end_of_life: rule(90, 90),
  contract_notice: rule(30, 7),
  contract_end: rule(60, 30),
  repair_late: rule(0, 365),
  overdue: rule(0, 365),
  low_stock: rule(0, 0),
  licence_expiry: rule(60, 30),
  licence_overuse: rule(0, 0),
  no_contact: rule(30, 365),
};

/** What changed between the alerts that are open and what is so now. */
export function compareFacts(open: readonly Alert[], facts: readonly Fact[]) {
  const present = new Map(facts.map((fact) => [fact.subjectId, fact]));
  const known = new Map(open.map((alert) => [alert.subjectId, alert]));
  const isSame = (fact: Fact) => known.get(fact.subjectId)?.fact === fact.fact;
  return {
    /** Nobody was told of these. */
    fresh: [...present.values()].filter((fact) => !isSame(fact)),
    /** These are so no more, or otherwise. */
    ended: open.filter((alert) => present.get(alert.subjectId)?.fact !== alert.fact),
    /** The same fact under another name. */
    renamed: open.flatMap((alert) => {
      const fact = present.get(alert.subjectId);
      return fact && fact.fact === alert.fact && JSON.stringify(fact.data) !== JSON.stringify(alert.data)
        ? [{ alert, data: fact.data }]
        : [];
    }),
  };
}

export const digestRhythms = ['daily', 'weekly', 'never'] as const;
export type DigestRhythm = (typeof digestRhythms)[number];

/** When a person hears of alerts by message, and of which. */
export interface Digest {
  rhythm: DigestRhythm;
  /** The hour of their own day. */
  hour: number;
  /** Null: every kind. */
  kinds: AlertKind[] | null;
  version: number;
}

/** True when a digest may go out: on a working day (a Monday for weekly ones), from its hour on, once a day. */
export function isDigestDue(
  { rhythm, hour }: Pick<Digest, 'rhythm' | 'hour'>,
  local: { day: Day; hour: number; weekday: number },
  lastDay: Day | null,
): boolean {
  if (rhythm === 'never' || local.hour < hour || (lastDay !== null && lastDay >= local.day)) return false;
  return rhythm === 'weekly' ? local.weekday === 1 : local.weekday >= 1 && local.weekday <= 5;
}
