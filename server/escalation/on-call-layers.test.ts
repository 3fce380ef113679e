import { expect } from 'chai';
import fc from 'fast-check';
import { coverageBetween, type OnCallOverride, onCallAt, type Roster, type Shift } from './on-call.ts';
import { hoursBetween, type Rotation, rotationTypes, type Span, union, type WeekHours } from './rotation.ts';
import { localAt } from './wall-clock.ts';

const hourMs = 3_600_000;
const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const daily = (...windows: Array<[string, string]>): WeekHours => Object.fromEntries(everyDay.map((day) => [day, windows]));

const rotation = (rest: Partial<Rotation> = {}): Rotation => ({
  name: 'Week',
  type: 'weekly',
  every: 1,
  startsOn: '2025-11-24',
  handoverAt: '09:00',
  endsOn: null,
  participantIds: ['ben', 'carla'],
  week: null,
  level: 1,
  ...rest,
});
const roster = (rest: Partial<Roster> = {}): Roster => ({
  timeZone: 'Europe/Paris',
  layering: 'stacked',
  rotations: [rotation()],
  overrides: [],
  temporaries: [],
  isAvailable: () => true,
  ...rest,
});
const at = (text: string): Date => new Date(`${text}Z`);
const span = (from: string, to: string): Span => ({ startAt: at(from), endAt: at(to) });
const override = (rest: Partial<OnCallOverride>): OnCallOverride => ({
  id: 'o',
  kind: 'everybody',
  personId: null,
  replacesPersonId: null,
  ...span('2026-11-20T10:00', '2026-11-20T12:00'),
  ...rest,
});
const short = (instant: Date): string => instant.toISOString().slice(5, 16);
const told = (plan: Roster, from: string, to: string): string[] =>
  coverageBetween(plan, at(from), at(to)).shifts.map(({ personId, startAt, endAt }) => `${personId} ${short(startAt)} ${short(endAt)}`);

/** Every pair of neighbours in time that overlaps. */
function overlaps(shifts: readonly Shift[]): Shift[] {
  const sorted = [...shifts].sort((a, b) => a.startAt.getTime() - b.startAt.getTime());
  return sorted.filter((shift, index) => index > 0 && shift.startAt < sorted[index - 1]!.endAt);
}

describe('layers of on-call', () => {
  it('lets the higher layer win in its hours, and shows the lower one in the others', () => {
    const nights = rotation({ name: 'Nights', participantIds: ['dmitri'], week: daily(['20:00', '06:00']) });
    expect(told(roster({ rotations: [rotation(), nights] }), '2026-11-20T12:00', '2026-11-21T12:00')).to.deep.equal([
      'carla 11-20T12:00 11-20T19:00',
      'dmitri 11-20T19:00 11-21T05:00',
      'carla 11-21T05:00 11-21T12:00',
    ]);
  });

  it('falls through a layer whose person has left', () => {
    const top = rotation({ name: 'Top', participantIds: ['dmitri'] });
    const plan = roster({ rotations: [rotation(), top], isAvailable: (id) => id !== 'dmitri' });
    expect(told(plan, '2026-11-20T12:00', '2026-11-20T13:00')).to.deep.equal(['carla 11-20T12:00 11-20T13:00']);
  });

  it('calls the first level before the one behind it, both at once', () => {
    const behind = rotation({ name: 'Behind', participantIds: ['dmitri'], level: 2 });
    const shifts = onCallAt(roster({ rotations: [behind, rotation()] }), at('2026-11-20T12:00'));
    expect(shifts.map(({ personId, level }) => [personId, level])).to.deep.equal([
      ['carla', 1],
      ['dmitri', 2],
    ]);
  });

  it('adds beside, takes off, and sets all aside for a temporary schedule', () => {
    const temporary = {
      id: 't',
      ...span('2026-11-20T11:00', '2026-11-20T13:00'),
      shifts: [{ personId: 'eve', ...span('2026-11-20T11:30', '2026-11-20T13:00') }],
    };
    const overrides = [override({ kind: 'add', personId: 'dmitri' }), override({ kind: 'remove', replacesPersonId: 'carla' })];
    const plan = roster({ overrides, temporaries: [temporary] });
    expect(told(plan, '2026-11-20T09:00', '2026-11-20T14:00')).to.deep.equal([
      'carla 11-20T09:00 11-20T10:00',
      'dmitri 11-20T10:00 11-20T11:00',
      'eve 11-20T11:30 11-20T13:00',
      'carla 11-20T13:00 11-20T14:00',
    ]);
  });

  it('ends a rotation on its last date', () => {
    const plan = roster({ rotations: [rotation({ endsOn: '2026-11-20' })] });
    expect(told(plan, '2026-11-20T07:00', '2026-11-22T00:00')).to.deep.equal(['carla 11-20T07:00 11-20T08:00']);
  });
});

