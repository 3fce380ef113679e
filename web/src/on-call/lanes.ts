import type { Bar, Lane } from './calendar-grid.tsx';
import { coloursOf } from './calendar-weeks.ts';
import type { Coverage, Shift } from './on-call-types.ts';
import type { onCallWords } from './on-call-words.ts';

type Words = (typeof onCallWords)['en'];

const allShifts = ({ items, layers }: Coverage): Shift[] => [...items, ...(layers ?? []).flatMap((layer) => layer.items)];

/** Everybody who has a shift, by name, with a colour of their own. */
export function peopleIn(coverage: Coverage): Array<{ id: string; name: string; colour: string }> {
  const names = new Map(allShifts(coverage).map(({ person }) => [person.id, person.name]));
  const colours = coloursOf([...names.keys()]);
  return [...names].map(([id, name]) => ({ id, name, colour: colours.get(id)! })).sort((a, b) => a.name.localeCompare(b.name));
}

/** The lanes of a calendar: the layers from the highest down, then what counts, each level by itself. */
export function lanesOf(coverage: Coverage, showsGaps: boolean, words: Words): Lane[] {
  const colours = new Map(peopleIn(coverage).map(({ id, colour }) => [id, colour]));
  const bar = (shift: Shift): Bar => ({
    key: `${shift.startAt}${shift.person.id}${shift.level}`,
    from: Date.parse(shift.startAt),
    to: Date.parse(shift.endAt),
    name: shift.person.name,
    colour: colours.get(shift.person.id)!,
    note: shift.temporaryId ? words.source.temporary : shift.overrideId ? words.source.override : (shift.rotation ?? undefined),
  });
  const gaps = (showsGaps ? coverage.gaps : []).map(
    ({ startAt, endAt }): Bar => ({ key: `gap${startAt}`, from: Date.parse(startAt), to: Date.parse(endAt), name: null, colour: '' }),
  );
  const layers = (coverage.layers ?? []).map(
    ({ name, items }, index): Lane => ({ key: `layer${index}`, label: name, isFinal: false, bars: items.map(bar) }),
  );
  const levels = [...new Set(coverage.items.map(({ level }) => level))].sort();
  const finals = (levels.length > 0 ? levels : [1]).map((level, index): Lane => {
    const bars = coverage.items.filter((shift) => shift.level === level).map(bar);
    const label = levels.length > 1 ? words.level(level) : words.onCallLine;
    return { key: `level${level}`, label, isFinal: true, bars: index === 0 ? [...bars, ...gaps] : bars };
  });
  return [...layers.reverse(), ...finals];
}
