import { expect } from 'chai';
import { afterBusinessMs, businessMsBetween, type CalendarHours, type Window } from './service-calendar.ts';
import { dueAt, segmentsWithPauses } from './service-level-clock.ts';

const hour = 3_600_000;
const nine: readonly Window[] = [['09:00', '17:00']];
const office = (timeZone: string, exceptions: CalendarHours['exceptions'] = {}): CalendarHours => ({
  timeZone,
  week: { mon: nine, tue: nine, wed: nine, thu: nine, fri: nine },
  exceptions,
});
const always = (timeZone: string): CalendarHours => ({
  timeZone,
  week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]])),
  exceptions: {},
});
const nights: CalendarHours = { timeZone: 'Europe/Paris', week: { thu: [['22:00', '06:00']], fri: [['22:00', '06:00']] }, exceptions: {} };
const dueAfter = (calendar: CalendarHours, from: string, hours: number): string =>
  afterBusinessMs(calendar, new Date(from), hours * hour)
    .toISOString()
    .slice(0, 16);
const hours = (calendar: CalendarHours, from: string, to: string): number =>
  businessMsBetween(calendar, new Date(from), new Date(to)) / hour;

/** Rows 1 to 12 of the list of cases that service desks get wrong; 7 and 13 to 30 are stories in jobs/*.behaviour.test.ts. */
describe('hard cases of calendars', () => {
  it('[1] counts from the next opening what begins before it, after closing or on a weekend', () => {
    for (const from of ['2026-11-23T05:00Z', '2026-11-20T18:00Z', '2026-11-21T12:00Z']) {
      expect(dueAfter(office('Europe/Paris'), from, 1)).to.equal('2026-11-23T09:00');
    }
  });

  it('[2] is due at closing when the target ends exactly there', () => {
    expect(dueAfter(office('Europe/Paris'), '2026-11-23T08:00Z', 8)).to.equal('2026-11-23T16:00');
  });

  it('[3] counts 23 hours on the day on which the clock goes forward', () => {
    expect(hours(always('Europe/Paris'), '2026-03-28T23:00Z', '2026-03-29T22:00Z')).to.equal(23);
    expect(dueAfter(always('Europe/Paris'), '2026-03-28T22:30Z', 19)).to.equal('2026-03-29T17:30');
  });

  it('[4] counts both passes of the hour that comes twice', () => {
    expect(hours(always('Europe/Paris'), '2026-10-24T22:00Z', '2026-10-25T23:00Z')).to.equal(25);
    const one: CalendarHours = { timeZone: 'Europe/Paris', week: { sun: [['02:00', '03:00']] }, exceptions: {} };
    expect(hours(one, '2026-10-24T22:00Z', '2026-10-25T23:00Z')).to.equal(2);
  });

  it('[5] does not believe that a day begins at midnight: in Cairo one begins at one o’clock', () => {
    const early: CalendarHours = { timeZone: 'Africa/Cairo', week: { fri: [['00:00', '02:00']] }, exceptions: {} };
    expect(hours(early, '2026-04-23T20:00Z', '2026-04-24T10:00Z')).to.equal(1);
  });

  it('[6] takes zones as they are: half an hour of summer, winter in Ramadan, 5 h 45 min, 14 hours ahead', () => {
    expect(hours(always('Australia/Lord_Howe'), '2026-04-04T13:00Z', '2026-04-05T13:30Z')).to.equal(24.5);
    const night: CalendarHours = { timeZone: 'Africa/Casablanca', week: { sun: [['00:00', '04:00']] }, exceptions: {} };
    expect(hours(night, '2026-02-14T12:00Z', '2026-02-15T12:00Z')).to.equal(5);
    expect(dueAfter(office('Asia/Kathmandu'), '2026-11-23T00:00Z', 1)).to.equal('2026-11-23T04:15');
    expect(dueAfter(office('Pacific/Kiritimati'), '2026-11-22T12:00Z', 1)).to.equal('2026-11-22T20:00');
  });

  it('[8] takes a shift over midnight for one, and a holiday takes only its own date’s part', () => {
    expect(hours(nights, '2026-11-19T12:00Z', '2026-11-20T12:00Z')).to.equal(8);
    expect(hours({ ...nights, exceptions: { '2026-11-20': [] } }, '2026-11-19T12:00Z', '2026-11-20T12:00Z')).to.equal(2);
  });

  it('[9] knows half holidays, and Saturdays that are worked', () => {
    const dates = { '2026-12-24': [['09:00', '12:00']] as Window[], '2026-12-19': [['10:00', '14:00']] as Window[] };
    expect(hours(office('Europe/Paris', dates), '2026-12-23T23:00Z', '2026-12-24T23:00Z')).to.equal(3);
    expect(hours(office('Europe/Paris', dates), '2026-12-18T23:00Z', '2026-12-19T23:00Z')).to.equal(4);
  });

  it('[10] knows the 29th of February (recurring and timed events: read-ical.test.ts)', () => {
    expect(dueAfter(office('Europe/Paris', { '2028-02-29': [] }), '2028-02-28T15:00Z', 2)).to.equal('2028-03-01T09:00');
  });

  const pauses = (...list: Array<[string, string]>) => list.map(([from, to]) => [new Date(from), new Date(to)] as const);
  const due = (list: Array<[string, string]>) =>
    dueAt(segmentsWithPauses(office('Europe/Paris'), new Date('2026-11-23T08:00Z'), pauses(...list)), 6 * hour)
      ?.toISOString()
      .slice(0, 19);

  it('[11] is not moved by a pause outside opening hours', () => {
    expect(due([['2026-11-23T17:00Z', '2026-11-24T07:00Z']])).to.equal('2026-11-23T14:00:00');
  });

  it('[12] takes pauses that overlap, touch, are empty or begin with the incident once', () => {
    expect(
      due([
        ['2026-11-23T09:00Z', '2026-11-23T10:00Z'],
        ['2026-11-23T09:30Z', '2026-11-23T10:30Z'],
        ['2026-11-23T10:30Z', '2026-11-23T11:00Z'],
      ]),
    ).to.equal('2026-11-23T16:00:00');
    expect(
      due([
        ['2026-11-23T08:00Z', '2026-11-23T09:00Z'],
        ['2026-11-23T12:00Z', '2026-11-23T12:00Z'],
      ]),
    ).to.equal('2026-11-23T15:00:00');
    expect(due([['2026-11-23T09:00:00Z', '2026-11-23T09:00:20Z']])).to.equal('2026-11-23T14:00:20');
  });
});
