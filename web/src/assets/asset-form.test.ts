import { expect } from 'chai';
import { bodyOf, changedParts, emptyForm, formErrors } from './asset-form.ts';

describe('the form of a device', () => {
  it('sends nothing typed as null, and addresses apart by commas or lines', () => {
    const body = bodyOf({ ...emptyForm, name: 'srv-1', macs: '02:00:00:00:00:01, 02:00:00:00:00:02\n', serial: '  ' });
    expect(body).to.not.have.property('tag');
    expect(body.serial).to.equal(null);
    expect(body.identifiers).to.deep.equal({ uuid: null, macs: ['02:00:00:00:00:01', '02:00:00:00:00:02'], imei: null });
  });

  it('takes a decimal comma, and sends a currency only with a price', () => {
    expect(bodyOf({ ...emptyForm, purchaseCost: '1299,90' })).to.include({ purchaseCost: '1299.90', purchaseCurrency: 'EUR' });
    expect(bodyOf(emptyForm)).to.include({ purchaseCost: null, purchaseCurrency: null });
  });

  it('sends of an edit only what differs', () => {
    const before = { ...emptyForm, name: 'lum-pc-01', serial: 'S1' };
    expect(changedParts(before, { ...before, name: 'lum-pc-02', serial: 'S1 ' })).to.deep.equal({ name: 'lum-pc-02' });
  });

  it('shows what the server says of identifiers at their fields', () => {
    expect(formErrors({ 'identifiers.macs.1': 'is not a MAC address', 'identifiers.imei': 'x', name: 'y' })).to.deep.equal({
      macs: 'is not a MAC address',
      imei: 'x',
      name: 'y',
    });
  });
});
