import { expect } from 'chai';
import { UnreadableCalendar } from './ical-occurrences.ts';
import { hoursThatHold, type ImportedDay } from './imported-days.ts';
import { type IcalReading, readIcal } from './read-ical.ts';

const paris: IcalReading = { timeZone: 'Europe/Paris', effect: 'close', from: '2025-11-20', to: '2029-11-20' };
const ical = (...events: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events.map((event) => `BEGIN:VEVENT\n${event.trim()}\nEND:VEVENT`), 'END:VCALENDAR']
    .join('\n')
    .replace(/\n\s*/g, '\r\n');
const dates = (text: string, reading = paris): string[] =>
  readIcal(text, reading).map(({ date, window }) => (window ? `${date} ${window.join('–')}` : date));

const newYork = `BEGIN:VTIMEZONE
TZID:Office
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE`;

describe('an iCal calendar', () => {
  it('closes the dates of its all-day events, as they stand in the text, wherever the service is', () => {
    const text = ical(
      'UID:1\nSUMMARY:Christmas\nDTSTART;VALUE=DATE:20261225',
      'UID:2\nSUMMARY:Move\nDTSTART;VALUE=DATE:20260804\nDTEND;VALUE=DATE:20260807',
    );
    expect(dates(text)).to.deep.equal(['2026-08-04', '2026-08-05', '2026-08-06', '2026-12-25']);
    expect(dates(text, { ...paris, timeZone: 'Pacific/Kiritimati' })).to.deep.equal(dates(text));
    expect(readIcal(text, paris).at(-1)).to.deep.equal({ date: '2026-12-25', name: 'Christmas', effect: 'close', window: null });
  });

  it('has a 29th of February in leap years alone, named or not', () => {
    const leap = 'UID:1\nDTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY';
    expect(dates(ical(leap))).to.deep.equal(['2028-02-29']);
    expect(dates(ical(`${leap};BYMONTH=2;BYMONTHDAY=29`))).to.deep.equal(['2028-02-29']);
    expect(dates(ical('UID:1\nDTSTART;VALUE=DATE:20260131\nRRULE:FREQ=MONTHLY;COUNT=4'))).to.deep.equal([
      '2026-01-31',
      '2026-03-31',
      '2026-05-31',
      '2026-07-31',
    ]);
  });

  it('knows the third Monday, exceptions, additions, and occurrences that were moved or cancelled', () => {
    const king = `UID:k\nSUMMARY:King\nDTSTART;VALUE=DATE:20240115\nRRULE:FREQ=YEARLY;BYMONTH=1;BYDAY=3MO\nEXDATE;VALUE=DATE:20270118\nRDATE;VALUE=DATE:20271231`;
    const moved = 'UID:k\nRECURRENCE-ID;VALUE=DATE:20280117\nSUMMARY:Moved\nDTSTART;VALUE=DATE:20280118';
    const off = 'UID:k\nRECURRENCE-ID;VALUE=DATE:20290115\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20290115';
    expect(dates(ical(king, moved, off))).to.deep.equal(['2026-01-19', '2027-12-31', '2028-01-18']);
    expect(dates(ical('UID:c\nSTATUS:CANCELLED\nDTSTART;VALUE=DATE:20261225'))).to.deep.equal([]);
  });

  it('turns times into the zone of the service: by the zone that the text describes, by its name, from UTC, or as they are', () => {
    const text = (start: string, end: string) =>
      ical(`UID:1\nDTSTART${start}\nDTEND${end}`).replace('BEGIN:VEVENT', `${newYork.replace(/\n/g, '\r\n')}\r\nBEGIN:VEVENT`);
    // New York is five hours behind Paris, but four for the weeks between the two changes of clocks in March.
    expect(dates(text(';TZID=Office:20261224T060000', ';TZID=Office:20261224T120000'))).to.deep.equal(['2026-12-24 12:00–18:00']);
    expect(dates(text(';TZID=Office:20260316T060000', ';TZID=Office:20260316T120000'))).to.deep.equal(['2026-03-16 11:00–17:00']);
    expect(dates(text(';TZID=Asia/Kathmandu:20261224T120000', ';TZID=Asia/Kathmandu:20261224T160000'))).to.deep.equal([
      '2026-12-24 07:15–11:15',
    ]);
    expect(dates(text(':20261224T110000Z', ':20261224T170000Z'))).to.deep.equal(['2026-12-24 12:00–18:00']);
    expect(dates(text(':20261224T120000', ':20261224T180000'))).to.deep.equal(['2026-12-24 12:00–18:00']);
  });

  it('cuts what runs over midnight into dates, to whole minutes, and keeps a repeated time at its hour through a change of clocks', () => {
    expect(dates(ical('UID:1\nDTSTART:20261224T180030\nDTEND:20261226T080010'))).to.deep.equal([
      '2026-12-24 18:00–24:00',
      '2026-12-25',
      '2026-12-26 00:00–08:01',
    ]);
    const weekly = 'UID:1\nDTSTART;TZID=Europe/Paris:20261016T140000\nDTEND;TZID=Europe/Paris:20261016T160000\nRRULE:FREQ=WEEKLY;COUNT=3';
    expect(dates(ical(weekly))).to.deep.equal(['2026-10-16 14:00–16:00', '2026-10-23 14:00–16:00', '2026-10-30 14:00–16:00']);
  });

  it('leaves out what lies before last year and after three more', () => {
    const yearly = 'UID:1\nDTSTART;VALUE=DATE:19700501\nRRULE:FREQ=YEARLY';
    expect(dates(ical(yearly))).to.deep.equal(['2026-05-01', '2027-05-01', '2028-05-01', '2029-05-01']);
  });

  it('says why it cannot be read instead of working for ever', () => {
    const refusal = (text: string): string => {
      try {
        return String(readIcal(text, paris).length);
      } catch (error) {
        return error instanceof UnreadableCalendar ? error.message : `not refused: ${error}`;
      }
    };
    expect(refusal('<html>Sign in</html>')).to.equal('The text is not an iCal calendar');
    expect(refusal('')).to.equal('The text is not an iCal calendar');
    expect(refusal(ical('UID:1\nDTSTART:19700101T000000\nRRULE:FREQ=SECONDLY'))).to.equal('Its events repeat too often');
    expect(refusal(ical('UID:1\nDTSTART;VALUE=DATE:nonsense'))).to.match(/^(An event cannot be read|The text is not)/);
    expect(refusal(ical('UID:1\nSUMMARY:No date'))).to.equal('0');
  });
});

