import { expect } from 'chai';
import { addDays, addMonths } from '../platform/calendar-days.ts';
import { bookValueOf, type DepreciationTerms, proRatas, scheduleOf } from './depreciation.ts';

const straight: DepreciationTerms = {
  method: 'straight_line',
  lifeMonths: 36,
  salvageBasisPoints: 0,
  proRata: 'days',
  factorHundredths: null,
  isSwitching: false,
  isEndingWithFiscalYear: false,
  fiscalYearStartsIn: 1,
};
const declining: DepreciationTerms = { ...straight, method: 'declining_balance', factorHundredths: 200, isSwitching: true, lifeMonths: 60 };
const laptop = { costCents: 129_990, salvageCents: null, startOn: '2024-02-29' };

const depreciated = (terms: DepreciationTerms, asOf: string, thing = laptop) => bookValueOf(thing, terms, asOf).depreciatedCents;

/** Numbers that look random and are the same in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}

describe('depreciation', () => {
  it('takes a straight line by days, the leap day among them', () => {
    // 2024-02-29 to 2027-02-27 is 1095 days, and 366 of them are over by the end of 2025-02-28.
    expect(bookValueOf(laptop, straight, '2027-02-27').bookCents).to.equal(0);
    expect(bookValueOf(laptop, straight, '2027-02-27').endsOn).to.equal('2027-02-27');
    expect(depreciated(straight, '2025-02-28')).to.equal(Math.round((129_990 * 366) / 1095));
    expect(depreciated(straight, '2024-02-28')).to.equal(0);
    expect(depreciated(straight, '2024-02-29')).to.equal(Math.round(129_990 / 1095));
  });

  it('counts whole months from the month of the purchase, or from the next one', () => {
    const thing = { costCents: 36_000, salvageCents: null, startOn: '2026-01-20' };
    const months = { ...straight, proRata: 'months' as const };
    expect(depreciated(months, '2026-01-30', thing)).to.equal(0);
    expect(depreciated(months, '2026-01-31', thing)).to.equal(1000);
    expect(depreciated(months, '2026-12-31', thing)).to.equal(12_000);
    const after = { ...straight, proRata: 'months_after' as const };
    expect(depreciated(after, '2026-01-31', thing)).to.equal(0);
    expect(depreciated(after, '2026-02-28', thing)).to.equal(1000);
    expect(bookValueOf(thing, after, '2029-01-31').isFullyDepreciated).to.equal(true);
    expect(bookValueOf(thing, after, '2029-01-30').isFullyDepreciated).to.equal(false);
  });

  it('counts months of thirty days as French accounts do', () => {
    // In service on 1 April: nine months of the first year, 270 of 360 days.
    const thing = { costCents: 1_000_000, salvageCents: null, startOn: '2026-04-01' };
    const french = { ...straight, lifeMonths: 60, proRata: 'days_360' as const };
    expect(scheduleOf(thing, french).map((year) => year.depreciationCents)).to.deep.equal([
      150_000, 200_000, 200_000, 200_000, 200_000, 50_000,
    ]);
    // 17 to 30 June are 14 days.
    const june = { costCents: 360_000, salvageCents: null, startOn: '2026-06-17' };
    expect(depreciated({ ...french, lifeMonths: 12 }, '2026-06-30', june)).to.equal(14_000);
  });

  it('reaches the worked example of the French declining balance to the cent', () => {
    // 10,000 over five years at 35 % (1.75), from April: the line overtakes in the fourth year.
    const terms: DepreciationTerms = {
      ...declining,
      factorHundredths: 175,
      proRata: 'months',
      isEndingWithFiscalYear: true,
    };
    const thing = { costCents: 1_000_000, salvageCents: null, startOn: '2026-04-15' };
    expect(scheduleOf(thing, terms).map((year) => year.depreciationCents)).to.deep.equal([262_500, 258_125, 167_781, 155_797, 155_797]);
    expect(scheduleOf(thing, terms).at(-1)).to.include({ to: '2030-12-31', bookCents: 0 });
  });

  it('doubles the rate, and without a switch leaves what is left', () => {
    const thing = { costCents: 100_000, salvageCents: null, startOn: '2026-01-01' };
    const terms = { ...declining, isSwitching: false, proRata: 'months' as const };
    expect(scheduleOf(thing, terms).map((year) => year.bookCents)).to.deep.equal([60_000, 36_000, 21_600, 12_960, 7_776]);
    expect(bookValueOf(thing, terms, '2040-01-01')).to.include({ bookCents: 7_776, isFullyDepreciated: true });
  });

  it('never goes below what remains at the end', () => {
    const thing = { costCents: 100_000, salvageCents: 30_000, startOn: '2026-01-01' };
    expect(scheduleOf(thing, { ...declining, proRata: 'months' }).map((year) => year.bookCents)).to.deep.equal([
      60_000, 36_000, 30_000, 30_000, 30_000,
    ]);
    expect(bookValueOf({ ...thing, salvageCents: null }, { ...straight, salvageBasisPoints: 1_250 }, '2099-01-01').bookCents).to.equal(
      12_500,
    );
    expect(bookValueOf({ ...thing, salvageCents: 200_000 }, straight, '2099-01-01').bookCents).to.equal(100_000);
  });

  it('keeps a fiscal year that begins in another month', () => {
    const thing = { costCents: 120_000, salvageCents: null, startOn: '2026-03-01' };
    const years = scheduleOf(thing, { ...straight, lifeMonths: 24, proRata: 'months', fiscalYearStartsIn: 4 });
    expect(years.map(({ from, to, depreciationCents }) => [from, to, depreciationCents])).to.deep.equal([
      ['2026-03-01', '2026-03-31', 5_000],
      ['2026-04-01', '2027-03-31', 60_000],
      ['2027-04-01', '2028-02-29', 55_000],
    ]);
  });

  it('adds up to the cost on every day, never goes back, and ends where it should', () => {
    const next = generator(42);
    for (let round = 0; round < 300; round += 1) {
      const terms: DepreciationTerms = {
        method: next(2) === 0 ? 'straight_line' : 'declining_balance',
        lifeMonths: 1 + next(120),
        salvageBasisPoints: next(3) === 0 ? next(10_001) : 0,
        proRata: proRatas[next(4)] as DepreciationTerms['proRata'],
        factorHundredths: 100 + next(300),
        isSwitching: next(2) === 0,
        isEndingWithFiscalYear: next(2) === 0,
        fiscalYearStartsIn: 1 + next(12),
      };
      // Whole years, as the schema asks of lives that end with a fiscal year.
      if (terms.isEndingWithFiscalYear) terms.lifeMonths = Math.ceil(terms.lifeMonths / 12) * 12;
      const thing = { costCents: next(2_000_000_000), salvageCents: null, startOn: addDays('2019-12-31', next(1500)) };
      let last = -1;
      for (let day = addDays(thing.startOn, -40), steps = 0; steps < 40; steps += 1, day = addDays(day, 1 + next(140))) {
        const value = bookValueOf(thing, terms, day);
        expect(value.bookCents + value.depreciatedCents, JSON.stringify({ thing, terms, day })).to.equal(thing.costCents);
        expect(value.depreciatedCents, JSON.stringify({ thing, terms, day })).to.be.at.least(last);
        expect(value.bookCents).to.be.at.least(value.salvageCents);
        last = value.depreciatedCents;
      }
      const years = scheduleOf(thing, terms);
      for (const year of years)
        expect(bookValueOf(thing, terms, year.to).bookCents, JSON.stringify({ thing, terms, year })).to.equal(year.bookCents);
      const end = bookValueOf(thing, terms, addMonths(thing.startOn, terms.lifeMonths + 13));
      if (terms.method === 'straight_line' || terms.isSwitching)
        expect(end.bookCents, JSON.stringify({ thing, terms })).to.equal(end.salvageCents);
    }
  });

  it('is exact for the largest amounts that the register takes', () => {
    const thing = { costCents: 100_000_000_000_000, salvageCents: null, startOn: '2026-01-01' };
    for (const asOf of ['2026-06-30', '2027-01-01', '2030-12-31']) {
      const value = bookValueOf(thing, declining, asOf);
      expect(value.bookCents + value.depreciatedCents).to.equal(thing.costCents);
    }
    expect(bookValueOf(thing, declining, '2030-12-31').bookCents).to.equal(0);
  });
});
