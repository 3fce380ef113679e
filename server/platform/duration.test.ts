import { expect } from 'chai';
import fc from 'fast-check';
import { duration, durationMs, durationText } from './duration.ts';

describe('duration', () => {
  it('reads ISO 8601, before and after', () => {
    const cases: Array<[string, number | null]> = [
      ['PT4H', 14_400_000],
      ['PT15M', 900_000],
      ['-PT30M', -1_800_000],
      ['P1DT12H', 129_600_000],
      ['P2W', 1_209_600_000],
      ['PT1.5S', 1500],
      ['PT0S', 0],
      ['P1M', null],
      ['P1Y', null],
      ['P', null],
      ['PT', null],
      ['P1DT', null],
      ['4h', null],
      ['', null],
    ];
    for (const [text, ms] of cases) expect([text, durationMs(text)]).to.deep.equal([text, ms]);
  });

  it('writes what it reads', () => {
    fc.assert(fc.property(fc.integer({ min: -1e11, max: 1e11 }), (ms) => durationMs(durationText(ms)) === ms));
  });

  it('keeps within bounds', () => {
    const schema = duration({ min: 'PT1M', max: 'PT8H' });
    expect(['PT30S', 'PT1M', 'PT8H', 'PT9H', 'soon'].map((text) => schema.safeParse(text).success)).to.deep.equal([
      false,
      true,
      true,
      false,
      false,
    ]);
  });
});
