import { expect } from 'chai';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  afterBusinessMs,
  aroundTheClock,
  businessMsBetween,
  type CalendarHours,
  CalendarNeverOpens,
  openingsBetween,
  type Window,
  weekdays,
} from './service-calendar.ts';

const hour = 3_600_000;
const officeDay: Window[] = [['09:00', '17:00']];
const monToFri = { mon: officeDay, tue: officeDay, wed: officeDay, thu: officeDay, fri: officeDay };
const everyDay = (windows: Window[]) => Object.fromEntries(weekdays.map((day) => [day, windows]));
const office = (timeZone: string, exceptions: CalendarHours['exceptions'] = {}): CalendarHours => ({
  timeZone,
  week: monToFri,
  exceptions,
});
const always = (timeZone: string): CalendarHours => ({ timeZone, week: everyDay([['00:00', '24:00']]), exceptions: {} });

/** An instant said by the wall clock of a place: `at('Europe/Paris', '2026-11-20T16:45')`. */
const at = (zone: string, local: string, disambiguation: 'earlier' | 'later' = 'earlier'): Date =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation }).epochMilliseconds);
const wall = (zone: string, instant: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDateTime().toString();
const due = (calendar: CalendarHours, from: string, hours: number): string =>
  wall(calendar.timeZone, afterBusinessMs(calendar, at(calendar.timeZone, from), hours * hour));

describe('service calendar', () => {
  describe('in the office from nine to five', () => {
    const paris = office('Europe/Paris', { '2026-12-24': [['09:00', '12:00']], '2026-12-25': [], '2026-11-28': [['10:00', '12:00']] });

    it('counts from the next opening what comes in before or after hours or on a weekend', () => {
      expect(due(paris, '2026-11-23T07:00', 1)).to.equal('2026-11-23T10:00:00');
      expect(due(paris, '2026-11-23T18:00', 1)).to.equal('2026-11-24T10:00:00');
      expect(due(paris, '2026-11-21T12:00', 1)).to.equal('2026-11-23T10:00:00');
    });

    it('carries Friday 16:45 over the weekend', () => {
      expect(due(paris, '2026-11-20T16:45', 4)).to.equal('2026-11-23T12:45:00');
    });

    it('lets a target that ends exactly at closing be due at closing', () => {
      expect(due(paris, '2026-11-23T09:00', 8)).to.equal('2026-11-23T17:00:00');
      expect(due(paris, '2026-11-20T16:00', 1)).to.equal('2026-11-20T17:00:00');
    });

    it('knows half days, holidays and Saturdays that are worked', () => {
      expect(due(paris, '2026-12-24T11:00', 2)).to.equal('2026-12-28T10:00:00');
      expect(due(paris, '2026-11-27T16:00', 2)).to.equal('2026-11-28T11:00:00');
    });

    it('knows the leap day', () => {
      expect(due(office('Europe/Paris'), '2028-02-28T16:00', 2)).to.equal('2028-02-29T10:00:00');
      expect(due(office('Europe/Paris', { '2028-02-29': [] }), '2028-02-28T16:00', 2)).to.equal('2028-03-01T10:00:00');
    });

    it('takes lunch off', () => {
      const lunch: CalendarHours = {
        ...paris,
        week: {
          mon: [
            ['09:00', '12:00'],
            ['13:30', '17:00'],
          ],
        },
      };
      expect(due(lunch, '2026-11-23T11:00', 2)).to.equal('2026-11-23T14:30:00');
    });

    it('counts windows that overlap once', () => {
      const overlapping: CalendarHours = {
        ...paris,
        week: {
          mon: [
            ['09:00', '13:00'],
            ['12:00', '17:00'],
          ],
        },
      };
      expect(due(overlapping, '2026-11-23T09:00', 8)).to.equal('2026-11-23T17:00:00');
    });

    it('serves Kathmandu, 5 h 45 min ahead, and Kiritimati, a day ahead', () => {
      expect(afterBusinessMs(office('Asia/Kathmandu'), new Date('2026-11-23T00:00:00Z'), hour).toISOString()).to.equal(
        '2026-11-23T04:15:00.000Z',
      );
      expect(afterBusinessMs(office('Pacific/Kiritimati'), new Date('2026-11-22T18:00:00Z'), hour).toISOString()).to.equal(
        '2026-11-22T20:00:00.000Z',
      );
    });
  });

  describe('through changes of clocks', () => {
    it('has a day of 23 and one of 25 hours in Paris', () => {
      const zone = 'Europe/Paris';
      const day = (date: string, next: string) =>
        businessMsBetween(always(zone), at(zone, `${date}T00:00`), at(zone, `${next}T00:00`)) / hour;
      expect([day('2026-03-29', '2026-03-30'), day('2026-10-25', '2026-10-26')]).to.deep.equal([23, 25]);
    });

    it('gives 19 hours from the night before a change exactly 19 hours', () => {
      const night = always('Europe/Paris');
      expect(due(night, '2026-10-25T00:30', 19)).to.equal('2026-10-25T18:30:00');
      expect(due(night, '2026-03-28T23:30', 19)).to.equal('2026-03-29T19:30:00');
    });

    it('counts the repeated hour twice and the skipped hour not at all in a night shift', () => {
      const nights: CalendarHours = { timeZone: 'Europe/Paris', week: everyDay([['22:00', '06:00']]), exceptions: {} };
      expect(due(nights, '2026-10-24T22:00', 9)).to.equal('2026-10-25T06:00:00');
      expect(due(nights, '2026-03-28T22:00', 7)).to.equal('2026-03-29T06:00:00');
    });

    it('shifts Lord Howe by half an hour', () => {
      const nights: CalendarHours = { timeZone: 'Australia/Lord_Howe', week: everyDay([['00:00', '06:00']]), exceptions: {} };
      expect(due(nights, '2026-04-05T00:00', 6.5)).to.equal('2026-04-05T06:00:00');
      expect(due(nights, '2026-10-04T00:00', 5.5)).to.equal('2026-10-04T06:00:00');
    });

    it('begins a day at one o’clock in Cairo and ends one twice', () => {
      const cairo = always('Africa/Cairo');
      expect(businessMsBetween(cairo, new Date('2026-04-23T22:00:00Z'), new Date('2026-04-24T21:00:00Z')) / hour).to.equal(23);
      const lateShift: CalendarHours = { timeZone: 'Africa/Cairo', week: { thu: [['20:00', '24:00']] }, exceptions: {} };
      expect(businessMsBetween(lateShift, new Date('2026-10-29T00:00:00Z'), new Date('2026-10-30T12:00:00Z')) / hour).to.equal(5);
    });

    it('turns the clock back in Casablanca for Ramadan', () => {
      const casablanca: CalendarHours = { timeZone: 'Africa/Casablanca', week: everyDay([['01:00', '05:00']]), exceptions: {} };
      expect(due(casablanca, '2026-02-15T01:00', 5)).to.equal('2026-02-15T05:00:00');
      expect(due(casablanca, '2026-03-22T01:00', 3)).to.equal('2026-03-22T05:00:00');
    });
  });

  describe('over midnight', () => {
    const nights: CalendarHours = { timeZone: 'Europe/Paris', week: { fri: [['22:00', '06:00']] }, exceptions: {} };

    it('is one shift on two dates', () => {
      expect(openingsBetween(nights, at('Europe/Paris', '2026-11-20T12:00'), at('Europe/Paris', '2026-11-22T12:00'))).to.deep.equal([
        { from: at('Europe/Paris', '2026-11-20T22:00'), to: at('Europe/Paris', '2026-11-21T06:00') },
      ]);
    });

    it('loses to a holiday only the part that lies on it', () => {
      expect(due({ ...nights, exceptions: { '2026-11-20': [] } }, '2026-11-20T12:00', 6)).to.equal('2026-11-21T06:00:00');
      expect(due({ ...nights, exceptions: { '2026-11-21': [] } }, '2026-11-20T12:00', 2)).to.equal('2026-11-21T00:00:00');
    });

    it('ends when an exception says so', () => {
      const short = { ...nights, exceptions: { '2026-11-20': [['22:00', '02:00']] as Window[] } };
      expect(due(short, '2026-11-20T12:00', 4)).to.equal('2026-11-21T02:00:00');
      expect(due(short, '2026-11-20T12:00', 5)).to.equal('2026-11-27T23:00:00');
    });

    it('ends at midnight when closing is 00:00', () => {
      expect(due({ ...nights, week: { fri: [['22:00', '00:00']] } }, '2026-11-20T12:00', 2)).to.equal('2026-11-21T00:00:00');
    });
  });

  describe('without hours', () => {
    it('says so instead of looking for ever', () => {
      const closed: CalendarHours = { timeZone: 'Europe/Paris', week: {}, exceptions: { '2026-11-20': [['09:00', '10:00']] } };
      expect(due(closed, '2026-11-20T08:00', 1)).to.equal('2026-11-20T10:00:00');
      expect(() => due(closed, '2026-11-20T08:00', 1.5)).to.throw(CalendarNeverOpens);
      expect(() => due({ ...closed, exceptions: {} }, '2026-11-20T08:00', 1)).to.throw(CalendarNeverOpens);
    });
  });

  it('finds a due time years ahead in a moment', () => {
    const started = performance.now();
    expect(due(office('Europe/Paris'), '2026-11-20T09:00', 20_000)).to.match(/^2036-/);
    expect(performance.now() - started).to.be.below(3000);
  });

  describe('for any calendar', () => {
    const zones = [
      'Europe/Paris',
      'Australia/Lord_Howe',
      'Africa/Cairo',
      'Africa/Casablanca',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'America/Santiago',
      'America/Havana',
      'Europe/Dublin',
      'Antarctica/Troll',
      'Pacific/Kiritimati',
      'UTC',
    ];
    const minuteText = (minute: number): string =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    const window = fc
      .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 0, max: 96 }))
      .filter(([start, end]) => start !== end)
      .map(([start, end]): Window => [minuteText(start * 15), minuteText(end * 15)]);
    const windows = fc.array(window, { maxLength: 3 });
    const zone = fc.constantFrom(...zones);
    /** A day around a change of clocks of the zone, or any other. */
    const moment = (timeZone: string) =>
      fc.tuple(fc.integer({ min: 2020, max: 2035 }), fc.nat(400), fc.integer({ min: -2160, max: 2160 })).map(([year, offset, minutes]) => {
        const start = Temporal.Instant.from(`${year}-01-01T00:00:00Z`).toZonedDateTimeISO(timeZone);
        const change = offset < 300 ? start.getTimeZoneTransition('next') : null;
        const base = change ?? start.add({ days: offset });
        return new Date(base.epochMilliseconds + minutes * 60_000);
      });
    const scene = zone.chain((timeZone) =>
      fc.record({
        from: moment(timeZone),
        week: fc.record(Object.fromEntries(weekdays.map((day) => [day, windows]))) as fc.Arbitrary<CalendarHours['week']>,
        timeZone: fc.constant(timeZone),
        exceptional: fc.array(fc.tuple(fc.integer({ min: -2, max: 3 }), windows), { maxLength: 3 }),
        minutes: fc.integer({ min: 0, max: 2 * 1440 }),
      }),
    );
    const calendarOf = ({
      from,
      timeZone,
      week,
      exceptional,
    }: {
      from: Date;
      timeZone: string;
      week: CalendarHours['week'];
      exceptional: Array<[number, Window[]]>;
    }): CalendarHours => {
      const day = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
      return { timeZone, week, exceptions: Object.fromEntries(exceptional.map(([days, list]) => [day.add({ days }).toString(), list])) };
    };

    it('is open exactly while the wall clock shows a time inside a window of that date', () => {
      fc.assert(
        fc.property(scene, (input) => {
          const calendar = calendarOf(input);
          let minutes = 0;
          for (let minute = 0; minute < input.minutes; minute += 1) {
            if (isOpenByTheWall(calendar, input.from.getTime() + minute * 60_000)) minutes += 1;
          }
          const to = new Date(input.from.getTime() + input.minutes * 60_000);
          expect(businessMsBetween(calendar, input.from, to) / 60_000).to.equal(minutes);
        }),
        { numRuns: 60 },
      );
    }).timeout(60_000);

    it('reaches a target exactly when the time between has passed, and not a millisecond before', () => {
      fc.assert(
        fc.property(scene, fc.integer({ min: 1, max: 300 * hour }), (input, ms) => {
          const calendar = calendarOf(input);
          if (Object.values(calendar.week).every((list) => list!.length === 0)) return;
          const end = afterBusinessMs(calendar, input.from, ms);
          expect(businessMsBetween(calendar, input.from, end)).to.equal(ms);
          expect(businessMsBetween(calendar, input.from, new Date(end.getTime() - 1))).to.equal(ms - 1);
        }),
        { numRuns: 300 },
      );
    });

    it('adds up', () => {
      fc.assert(
        fc.property(scene, fc.nat(5000), (input, later) => {
          const calendar = calendarOf(input);
          const middle = new Date(input.from.getTime() + input.minutes * 60_000);
          const end = new Date(middle.getTime() + later * 60_000);
          const sum = businessMsBetween(calendar, input.from, middle) + businessMsBetween(calendar, middle, end);
          expect(businessMsBetween(calendar, input.from, end)).to.equal(sum);
        }),
        { numRuns: 200 },
      );
    });

    it('counts real time around the clock', () => {
      expect(businessMsBetween(aroundTheClock, new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z'))).to.equal(
        365 * 24 * hour,
      );
    });
  });
});

/** The definition, one instant at a time and with nothing but the wall clock. */
function isOpenByTheWall({ timeZone, week, exceptions }: CalendarHours, instant: number): boolean {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  const time = zoned.toPlainTime().toString().slice(0, 5);
  const today = zoned.toPlainDate();
  const yesterday = today.subtract({ days: 1 });
  const weekly = (date: Temporal.PlainDate): readonly Window[] => week[weekdays[date.dayOfWeek - 1]!] ?? [];
  const crosses = ([start, end]: Window): boolean => end <= start;
  const own = exceptions[today.toString()] ?? weekly(today);
  if (own.some((w) => time >= w[0] && (crosses(w) || time < w[1]))) return true;
  if (exceptions[today.toString()]) return false;
  const before = exceptions[yesterday.toString()];
  const shift = before?.some(crosses) ? before : weekly(yesterday);
  return shift.some((w) => crosses(w) && time < w[1]);
}
