import { Temporal } from 'temporal-polyfill';
import { type CalendarHours, openingsBetween } from '../service-levels/service-calendar.ts';
import { instantOfLocal, localOfInstant } from '../service-levels/zone-offsets.ts';

export const rotationTypes = ['hourly', 'daily', 'weekly', 'monthly'] as const;
export type RotationType = (typeof rotationTypes)[number];

/** People who take turns. Handovers are by the wall clock of the schedule's zone, so a change of clocks moves none. */
export interface Rotation {
  name: string;
  type: RotationType;
  /** A turn lasts so many hours, days, weeks or months. */
  every: number;
  /** The date and the local time of the first handover, and so of all that follow. */
  startsOn: string;
  handoverAt: string;
  participantIds: string[];
  /** Hours in which the rotation is on call at all, such as nights; null means always. */
  week: CalendarHours['week'] | null;
}

/**
 * A deviation. With both persons the first takes over from the second; `personId` alone takes over from everybody;
 * `replacesPersonId` alone is away with nobody instead.
 */
export interface OnCallOverride {
  id: string;
  personId: string | null;
  replacesPersonId: string | null;
  startAt: Date;
  endAt: Date;
}

export interface Shift {
  personId: string;
  startAt: Date;
  endAt: Date;
  rotation: string | null;
  overrideId: string | null;
}

export interface Coverage {
  shifts: Shift[];
  /** When nobody is on call. */
  gaps: Array<{ startAt: Date; endAt: Date }>;
}

export interface Roster {
  timeZone: string;
  rotations: readonly Rotation[];
  /** In the order in which they were made: a later one wins. */
  overrides: readonly OnCallOverride[];
  /** People who can be on call; turns of others (who left) are gaps. */
  isAvailable(personId: string): boolean;
}

/** Who is on call between two instants, cut to them, and when nobody is. */
export function coverageBetween(roster: Roster, from: Date, to: Date): Coverage {
  let shifts = roster.rotations.flatMap((rotation) => turnsBetween(rotation, roster.timeZone, from, to));
  for (const override of roster.overrides) shifts = applyOverride(shifts, override, from, to);
  shifts = shifts.filter(({ personId }) => roster.isAvailable(personId)).sort(inOrder);
  return { shifts, gaps: gapsBetween(shifts, from, to) };
}

/** Everybody who is on call at an instant. */
export function onCallAt(roster: Roster, at: Date): string[] {
  const { shifts } = coverageBetween(roster, at, new Date(at.getTime() + 1));
  return [...new Set(shifts.map(({ personId }) => personId))];
}

const inOrder = (a: Shift, b: Shift): number => a.startAt.getTime() - b.startAt.getTime() || a.endAt.getTime() - b.endAt.getTime();
const later = (a: Date, b: Date): Date => (a > b ? a : b);
const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

function turnsBetween(rotation: Rotation, timeZone: string, from: Date, to: Date): Shift[] {
  const shifts: Shift[] = [];
  const hours = rotation.week && { timeZone, week: rotation.week, exceptions: {} };
  for (let turn = turnAt(rotation, timeZone, from); ; turn += 1) {
    const startAt = handover(rotation, timeZone, turn);
    if (startAt >= to) return shifts;
    const endAt = earlier(handover(rotation, timeZone, turn + 1), to);
    const start = later(startAt, from);
    if (start >= endAt) continue;
    const personId = rotation.participantIds[turn % rotation.participantIds.length]!;
    const spans = hours ? openingsBetween(hours, start, endAt) : [{ from: start, to: endAt }];
    for (const span of spans) shifts.push({ personId, startAt: span.from, endAt: span.to, rotation: rotation.name, overrideId: null });
  }
}

const unitMs = { hourly: 3_600_000, daily: 86_400_000, weekly: 7 * 86_400_000 };

const startOf = ({ startsOn, handoverAt }: Rotation): number => Date.parse(`${startsOn}T${handoverAt}:00Z`);

/** The number of the turn in which an instant lies, counted from 0 and never below. */
function turnAt(rotation: Rotation, timeZone: string, at: Date): number {
  const local = localOfInstant(timeZone, at.getTime());
  // An average month is close enough to begin with; what is missing is found by stepping.
  const lengthMs = (rotation.type === 'monthly' ? 30.4 * unitMs.daily : unitMs[rotation.type]) * rotation.every;
  let turn = Math.max(0, Math.floor((local - startOf(rotation)) / lengthMs));
  while (turn > 0 && handover(rotation, timeZone, turn) > at) turn -= 1;
  while (handover(rotation, timeZone, turn + 1) <= at) turn += 1;
  return turn;
}

/** When a turn begins. Months are added to the first date, so that a 31st comes back after a short month. */
function handover(rotation: Rotation, timeZone: string, turn: number): Date {
  const units = turn * rotation.every;
  if (rotation.type !== 'monthly') return new Date(instantOfLocal(timeZone, startOf(rotation) + units * unitMs[rotation.type]));
  const date = Temporal.PlainDate.from(rotation.startsOn).add({ months: units });
  return new Date(instantOfLocal(timeZone, Date.parse(`${date.toString()}T${rotation.handoverAt}:00Z`)));
}

function applyOverride(shifts: Shift[], override: OnCallOverride, from: Date, to: Date): Shift[] {
  const start = later(override.startAt, from);
  const end = earlier(override.endAt, to);
  if (start >= end) return shifts;
  const { personId, replacesPersonId, id } = override;
  const taken: Shift[] = [];
  const kept = shifts.flatMap((shift) => {
    const isMeant = !replacesPersonId || shift.personId === replacesPersonId;
    if (!isMeant || shift.endAt <= start || shift.startAt >= end) return [shift];
    taken.push({ ...shift, startAt: later(shift.startAt, start), endAt: earlier(shift.endAt, end) });
    return [
      { ...shift, endAt: start },
      { ...shift, startAt: end },
    ].filter((rest) => rest.startAt < rest.endAt);
  });
  if (!personId) return kept;
  if (!replacesPersonId) return [...kept, { personId, startAt: start, endAt: end, rotation: null, overrideId: id }];
  return [...kept, ...taken.map((shift) => ({ ...shift, personId, overrideId: id }))];
}

function gapsBetween(shifts: readonly Shift[], from: Date, to: Date): Coverage['gaps'] {
  const gaps: Coverage['gaps'] = [];
  let covered = from;
  for (const { startAt, endAt } of shifts) {
    if (startAt > covered) gaps.push({ startAt: covered, endAt: startAt });
    covered = later(covered, endAt);
  }
  if (covered < to) gaps.push({ startAt: covered, endAt: to });
  return gaps;
}
