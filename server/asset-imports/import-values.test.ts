import { expect } from 'chai';
import {
  isMangledNumber,
  monthsAfter,
  orderOfDates,
  parseCriticality,
  parseDate,
  parseInstant,
  parseKind,
  parseMoney,
  parseStatus,
} from './import-values.ts';

describe('dates in lists', () => {
  const cases: Array<[string, 'dmy' | 'mdy' | null, string | undefined]> = [
    ['1/23/23', 'mdy', '2023-01-23'],
    ['23/1/23', 'dmy', '2023-01-23'],
    ['3/4/2023', 'mdy', '2023-03-04'],
    ['3/4/2023', 'dmy', '2023-04-03'],
    ['3/4/2023', null, undefined],
    ['4/4/2023', null, '2023-04-04'],
    ['1/23/23', 'dmy', '2023-01-23'],
    ['24.12.2025', 'mdy', '2025-12-24'],
    ['2024-02-29', null, '2024-02-29'],
    ['2024-02-29 00:00:00', null, '2024-02-29'],
    ['2023-02-29', null, undefined],
    ['31/02/2023', 'dmy', undefined],
    ['13/13/2023', 'dmy', undefined],
    ['12/31/99', 'mdy', '1999-12-31'],
    ['yesterday', 'dmy', undefined],
  ];
  for (const [text, order, expected] of cases) {
    it(`reads ${text} as ${order} as ${expected ?? 'no date, with a reason'}`, () => {
      const parsed = parseDate(text, order);
      expect(parsed.value).to.equal(expected);
      if (expected === undefined) expect(parsed.reason).to.be.a('string');
    });
  }

  it('show their order when one of them leaves no choice', () => {
    expect(orderOfDates(['3/4/23', '1/23/23'], 'dmy')).to.equal('mdy');
    expect(orderOfDates(['3/4/23', '23/1/23'], 'mdy')).to.equal('dmy');
    expect(orderOfDates(['3/4/23'], 'dmy')).to.equal('dmy');
    expect(orderOfDates(['23/1/23', '1/23/23'], 'dmy')).to.equal(null);
  });

  it('are the end of the day where an instant is meant', () => {
    expect(parseInstant('2026-12-24', null).value?.toISOString()).to.equal('2026-12-24T23:59:59.000Z');
    expect(parseInstant('2026-12-24T10:00:00+01:00', null).value?.toISOString()).to.equal('2026-12-24T09:00:00.000Z');
    expect(parseInstant('soon', null).reason).to.be.a('string');
  });

  it('give the end of a warranty told in months', () => {
    expect(monthsAfter('2024-01-31', 1)).to.equal('2024-02-29');
    expect(monthsAfter('2023-11-15', 36)).to.equal('2026-11-15');
  });
});

describe('money in lists', () => {
  const cases: Array<[string, number | undefined, string | null | undefined]> = [
    ['$12.58', 1258, 'USD'],
    ['2266.13', 226613, null],
    ['$1,234.56', 123456, 'USD'],
    ['1 234,56 €', 123456, 'EUR'],
    ['1.234,56', 123456, null],
    ['12,5', 1250, null],
    ['1,234', 123400, null],
    ['CHF 99.90', 9990, 'CHF'],
    ['£7', 700, 'GBP'],
    ['free', undefined, undefined],
    ['-5', undefined, undefined],
    ['', undefined, undefined],
    ['99999999999999999999', undefined, undefined],
  ];
  for (const [text, cents, currency] of cases) {
    it(`reads “${text}” as ${cents === undefined ? 'no amount' : `${cents} hundredths`}`, () => {
      const parsed = parseMoney(text);
      expect([parsed.value?.cents, parsed.value?.currency]).to.deep.equal([cents, currency]);
    });
  }
});

describe('words in lists', () => {
  it('name kinds in both languages', () => {
    const cases = {
      Laptops: 'computer',
      'PC portable': 'computer',
      Ordinateurs: 'computer',
      'Mobile Phones': 'mobile',
      'Téléphone portable': 'mobile',
      Tablets: 'mobile',
      'VOIP Phones': 'phone',
      Téléphones: 'phone',
      'Network printer': 'printer',
      Imprimante: 'printer',
      Serveur: 'server',
      'Switch 48 ports': 'network',
      Écran: 'peripheral',
      Displays: 'peripheral',
      Divers: 'other',
      server: 'server',
    };
    for (const [text, kind] of Object.entries(cases)) expect([text, parseKind(text)]).to.deep.equal([text, kind]);
    expect(parseKind('Chairs')).to.equal(null);
  });

  it('name statuses in both languages', () => {
    const cases = {
      'Ready to Deploy': 'in_stock',
      'En stock': 'in_stock',
      Pending: 'in_stock',
      Deployed: 'deployed',
      'En service': 'deployed',
      'Out for Repair': 'in_repair',
      'En panne': 'in_repair',
      'Lost/Stolen': 'lost',
      Perdu: 'lost',
      'Broken - Not Fixable': 'retired',
      Archived: 'retired',
      Réformé: 'retired',
      'Mis au rebut': 'disposed',
      in_repair: 'in_repair',
    };
    for (const [text, status] of Object.entries(cases)) expect([text, parseStatus(text)]).to.deep.equal([text, status]);
    expect(parseStatus('Purple')).to.equal(null);
    expect([parseCriticality('High'), parseCriticality('élevée'), parseCriticality('?')]).to.deep.equal(['high', 'high', null]);
  });

  it('tell numbers that a spreadsheet mangled', () => {
    expect(['6.37E+15', '6.37702E+15', '6,37E+15'].every(isMangledNumber)).to.equal(true);
    expect(['1E5', 'C02XK1', '637000', '6E+A'].some(isMangledNumber)).to.equal(false);
  });
});
