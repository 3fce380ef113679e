import { expect } from 'chai';
import fc from 'fast-check';
import { coverageBetween, type OnCallOverride, onCallAt, type Roster } from './on-call.ts';
import { type Rotation, rotationTypes } from './rotation.ts';

const rotation = (rest: Partial<Rotation> = {}): Rotation => ({
  name: 'Week',
  type: 'weekly',
  every: 1,
  startsOn: '2026-11-02',
  handoverAt: '09:00',
  participantIds: ['ben', 'carla'],
  endsOn: null,
  week: null,
  level: 1,
  ...rest,
});
const roster = (rotations: Rotation[], overrides: Array<Partial<OnCallOverride>> = [], rest: Partial<Roster> = {}): Roster => ({
  timeZone: 'Europe/Paris',
  layering: 'together',
  rotations,
  temporaries: [],
  overrides: overrides.map((override) => ({
    id: 'o',
    kind: !override.personId ? 'remove' : override.replacesPersonId ? 'replace' : 'everybody',
    personId: null,
    replacesPersonId: null,
    startAt: new Date(0),
    endAt: new Date(0),
    ...override,
  })),
  isAvailable: () => true,
  ...rest,
});
const shown = (plan: Roster, from: string, to: string) => {
  const { shifts, gaps } = coverageBetween(plan, new Date(from), new Date(to));
  const short = (instant: Date): string => instant.toISOString().slice(5, 16);
  return {
    shifts: shifts.map(({ personId, startAt, endAt }) => `${personId} ${short(startAt)} ${short(endAt)}`),
    gaps: gaps.map(({ startAt, endAt }) => `${short(startAt)} ${short(endAt)}`),
  };
};

describe('on call', () => {
  it('hands over every week at nine by the wall clock', () => {
    expect(shown(roster([rotation()]), '2026-11-02T00:00:00Z', '2026-11-17T00:00:00Z')).to.deep.equal({
      shifts: ['ben 11-02T08:00 11-09T08:00', 'carla 11-09T08:00 11-16T08:00', 'ben 11-16T08:00 11-17T00:00'],
      gaps: ['11-02T00:00 11-02T08:00'],
    });
  });

  it('keeps the hour of handover when clocks change', () => {
    const daily = roster([rotation({ type: 'daily', startsOn: '2026-10-20' })]);
    expect(shown(daily, '2026-10-24T07:00:00Z', '2026-10-26T08:00:00Z').shifts).to.deep.equal([
      'ben 10-24T07:00 10-25T08:00',
      'carla 10-25T08:00 10-26T08:00',
    ]);
  });

  it('hands over in an hour that is skipped when the clock has jumped over it', () => {
    const nightly = roster([rotation({ type: 'daily', startsOn: '2026-03-27', handoverAt: '02:30' })]);
    expect(shown(nightly, '2026-03-28T01:30:00Z', '2026-03-30T00:30:00Z')).to.deep.equal({
      shifts: ['carla 03-28T01:30 03-29T01:00', 'ben 03-29T01:00 03-30T00:30'],
      gaps: [],
    });
  });

  it('comes back to the 31st after a short month', () => {
    const monthly = roster([rotation({ type: 'monthly', startsOn: '2026-12-31' })]);
    expect(shown(monthly, '2027-01-31T08:00:00Z', '2027-04-30T07:00:00Z').shifts).to.deep.equal([
      'carla 01-31T08:00 02-28T08:00',
      'ben 02-28T08:00 03-31T07:00',
      'carla 03-31T07:00 04-30T07:00',
    ]);
  });

  it('takes turns of several hours', () => {
    const halves = roster([rotation({ type: 'hourly', every: 12, startsOn: '2026-11-02', handoverAt: '08:00' })]);
    expect(shown(halves, '2026-11-20T07:00:00Z', '2026-11-21T07:00:00Z').shifts).to.deep.equal([
      'ben 11-20T07:00 11-20T19:00',
      'carla 11-20T19:00 11-21T07:00',
    ]);
  });

  it('shows the hours that no rotation covers as gaps', () => {
    const week = { fri: [['17:00', '24:00']] as [string, string][], sat: [['00:00', '24:00']] as [string, string][] };
    expect(shown(roster([rotation({ week })]), '2026-11-20T00:00:00Z', '2026-11-23T00:00:00Z')).to.deep.equal({
      shifts: ['ben 11-20T16:00 11-21T23:00'],
      gaps: ['11-20T00:00 11-20T16:00', '11-21T23:00 11-23T00:00'],
    });
  });

  it('lets somebody take over from everybody, from one person, or nobody take over', () => {
    const from = '2026-11-20T00:00:00Z';
    const to = '2026-11-21T00:00:00Z';
    const span = { startAt: new Date('2026-11-20T10:00:00Z'), endAt: new Date('2026-11-20T12:00:00Z') };
    expect(shown(roster([rotation()], [{ ...span, personId: 'dmitri' }]), from, to).shifts).to.deep.equal([
      'ben 11-20T00:00 11-20T10:00',
      'dmitri 11-20T10:00 11-20T12:00',
      'ben 11-20T12:00 11-21T00:00',
    ]);
    expect(shown(roster([rotation()], [{ ...span, personId: 'dmitri', replacesPersonId: 'carla' }]), from, to).shifts).to.deep.equal([
      'ben 11-20T00:00 11-21T00:00',
    ]);
    expect(shown(roster([rotation()], [{ ...span, replacesPersonId: 'ben' }]), from, to).gaps).to.deep.equal(['11-20T10:00 11-20T12:00']);
  });

  it('lets the later of two overrides win', () => {
    const span = { startAt: new Date('2026-11-20T10:00:00Z'), endAt: new Date('2026-11-20T12:00:00Z') };
    const plan = roster(
      [rotation()],
      [
        { ...span, personId: 'dmitri' },
        { ...span, personId: 'carla' },
      ],
    );
    expect(onCallAt(plan, new Date('2026-11-20T11:00:00Z')).map(({ personId }) => personId)).to.deep.equal(['carla']);
  });

  it('counts the turn of somebody who left as a gap', () => {
    const plan = roster([rotation()], [], { isAvailable: (id) => id !== 'ben' });
    expect(shown(plan, '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z')).to.deep.equal({ shifts: [], gaps: ['11-20T00:00 11-21T00:00'] });
  });

  it('has exactly one person on call in a rotation at any time, in any zone', () => {
    const zones = fc.constantFrom('Europe/Paris', 'Australia/Lord_Howe', 'Africa/Cairo', 'America/Santiago', 'Asia/Kathmandu');
    const times = fc
      .integer({ min: 0, max: 47 })
      .map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`);
    fc.assert(
      fc.property(
        zones,
        fc.constantFrom(...rotationTypes),
        fc.integer({ min: 1, max: 5 }),
        times,
        fc.nat(700),
        (timeZone, type, every, handoverAt, days) => {
          const plan = roster([rotation({ type, every, handoverAt, startsOn: '2026-01-31' })], [], { timeZone });
          const from = new Date(Date.UTC(2026, 1, 3) + days * 86_400_000);
          const to = new Date(from.getTime() + 40 * 86_400_000);
          const { shifts, gaps } = coverageBetween(plan, from, to);
          expect(gaps).to.deep.equal([]);
          shifts.forEach((shift, index) => {
            expect(shift.startAt).to.deep.equal(shifts[index - 1]?.endAt ?? from);
            if (index > 0 && type !== 'hourly') expect(shift.personId).not.to.equal(shifts[index - 1]!.personId);
          });
        },
      ),
      { numRuns: 100 },
    );
  });
});