describe('hours on the wall clock', () => {
  it('begin at the first of a time that comes twice, and end at the last', () => {
    const from = at('2026-10-24T12:00');
    const to = at('2026-10-25T12:00');
    const shown = (hours: WeekHours) =>
      hoursBetween(hours, 'Europe/Paris', from, to).map(({ startAt, endAt }) => `${short(startAt)} ${short(endAt)}`);
    expect(shown(daily(['22:00', '02:30']))).to.deep.equal(['10-24T20:00 10-25T01:30']);
    expect(shown(daily(['02:30', '06:00']))).to.deep.equal(['10-25T00:30 10-25T05:00']);
  });

  it('have nothing of a time that is skipped', () => {
    const hours = hoursBetween(daily(['02:00', '03:00']), 'Europe/Paris', at('2026-03-28T12:00'), at('2026-03-29T12:00'));
    expect(hours).to.deep.equal([]);
  });

  const zones = ['Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo'];
  const half = fc.integer({ min: 0, max: 47 }).map((n) => `${String(n >> 1).padStart(2, '0')}:${n % 2 ? '30' : '00'}`);
  const from = at('2026-01-01T00:00');
  const to = at('2027-01-01T00:00');

  for (const timeZone of zones) {
    it(`leave no gap between two halves of the day through a year in ${timeZone}`, () => {
      fc.assert(
        fc.property(half, half, (cut, other) => {
          fc.pre(cut !== other);
          const spans = [
            ...hoursBetween(daily([cut, other]), timeZone, from, to),
            ...hoursBetween(daily([other, cut]), timeZone, from, to),
          ];
          expect(union(spans)).to.deep.equal([{ startAt: from, endAt: to }]);
        }),
        { numRuns: 25 },
      );
    });

    it(`give turns that cover a year exactly, one person at any time, in ${timeZone}`, () => {
      fc.assert(
        fc.property(fc.constantFrom(...rotationTypes), fc.integer({ min: 1, max: 9 }), half, (type, every, handoverAt) => {
          const people = ['ana', 'ben', 'carla', 'dmitri', 'eve'];
          const plan = roster({ timeZone, rotations: [rotation({ type, every, handoverAt, participantIds: people })] });
          const { shifts, gaps } = coverageBetween(plan, from, to);
          expect(gaps).to.deep.equal([]);
          expect(overlaps(shifts)).to.deep.equal([]);
          expect(union(shifts)).to.deep.equal([{ startAt: from, endAt: to }]);
          const handovers = shifts
            .slice(1)
            .filter(({ startAt }) => (localAt(timeZone, startAt.getTime()) / 60_000) % 1440 !== minutesOf(handoverAt));
          // Off the hour of handover are only those whose time the clock jumped over.
          if (type !== 'hourly') expect(handovers.length).to.be.at.most(1);
        }),
        { numRuns: 15 },
      );
    });

    it(`never have two people in one layer, whatever is stacked and replaced, in ${timeZone}`, () => {
      const layer = fc.record({
        type: fc.constantFrom(...rotationTypes),
        every: fc.integer({ min: 3, max: 9 }),
        handoverAt: half,
        open: half,
        close: half,
      });
      const change = fc.record({
        kind: fc.constantFrom('everybody', 'replace', 'remove' as const),
        hour: fc.nat(1400),
        hours: fc.integer({ min: 1, max: 90 }),
      });
      fc.assert(
        fc.property(fc.array(layer, { minLength: 2, maxLength: 4 }), fc.array(change, { maxLength: 5 }), (layers, changes) => {
          const rotations = layers.map(({ open, close, ...rest }, index) =>
            rotation({
              ...rest,
              participantIds: [`a${index}`, `b${index}`],
              week: index > 0 && open !== close ? daily([open, close]) : null,
            }),
          );
          const start = at('2026-10-01T00:00').getTime();
          const overrides = changes.map(({ kind, hour, hours }, index) =>
            override({
              id: String(index),
              kind,
              personId: kind === 'remove' ? null : `c${index}`,
              replacesPersonId: kind === 'everybody' ? null : 'a1',
              startAt: new Date(start + hour * hourMs),
              endAt: new Date(start + (hour + hours) * hourMs),
            }),
          );
          const { shifts } = coverageBetween(roster({ timeZone, rotations, overrides }), new Date(start), at('2026-11-30T00:00'));
          expect(overlaps(shifts)).to.deep.equal([]);
        }),
        { numRuns: 40 },
      );
    });
  }
});

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
