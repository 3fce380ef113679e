import { expect } from 'chai';
import fc from 'fast-check';
import { aroundTheClock, type CalendarHours, type Window } from './service-calendar.ts';
import { dueAt, type Segment, segmentsWithPauses, servedMs } from './service-level-clock.ts';

const hour = 3_600_000;
const nineToFive: Window[] = [['09:00', '17:00']];
const paris: CalendarHours = {
  timeZone: 'Europe/Paris',
  week: { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive },
  exceptions: {},
};
const kathmandu: CalendarHours = { ...paris, timeZone: 'Asia/Kathmandu' };
/** Paris is one hour ahead of UTC in November, Kathmandu 5:45. */
const utc = (text: string): Date => new Date(`2026-11-${text}:00Z`);
const due = (segments: Segment[], hours: number): string | undefined =>
  dueAt(segments, hours * hour)
    ?.toISOString()
    .slice(8, 16);

describe('service-level clock', () => {
  const friday = utc('20T15:45');

  it('lets a pause that lies outside opening hours change nothing', () => {
    const weekend = [[utc('21T10:00'), utc('22T10:00')]] as Array<[Date, Date]>;
    expect(due(segmentsWithPauses(paris, friday, weekend), 4)).to.equal('23T11:45');
  });

  it('moves the due time by the service time of a pause', () => {
    expect(due(segmentsWithPauses(paris, friday, [[utc('23T07:00'), utc('23T10:00')]]), 4)).to.equal('23T13:45');
  });

  it('counts overlapping, touching, empty and enclosed pauses once', () => {
    const pauses: Array<[Date, Date]> = [
      [utc('23T09:00'), utc('23T10:00')],
      [utc('23T08:30'), utc('23T09:30')],
      [utc('23T10:00'), utc('23T10:30')],
      [utc('23T08:45'), utc('23T09:00')],
      [utc('23T12:00'), utc('23T12:00')],
    ];
    const segments = segmentsWithPauses(paris, friday, pauses);
    expect(segments.map(({ state }) => state)).to.deep.equal(['running', 'paused', 'running']);
    expect(due(segments, 4)).to.equal('23T13:45');
  });

  it('may be paused from before its start', () => {
    const segments = segmentsWithPauses(paris, friday, [[utc('20T10:00'), utc('23T08:00')]]);
    expect(segments.map(({ state }) => state)).to.deep.equal(['paused', 'running']);
    expect(due(segments, 4)).to.equal('23T12:00');
  });

  it('has no due time while it stands, but keeps one that was reached before', () => {
    const stands: Array<[Date, null]> = [[utc('23T09:00'), null]];
    expect(due(segmentsWithPauses(paris, friday, stands), 4)).to.equal(undefined);
    expect(due(segmentsWithPauses(paris, friday, stands), 1)).to.equal('23T08:45');
  });

  it('sums the minutes of each calendar when the work follows the sun', () => {
    const segments: Segment[] = [
      { from: utc('23T08:00'), state: 'running', hours: paris },
      { from: utc('23T16:00'), state: 'running', hours: kathmandu },
    ];
    // 8 h in Paris on Monday, then Kathmandu opens on Tuesday at 03:15 UTC.
    expect(due(segments, 10)).to.equal('24T05:15');
    expect(servedMs(segments, utc('24T04:15')) / hour).to.equal(9);
  });

  it('goes on after a reopening with what was served before', () => {
    const segments: Segment[] = [
      { from: utc('23T08:00'), state: 'running', hours: paris },
      { from: utc('23T11:00'), state: 'stopped', hours: paris },
      { from: utc('25T08:00'), state: 'running', hours: paris },
    ];
    expect(due(segments, 8)).to.equal('25T13:00');
  });

  it('is due at the same time however often a pause is cut in two', () => {
    const minute = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(minute, minute), { maxLength: 6 }), minute, fc.integer({ min: 1, max: 6000 }), (pairs, cut, target) => {
        const instant = (m: number): Date => new Date(friday.getTime() + m * 60_000);
        const pauses = pairs.map(([a, b]): [Date, Date] => [instant(Math.min(a, b)), instant(Math.max(a, b))]);
        const halves = pauses.flatMap(([from, to]): Array<[Date, Date]> => {
          const middle = instant(cut);
          return from < middle && middle < to
            ? [
                [middle, to],
                [from, middle],
              ]
            : [[from, to]];
        });
        const whole = segmentsWithPauses(paris, friday, pauses);
        const end = dueAt(whole, target * 60_000);
        expect(dueAt(segmentsWithPauses(paris, friday, halves), target * 60_000)).to.deep.equal(end);
        expect(servedMs(whole, end!)).to.equal(target * 60_000);
      }),
    );
  });

  it('adds the pauses around the clock', () => {
    const segments = segmentsWithPauses(aroundTheClock, friday, [[utc('20T16:00'), utc('20T18:00')]]);
    expect(due(segments, 4)).to.equal('20T21:45');
  });
});
