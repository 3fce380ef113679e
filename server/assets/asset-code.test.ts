import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { makeCast, testContext } from '../testing.ts';
import { findAssetByCode, namesIn } from './asset-code.ts';
import { registerAsset } from './register-asset.ts';

describe('codes on devices', () => {
  it('name what they say, of addresses the last part, of makers’ barcodes the serial number', () => {
    expect(namesIn(' AST-00042\n')).to.deep.equal(['AST-00042']);
    expect(namesIn('https://old.example.org/assets/LBL%201')).to.deep.equal(['LBL 1']);
    expect(namesIn('https://snipe.example.org/ht/1001')).to.deep.equal(['1001']);
    expect(namesIn('https://desk.example.org/assets/%E0%A4%A')).to.deep.equal(['https://desk.example.org/assets/%E0%A4%A']);
    expect(namesIn('SC02XL0GYJHD3')).to.deep.equal(['SC02XL0GYJHD3', 'C02XL0GYJHD3']);
    expect(namesIn('1S20XXS00A00PF2ABCDE')).to.deep.equal(['1S20XXS00A00PF2ABCDE', 'PF2ABCDE']);
  });
});

eachDatabase('codes of the register', (db) => {
  it('find a device by tag in any case, id, serial number and IMEI, a tag first', async () => {
    const ctx = testContext(db());
    const { ben } = await makeCast(ctx);
    const laptop = await registerAsset(ctx, ben, { kind: 'computer', name: 'Laptop', serial: 'PF2ABCDE' });
    const phone = await registerAsset(ctx, ben, { kind: 'mobile', name: 'Mobile', identifiers: { imei: '490154203237518' } });
    const found = async (code: string) => (await findAssetByCode(ctx.db.sql, code))?.tag ?? null;
    for (const code of [laptop.tag.toLowerCase(), laptop.id, 'pf2abcde', '1S20XXS00A00PF2ABCDE', `http://x.example/assets/${laptop.tag}`])
      expect(await found(code), code).to.equal(laptop.tag);
    expect(await found('49-015420-323751-8')).to.equal(phone.tag);
    for (const code of ['', '0', 'Default string', '4006381333931', 'https://x.example/']) expect(await found(code), code).to.equal(null);
    const namesake = await registerAsset(ctx, ben, { kind: 'other', name: 'Dock', tag: 'PF2ABCDE' });
    expect(await found('PF2ABCDE')).to.equal(namesake.tag);
  });
});
