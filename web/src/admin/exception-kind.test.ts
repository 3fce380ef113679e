import { expect } from 'chai';
import { exceptionKind, hoursFor } from './exception-kind.ts';

const week = { mon: [['09:00', '17:00']], fri: [['22:00', '06:00']] };

describe('an exception of a calendar', () => {
  it('closes, shortens or opens a day, or is something else', () => {
    expect(exceptionKind(week, '2026-11-23', [])).to.equal('closed');
    expect(exceptionKind(week, '2026-11-23', [['09:00', '12:00']])).to.equal('shorter');
    expect(exceptionKind(week, '2026-11-21', [['10:00', '14:00']])).to.equal('open');
    expect(exceptionKind(week, '2026-11-23', [['08:00', '18:00']])).to.equal('other');
    expect(exceptionKind(week, '2026-11-27', [['22:00', '02:00']])).to.equal('shorter');
  });

  it('begins with hours that fit', () => {
    expect(hoursFor(week, '2026-11-23', 'closed')).to.deep.equal([]);
    expect(hoursFor(week, '2026-11-23', 'shorter')).to.deep.equal([['09:00', '12:00']]);
    expect(hoursFor(week, '2026-11-21', 'open')).to.deep.equal([['09:00', '17:00']]);
    expect(hoursFor({}, '2026-11-21', 'open')).to.deep.equal([['09:00', '17:00']]);
  });
});
