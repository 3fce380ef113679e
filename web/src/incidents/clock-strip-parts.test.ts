import { expect } from 'chai';
import { stripOf } from './clock-strip-parts.ts';

const at = (hour: number): string => `2026-11-23T${String(hour).padStart(2, '0')}:00:00.000Z`;
const segment = (from: number, to: number | null, state: 'running' | 'paused') => ({
  from: at(from),
  to: to === null ? null : at(to),
  state,
  cause: '',
  supportGroup: null,
  calendar: null,
  served: 'PT0S',
});
const clock = {
  startedAt: at(8),
  dueAt: at(18),
  metAt: null,
  breachedAt: null,
  segments: [segment(8, 10, 'running'), segment(10, 12, 'paused'), segment(12, null, 'running')],
};
const now = Date.parse(at(13));

describe('time line of a clock', () => {
  it('shows what it did until now, and what is ahead until it is due', () => {
    const { parts, due, now: here } = stripOf(clock, now);
    expect(parts.map(({ state, start, width }) => [state, start, width])).to.deep.equal([
      ['running', 0, 0.2],
      ['paused', 0.2, 0.2],
      ['running', 0.4, 0.09999999999999998],
      ['ahead', 0.5, 0.5],
    ]);
    expect([due, here]).to.deep.equal([1, 0.5]);
  });

  it('ends now when it is late, and with the deed when it is done', () => {
    const late = stripOf({ ...clock, dueAt: at(10), breachedAt: at(10) }, now);
    expect([late.breach, late.now, late.parts.at(-1)?.state]).to.deep.equal([0.4, 1, 'running']);
    const done = stripOf({ ...clock, dueAt: at(10), metAt: at(9), segments: [segment(8, 9, 'running')] }, now);
    expect([done.now, done.parts.map(({ width }) => width)]).to.deep.equal([null, [0.5, 0.5]]);
  });

  it('stands when nothing is due', () => {
    expect(stripOf({ ...clock, dueAt: null, segments: [segment(8, null, 'paused')] }, now).parts).to.deep.equal([
      { key: '0', state: 'paused', start: 0, width: 1 },
    ]);
  });
});
