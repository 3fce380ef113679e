import { expect } from 'chai';
import fc from 'fast-check';
import { fireTimes, scheduleFault } from './schedule.ts';

const now = new Date('2026-11-20T15:45:00Z');
const times = (cron: string, timeZone: string, after: string, limit: number): string[] =>
  fireTimes({ cron, timeZone }, new Date(after), { limit }).map((at) => at.toISOString().slice(0, 16));

describe('schedule', () => {
  it('names what is wrong', () => {
    const fault = (cron: string, timeZone = 'Europe/Paris') => scheduleFault({ cron, timeZone }, now);
    expect(fault('0 0 31 2 *')).to.deep.equal({ field: 'cron', message: 'never fires: no month has that day' });
    expect(fault('0 0 30 2 *')?.message).to.match(/never fires/);
    expect(fault('0 0 31 4,6,9,11 *')?.message).to.match(/never fires/);
    expect(fault('0 0 * * * *')?.message).to.match(/five fields/);
    expect(fault('')?.message).to.match(/five fields/);
    expect(fault('H 3 * * *')?.message).to.match(/H is not taken/);
    expect(fault('61 3 * * *')?.field).to.equal('cron');
    expect(fault('0 3 * * *', 'Mars/Olympus')).to.deep.equal({ field: 'timeZone', message: 'There is no time zone Mars/Olympus' });
    expect(fault('0 3 * * *', '+02:00')?.field).to.equal('timeZone');
    for (const cron of ['0 0 29 2 *', '@daily', '*/15 * * * MON-FRI', '0 3 * MAR,THU-SAT *'.replace('MAR,THU-SAT *', '* THU')])
      expect(fault(cron), cron).to.equal(null);
  });

  it('fires right after the hour that spring skips, and once in the hour that autumn repeats', () => {
    expect(times('30 2 * * *', 'Europe/Berlin', '2026-03-27T12:00:00Z', 3)).to.deep.equal([
      '2026-03-28T01:30',
      '2026-03-29T01:30',
      '2026-03-30T00:30',
    ]);
    expect(times('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', 2)).to.deep.equal(['2026-10-25T00:30', '2026-10-26T01:30']);
    expect(times('30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', 2)).to.deep.equal(['2026-03-08T07:30', '2026-03-09T06:30']);
    expect(times('30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z', 2)).to.deep.equal(['2026-11-01T05:30', '2026-11-02T06:30']);
    expect(times('15 2 * * *', 'Australia/Lord_Howe', '2026-10-02T20:00:00Z', 2)).to.deep.equal(['2026-10-03T15:45', '2026-10-04T15:15']);
    expect(times('45 1 * * *', 'Australia/Lord_Howe', '2026-04-03T20:00:00Z', 2)).to.deep.equal(['2026-04-04T14:45', '2026-04-05T15:15']);
    expect(times('30 0 * * *', 'America/Santiago', '2026-09-05T12:00:00Z', 2)).to.deep.equal(['2026-09-06T04:30', '2026-09-07T03:30']);
    expect(times('30 2 * * *', 'Pacific/Auckland', '2026-09-25T20:00:00Z', 2)).to.deep.equal(['2026-09-26T14:30', '2026-09-27T13:30']);
    expect(times('30 2 * * *', 'Asia/Kathmandu', '2026-03-28T12:00:00Z', 2)).to.deep.equal(['2026-03-28T20:45', '2026-03-29T20:45']);
  });

  it('runs every hour through both changes, without a hole and without a double', () => {
    for (const [zone, day] of [
      ['Europe/Berlin', '2026-03-29'],
      ['Europe/Berlin', '2026-10-25'],
      ['Australia/Lord_Howe', '2026-04-04'],
      ['Australia/Lord_Howe', '2026-10-03'],
    ] as const) {
      const after = new Date(`${day}T00:00:00Z`);
      const fired = fireTimes({ cron: '*/15 * * * *', timeZone: zone }, after, {
        until: new Date(after.getTime() + 86_400_000),
        limit: 1000,
      });
      expect(fired, `${zone} ${day}`).to.have.length(96);
    }
  });

  it('knows leap days and months without a 31st', () => {
    expect(times('0 12 29 2 *', 'UTC', '2026-01-01T00:00:00Z', 2)).to.deep.equal(['2028-02-29T12:00', '2032-02-29T12:00']);
    expect(times('0 12 31 * *', 'UTC', '2026-01-31T12:00:00Z', 3)).to.deep.equal([
      '2026-03-31T12:00',
      '2026-05-31T12:00',
      '2026-07-31T12:00',
    ]);
  });

  it('never misses or doubles a time, however the year is cut into windows (10,000 schedules)', function () {
    this.timeout(300_000);
    const zones = ['UTC', 'Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'Africa/Casablanca'];
    const field = (low: number, high: number) =>
      fc.oneof(
        fc.constant('*'),
        fc.integer({ min: low, max: high }).map(String),
        fc
          .tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }))
          .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
      );
    const schedules = fc.record({
      cron: fc
        .tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 23 }), field(1, 28), field(1, 12), field(0, 6))
        .map((f) => f.join(' ')),
      timeZone: fc.constantFrom(...zones),
    });
    fc.assert(
      fc.property(schedules, fc.integer({ min: 0, max: 364 }), fc.integer({ min: 1, max: 5 }), (schedule, day, cut) => {
        const start = new Date(Date.UTC(2026, 0, 1 + day, 7, 13));
        const end = new Date(start.getTime() + 6 * 86_400_000);
        const middle = new Date(start.getTime() + cut * 86_400_000);
        const whole = fireTimes(schedule, start, { until: end, limit: 100 });
        const parts = [
          ...fireTimes(schedule, start, { until: middle, limit: 100 }),
          ...fireTimes(schedule, middle, { until: end, limit: 100 }),
        ];
        expect(parts).to.deep.equal(whole);
        for (let i = 1; i < whole.length; i += 1) expect(whole[i]!.getTime()).to.be.greaterThan(whole[i - 1]!.getTime());
      }),
      { numRuns: 10_000 },
    );
  });
});
