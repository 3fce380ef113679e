import { expect } from 'chai';
import { hoursKindOf, hoursOf } from './hours-kind.ts';

describe('kinds of hours', () => {
  it('are recognised in what they made', () => {
    for (const kind of ['always', 'nights', 'weekends', 'own'] as const) expect(hoursKindOf(hoursOf(kind, null))).to.equal(kind);
  });

  it('know nights also when the server has filled in the empty days', () => {
    expect(hoursKindOf({ ...hoursOf('weekends', null), tue: [], wed: [], thu: [] })).to.equal('weekends');
  });

  it('keep own hours that were there', () => {
    const own = { tue: [['10:00', '11:00']] };
    expect(hoursOf('own', own)).to.equal(own);
  });
});
