import type { Shift } from './on-call.ts';
import { type Span, union, within } from './rotation.ts';

/** A time in which one person is on call without a break, whatever turns and layers it is made of. */
export interface Spell extends Span {
  personId: string;
}

/** The spells of each person, in order of time. */
export function spellsOf(shifts: readonly Shift[]): Spell[] {
  const byPerson = new Map<string, Span[]>();
  for (const { personId, startAt, endAt } of shifts) byPerson.set(personId, [...(byPerson.get(personId) ?? []), { startAt, endAt }]);
  return [...byPerson]
    .flatMap(([personId, spans]) => union(spans).map((span) => ({ personId, ...span })))
    .sort((a, b) => a.startAt.getTime() - b.startAt.getTime());
}

/** What a person wants to hear of their spells before and as they come. */
export interface Wishes {
  /** How long before, the longest first. */
  leadsMs: number[];
  isToldOfHandovers: boolean;
}

export interface Occasion {
  kind: 'onCall.starts' | 'onCall.began' | 'onCall.ended';
  at: Date;
  spell: Spell;
}

/** Everything that people wish to hear of their spells, in order of time. */
export function occasionsOf(spells: readonly Spell[], wishesOf: (personId: string) => Wishes): Occasion[] {
  const occasions = spells.flatMap((spell): Occasion[] => {
    const { leadsMs, isToldOfHandovers } = wishesOf(spell.personId);
    const before = leadsMs.map((lead): Occasion => ({ kind: 'onCall.starts', at: new Date(spell.startAt.getTime() - lead), spell }));
    if (!isToldOfHandovers) return before;
    return [...before, { kind: 'onCall.began', at: spell.startAt, spell }, { kind: 'onCall.ended', at: spell.endAt, spell }];
  });
  return occasions.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/**
 * The occasions that came up after one instant and up to another. What is no longer news is left out: a reminder of a
 * spell that has begun or that a later one repeats, the beginning of a spell that is over.
 */
export function dueOccasions(occasions: readonly Occasion[], after: Date, now: Date): Occasion[] {
  const due = occasions.filter(({ kind, at, spell }) => {
    if (at <= after || at > now) return false;
    return kind === 'onCall.starts' ? spell.startAt > now : kind === 'onCall.began' ? spell.endAt > now : true;
  });
  const lastOf = new Map(
    due.map((occasion) => [`${occasion.kind}|${occasion.spell.personId}|${occasion.spell.startAt.getTime()}`, occasion]),
  );
  return due.filter((occasion) => [...lastOf.values()].includes(occasion));
}

/** Who is on call in this very moment, of spells. */
export const onCallIn = (spells: readonly Spell[], at: Date): Spell[] => within(spells, at, new Date(at.getTime() + 1));
