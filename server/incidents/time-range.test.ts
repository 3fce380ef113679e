import { expect } from 'chai';
import { movesWithTime, needsZone, parseTimeRange, resolveTimeRange, type TimeRange } from './time-range.ts';

describe('time ranges of filters', () => {
  const now = new Date('2026-11-20T23:30:00.000Z');
  const resolved = (text: string, zone = 'Europe/Paris'): [string | null, string | null] => {
    const { from, to } = resolveTimeRange(parseTimeRange(text) as TimeRange, now, zone);
    return [from?.toISOString() ?? null, to?.toISOString() ?? null];
  };

  it('takes days as the asker lives them', () => {
    expect(resolved('today')).to.deep.equal(['2026-11-20T23:00:00.000Z', '2026-11-21T23:00:00.000Z']);
    expect(resolved('today', 'America/New_York')).to.deep.equal(['2026-11-20T05:00:00.000Z', '2026-11-21T05:00:00.000Z']);
    expect(resolved('2026-11-24..')).to.deep.equal(['2026-11-23T23:00:00.000Z', null]);
  });

  it('gives the days on which clocks change their 23 and 25 hours', () => {
    expect(resolved('2026-03-29')).to.deep.equal(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
    expect(resolved('2026-10-25')).to.deep.equal(['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z']);
  });

  it('begins a day at its first instant where midnight is skipped', () => {
    expect(resolved('2026-09-06', 'America/Santiago')[0]).to.equal('2026-09-06T04:00:00.000Z');
  });

  it('counts durations from now', () => {
    expect(resolved('-P7D..PT4H')).to.deep.equal(['2026-11-13T23:30:00.000Z', '2026-11-21T03:30:00.000Z']);
    expect(resolved('..-P1M')).to.deep.equal([null, '2026-10-20T22:30:00.000Z']);
  });

  it('knows what depends on where and when one asks', () => {
    const of = (text: string) => parseTimeRange(text) as TimeRange;
    expect([needsZone(of('today')), needsZone(of('2026-11-20T00:00:00Z..'))]).to.deep.equal([true, false]);
    expect([movesWithTime(of('-P7D..')), movesWithTime(of('today'))]).to.deep.equal([true, false]);
  });

  for (const text of [
    '',
    '..',
    'sometime',
    '2026-02-30',
    'P1D',
    '-P7D',
    'a..b',
    '1..2..3',
    '-P9999999Y..',
    '2026-13-01T00:00:00Z..',
    'constructor',
  ]) {
    it(`refuses ${text || 'nothing'}`, () => expect(parseTimeRange(text)).to.equal(null));
  }
});
