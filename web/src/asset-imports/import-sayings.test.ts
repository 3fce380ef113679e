import { expect } from 'chai';
import { importReason } from './import-sayings.ts';

describe('what the import says', () => {
  it('says it in French with the value of the row', () => {
    expect(importReason('There is no day “99/99/2026”', 'fr')).to.equal('Le jour « 99/99/2026 » n’existe pas');
    expect(importReason('Line 12 has IMEI 490154203237518 too', 'fr')).to.equal('La ligne 12 a aussi IMEI 490154203237518');
  });

  it('leaves English and the unknown as they are', () => {
    expect(importReason('There is no day “99/99/2026”', 'en')).to.equal('There is no day “99/99/2026”');
    expect(importReason('Something new', 'fr')).to.equal('Something new');
  });
});
