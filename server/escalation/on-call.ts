import { earlier, later, type Rotation, type Span, turnsBetween, union, within, without } from './rotation.ts';

export const overrideKinds = ['everybody', 'replace', 'add', 'remove'] as const;
export type OverrideKind = (typeof overrideKinds)[number];

/** `stacked`: of the rotations of one level the last in the list that has somebody wins. `together`: all are on call. */
export const layerings = ['together', 'stacked'] as const;
export type Layering = (typeof layerings)[number];

/**
 * A deviation from the plan. By its kind `personId` takes over from `everybody`, takes the turns of `replacesPersonId`
 * (`replace`) or joins who is on call (`add`); `remove` takes `replacesPersonId` off, with nobody instead.
 */
export interface OnCallOverride extends Span {
  id: string;
  kind: OverrideKind;
  personId: string | null;
  replacesPersonId: string | null;
}

/** For a while all else is set aside, and these shifts alone hold. */
export interface TemporarySchedule extends Span {
  id: string;
  shifts: ReadonlyArray<Span & { personId: string }>;
}

export interface Shift extends Span {
  personId: string;
  /** 1 is called first, 2 stands behind, and so on. */
  level: number;
  rotation: string | null;
  overrideId: string | null;
  temporaryId: string | null;
}

export interface Coverage {
  shifts: Shift[];
  /** When nobody is on call. */
  gaps: Span[];
}

/** All that decides who is on call: temporary schedules before overrides before rotations. */
export interface Roster {
  timeZone: string;
  layering: Layering;
  rotations: readonly Rotation[];
  /** In the order in which they were made: a later one wins. */
  overrides: readonly OnCallOverride[];
  temporaries: readonly TemporarySchedule[];
  /** People who can be on call; turns of others (who left) are gaps. */
  isAvailable(personId: string): boolean;
}

/** A shift before layers are laid over each other; what overrides added lies in none. */
type Laid = Shift & { layer: number | null };

/** Who is on call between two instants, cut to them, and when nobody is. */
export function coverageBetween(roster: Roster, from: Date, to: Date): Coverage {
  let laid = roster.rotations.flatMap((rotation, layer) => layerOf(roster, rotation, from, to).map((shift): Laid => ({ ...shift, layer })));
  for (const override of roster.overrides) laid = applyOverride(laid, override, from, to);
  laid = laid.filter(({ personId }) => roster.isAvailable(personId));
  const planned = (roster.layering === 'stacked' ? stack(laid) : laid).map(({ layer: _, ...shift }): Shift => shift);
  const shifts = applyTemporaries(roster, planned, from, to).sort(inOrder);
  return { shifts, gaps: gapsBetween(shifts, from, to) };
}

/** Everybody who is on call at an instant, those who are called first at the beginning. */
export function onCallAt(roster: Roster, at: Date): Shift[] {
  return byLevel(coverageBetween(roster, at, new Date(at.getTime() + 1)).shifts);
}

/** What each rotation says by itself, before layers, overrides and temporary schedules. */
export const layersBetween = (roster: Roster, from: Date, to: Date): Shift[][] =>
  roster.rotations.map((rotation) => layerOf(roster, rotation, from, to));

/** When none of these shifts holds. */
export const gapsBetween = (shifts: readonly Span[], from: Date, to: Date): Span[] =>
  without([{ startAt: from, endAt: to }], union(shifts));

export const byLevel = (shifts: readonly Shift[]): Shift[] => [...shifts].sort((a, b) => a.level - b.level || inOrder(a, b));

const inOrder = (a: Span, b: Span): number => a.startAt.getTime() - b.startAt.getTime() || a.endAt.getTime() - b.endAt.getTime();

function layerOf({ timeZone }: Roster, rotation: Rotation, from: Date, to: Date): Shift[] {
  const { name, level } = rotation;
  return turnsBetween(rotation, timeZone, from, to).map((turn) => ({
    ...turn,
    level,
    rotation: name,
    overrideId: null,
    temporaryId: null,
  }));
}

/** Of the rotations of one level the highest wins; where it has nobody, the next below it is seen. */
function stack(laid: readonly Laid[]): Laid[] {
  const visible = laid.filter(({ layer }) => layer === null);
  for (const level of new Set(laid.map((shift) => shift.level))) {
    let covered: Span[] = [];
    for (const layer of layersOf(laid, level)) {
      const seen = without(
        laid.filter((shift) => shift.level === level && shift.layer === layer),
        covered,
      );
      visible.push(...seen);
      covered = union([...covered, ...seen]);
    }
  }
  return visible;
}

const layersOf = (laid: readonly Laid[], level: number): number[] =>
  [...new Set(laid.flatMap((shift) => (shift.level === level && shift.layer !== null ? [shift.layer] : [])))].sort((a, b) => b - a);

function applyOverride(laid: readonly Laid[], override: OnCallOverride, from: Date, to: Date): Laid[] {
  const startAt = later(override.startAt, from);
  const endAt = earlier(override.endAt, to);
  if (startAt >= endAt) return [...laid];
  const { kind, personId, replacesPersonId, id } = override;
  const added = personId ? [{ personId, startAt, endAt, level: 1, rotation: null, overrideId: id, temporaryId: null, layer: null }] : [];
  if (kind === 'add') return [...laid, ...added];
  const isMeant = (shift: Laid): boolean => kind === 'everybody' || shift.personId === replacesPersonId;
  const kept = laid.flatMap((shift) => (isMeant(shift) ? without([shift], [{ startAt, endAt }]) : [shift]));
  if (kind === 'everybody') return [...kept, ...added];
  if (kind === 'remove' || !personId) return kept;
  const taken = within(laid.filter(isMeant), startAt, endAt);
  return [...kept, ...taken.map((shift) => ({ ...shift, personId, overrideId: id }))];
}

function applyTemporaries({ temporaries, isAvailable }: Roster, planned: readonly Shift[], from: Date, to: Date): Shift[] {
  let shifts = [...planned];
  for (const { id, shifts: fixed, ...span } of temporaries) {
    const own = fixed
      .filter(({ personId }) => isAvailable(personId))
      .map((shift) => ({ ...shift, level: 1, rotation: null, overrideId: null, temporaryId: id }));
    shifts = [...without(shifts, [span]), ...within(within(own, span.startAt, span.endAt), from, to)];
  }
  return shifts;
}
