import { expect } from 'chai';
import { identifierKeys, isIdentifyingMac, isImei, normalMac, serialKey, uuidKey } from './asset-identifiers.ts';

describe('serial numbers', () => {
  it('are compared without case and blanks, as HP pads them', () => {
    expect(serialKey('USE2236835      ')).to.equal('USE2236835');
    expect(serialKey(' c02 xk1 ')).to.equal('C02XK1');
  });

  for (const junk of [
    '',
    '0',
    '0000000',
    'None',
    'To Be Filled By O.E.M.',
    'System Serial Number',
    'Default string',
    'Not Specified',
    'xxxxx',
    '-',
    'N/A',
  ]) {
    it(`do not count as one when they say ${JSON.stringify(junk)}`, () => {
      expect(serialKey(junk)).to.equal(null);
    });
  }
});

describe('hardware addresses', () => {
  it('are read in every usual writing', () => {
    for (const writing of ['00:1A:2b:3c:4D:5e', '00-1a-2b-3c-4d-5e', '001a.2b3c.4d5e', '001a2b3c4d5e']) {
      expect(normalMac(writing)).to.equal('00:1a:2b:3c:4d:5e');
    }
    expect(normalMac('00:1a:2b:3c:4d')).to.equal(null);
    expect(normalMac('00:1a:2b:3c:4d:5g')).to.equal(null);
  });

  it('identify only when they are a real card’s', () => {
    expect(isIdentifyingMac('00:1a:2b:3c:4d:5e')).to.equal(true);
    for (const mac of ['00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff', '50:50:54:50:30:30', '0a:00:27:00:00:00', '02:42:ac:11:00:02']) {
      expect([mac, isIdentifyingMac(mac)]).to.deep.equal([mac, false]);
    }
  });
});

describe('IMEIs', () => {
  it('end in the right check digit', () => {
    expect(isImei('490154203237518')).to.equal(true);
    expect(isImei('490154203237519')).to.equal(false);
    expect(isImei('000000000000000')).to.equal(false);
    expect(isImei('49015420323751')).to.equal(false);
  });

  it('are refused when any one digit is another', () => {
    const good = '356938035643809';
    expect(isImei(good)).to.equal(true);
    for (let place = 0; place < 15; place += 1) {
      const digit = (Number(good[place]) + 1) % 10;
      expect(isImei(good.slice(0, place) + digit + good.slice(place + 1))).to.equal(false);
    }
  });
});

describe('what a machine is found by', () => {
  it('leaves out what whole series share', () => {
    expect(uuidKey('03000200-0400-0500-0006-000700080009')).to.equal(null);
    expect(uuidKey('FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF')).to.equal(null);
    const keys = identifierKeys({
      uuid: '4c4c4544-0042-3510-8052-b4c04f4e4a32',
      macs: ['00:1a:2b:3c:4d:5e', '00:1a:2b:3c:4d:5e', '02:42:ac:11:00:02'],
      imei: null,
    });
    expect(keys).to.deep.equal([
      { type: 'uuid', value: '4C4C4544-0042-3510-8052-B4C04F4E4A32' },
      { type: 'mac', value: '00:1a:2b:3c:4d:5e' },
    ]);
  });
});
