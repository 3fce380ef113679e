import { expect } from 'chai';
import { termOf, yearlyCents } from './contract.ts';

const contract = {
  startsOn: '2025-02-01',
  endsOn: '2026-01-31' as string | null,
  renewalMonths: 1 as number | null,
  noticeDays: 10,
  cancelledOn: null as string | null,
};

describe('contract', () => {
  it('goes on from term to term, and the 31st comes back after February', () => {
    expect(termOf(contract, '2026-01-31')).to.deep.equal({
      state: 'active',
      endsOn: '2026-01-31',
      noticeBy: '2026-01-21',
      isRenewing: true,
    });
    expect(termOf(contract, '2026-02-01')).to.include({ endsOn: '2026-02-28', noticeBy: '2026-02-18' });
    expect(termOf(contract, '2026-03-01')).to.include({ endsOn: '2026-03-31' });
    expect(termOf(contract, '2028-02-10')).to.include({ endsOn: '2028-02-29' });
  });

  it('ends with the term for which notice was in time, and with the next one otherwise', () => {
    expect(termOf({ ...contract, cancelledOn: '2026-03-21' }, '2026-03-25')).to.deep.equal({
      state: 'ending',
      endsOn: '2026-03-31',
      noticeBy: null,
      isRenewing: false,
    });
    expect(termOf({ ...contract, cancelledOn: '2026-03-22' }, '2026-03-25')).to.include({ endsOn: '2026-04-30', state: 'ending' });
    expect(termOf({ ...contract, cancelledOn: '2026-03-21' }, '2026-04-01')).to.include({ state: 'ended' });
  });

  it('knows contracts without an end, without a renewal, and of times to come', () => {
    expect(termOf({ ...contract, endsOn: null }, '2030-01-01')).to.include({ state: 'active', endsOn: null, noticeBy: null });
    expect(termOf({ ...contract, endsOn: null, cancelledOn: '2026-05-01' }, '2026-05-02')).to.include({
      endsOn: '2026-05-11',
      state: 'ending',
    });
    expect(termOf({ ...contract, renewalMonths: null }, '2025-06-01')).to.include({
      state: 'ending',
      endsOn: '2026-01-31',
      noticeBy: null,
    });
    expect(termOf({ ...contract, renewalMonths: null }, '2026-02-01')).to.include({ state: 'ended' });
    expect(termOf(contract, '2025-01-31')).to.include({ state: 'planned' });
  });

  it('says what a year costs', () => {
    expect(yearlyCents({ costCents: 1000, costPer: 'month' })).to.equal(12_000);
    expect(yearlyCents({ costCents: 1000, costPer: 'quarter' })).to.equal(4000);
    expect(yearlyCents({ costCents: 1000, costPer: 'once' })).to.equal(null);
  });
});