describe('the hours that hold', () => {
  const day: Array<[string, string]> = [['09:00', '17:00']];
  const hours = { timeZone: 'UTC', week: { mon: day, tue: day, thu: [['22:00', '06:00']] as Array<[string, string]> }, exceptions: {} };
  const imported = (date: string, effect: 'close' | 'open', window: [string, string] | null = null): ImportedDay => ({
    date,
    name: 'x',
    effect,
    window,
    importId: 'i',
  });
  const on = (days: ImportedDay[], date: string, exceptions = {}) =>
    hoursThatHold({ ...hours, exceptions, imported: days }).exceptions[date];

  it('are what people typed, whatever was imported', () => {
    expect(on([imported('2026-12-21', 'close')], '2026-12-21', { '2026-12-21': day })).to.deep.equal(day);
  });

  it('close for a day, or for the part of it that an event takes', () => {
    expect(on([imported('2026-12-21', 'close')], '2026-12-21')).to.deep.equal([]);
    expect(on([imported('2026-12-21', 'close', ['12:00', '13:00'])], '2026-12-21')).to.deep.equal([
      ['09:00', '12:00'],
      ['13:00', '17:00'],
    ]);
    expect(on([imported('2026-12-25', 'close', ['02:00', '04:00'])], '2026-12-25')).to.deep.equal([
      ['00:00', '02:00'],
      ['04:00', '06:00'],
    ]);
  });

  it('open on a Saturday that is worked, and longer on a day that is long', () => {
    expect(on([imported('2026-12-19', 'open')], '2026-12-19')).to.deep.equal(day);
    expect(on([imported('2026-12-21', 'open', ['17:00', '20:00'])], '2026-12-21')).to.deep.equal([['09:00', '20:00']]);
    expect(
      on([imported('2026-12-21', 'open', ['17:00', '20:00']), imported('2026-12-21', 'close', ['18:00', '19:00'])], '2026-12-21'),
    ).to.deep.equal([
      ['09:00', '18:00'],
      ['19:00', '20:00'],
    ]);
  });
});
