import { expect } from 'chai';
import { coloursOf, linesOf, placeOf, turned, weeksOf } from './calendar-weeks.ts';

const days = ['2026-10-24T22:00', '2026-10-25T23:00', '2026-10-26T23:00'].map((text) => new Date(`${text}Z`));

describe('the calendar of shifts', () => {
  it('shows whole weeks from Monday', () => {
    const weeks = weeksOf('month', new Date(2026, 10, 20), true);
    expect(weeks).to.have.length(6);
    expect(weeks.map(([monday]) => monday!.getDay())).to.deep.equal([1, 1, 1, 1, 1, 1]);
    expect(weeksOf('week', new Date(2026, 10, 22), false)[0]![0]!.getDate()).to.equal(16);
  });

  it('begins with the present week unless a month is asked for, and goes back to the month of that week', () => {
    const today = new Date(2026, 10, 20);
    expect(weeksOf('month', today, false).map(([monday]) => monday!.getDate())).to.deep.equal([16, 23, 30, 7, 14]);
    expect([turned('month', today, false, -1), turned('month', today, false, 1)].map((date) => date.getMonth())).to.deep.equal([10, 11]);
    expect(turned('month', new Date(2026, 10, 1), true, -1).getMonth()).to.equal(9);
  });

  it('makes a day of 25 hours as wide as any other', () => {
    const at = (text: string) => placeOf(days, Date.parse(`${text}Z`));
    expect([at('2026-10-25T10:30'), at('2026-10-25T23:00'), at('2026-10-26T11:00')]).to.deep.equal([0.25, 0.5, 0.75]);
    expect([at('2026-10-01T00:00'), at('2026-11-01T00:00')]).to.deep.equal([0, 1]);
  });

  it('puts what overlaps into lines of its own', () => {
    const hour = (from: number, to: number) => ({ from: days[0]!.getTime() + from * 3_600_000, to: days[0]!.getTime() + to * 3_600_000 });
    expect(linesOf(days, [hour(0, 5), hour(5, 9), hour(4, 6), hour(-9, -2)]).map((line) => line.length)).to.deep.equal([2, 1]);
  });

  it('gives nobody the colour of another', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `person ${index}`);
    expect(new Set(coloursOf(ids).values()).size).to.equal(12);
  });
});
