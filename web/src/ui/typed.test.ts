import { expect } from 'chai';
import { asTyped, typedAmount, typedNumber, typedText } from './typed.ts';

describe('what was typed', () => {
  it('is read as people write amounts and numbers', () => {
    expect(typedAmount(' 1 299,90 ')).to.equal('1299.90');
    expect(typedAmount('  ')).to.equal(null);
    expect(typedNumber('12')).to.equal(12);
    expect(typedNumber('1,5')).to.equal(1.5);
    expect(typedNumber('twelve')).to.equal('twelve');
    expect(typedText('  ')).to.equal(null);
    expect(asTyped(null)).to.equal('');
    expect(asTyped(0)).to.equal('0');
  });
});
