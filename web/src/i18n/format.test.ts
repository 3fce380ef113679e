import { expect } from 'chai';
import { durationMs, durationWords, formatsOf } from './format.ts';

const at = (text: string) => new Date(text);
const minute = 60_000;
const hour = 60 * minute;
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('formats', () => {
  it('reads ISO 8601 durations and refuses what is none', () => {
    expect(durationMs('PT4H')).to.equal(4 * hour);
    expect(durationMs('P1DT30M')).to.equal(24 * hour + 30 * minute);
    expect(durationMs('PT0S')).to.equal(0);
    expect(durationMs('four hours')).to.equal(null);
  });

  it('says durations shortly in both languages', () => {
    expect(durationWords(40_000, 'en')).to.equal('40 s');
    expect(durationWords(2 * hour + 5 * minute, 'fr')).to.equal('2 h 05');
    expect(durationWords(-76 * hour, 'en')).to.equal('3 d 4 h');
    expect(durationWords(76 * hour, 'fr')).to.equal('3 j 4 h');
  });

  it('names today by the hour alone and tomorrow by its name', () => {
    const now = at('2026-11-24T10:00:00');
    expect(formatsOf('en').moment(at('2026-11-24T14:30:00'), now)).to.equal('14:30');
    expect(formatsOf('fr').moment(at('2026-11-25T09:00:00'), now)).to.equal('demain 09:00');
    expect(formatsOf('en').moment(at('2026-11-27T09:00:00'), now)).to.match(/^Fri,? 27 Nov 09:00$/);
  });

  it('says a promise of next year with its year', () => {
    expect(formatsOf('en').moment(at('2027-01-04T09:00:00'), at('2026-12-24T10:00:00'))).to.contain('2027');
  });

  it('counts days by the calendar, also over the end of summer time', () => {
    const now = at('2026-10-24T23:30:00');
    expect(formatsOf('en').moment(at('2026-10-25T23:30:00'), now)).to.equal('tomorrow 23:30');
  });

  it('gives the date instead of a distance beyond a week', () => {
    const now = at('2026-11-24T10:00:00').getTime();
    expect(plain(formatsOf('fr').ago(at('2026-11-24T09:40:00'), now))).to.equal('il y a 20 min');
    expect(formatsOf('en').ago(at('2026-11-10T09:40:00'), now)).to.equal('10 Nov');
  });

  it('writes sizes with the units of the language', () => {
    expect(plain(formatsOf('fr').bytes(1_500_000))).to.equal('1,5 Mo');
    expect(formatsOf('en').bytes(512)).to.equal('512 B');
  });
});
