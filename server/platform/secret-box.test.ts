import { expect } from 'chai';
import { isSigned, seal, sign, unseal } from './secret-box.ts';

describe('secret box', () => {
  const key = Buffer.alloc(32, 1);

  it('gives back what was sealed, and seals it differently each time', () => {
    const sealed = seal(key, 'repository', 'été 🎭');
    expect(unseal(key, 'repository', sealed)).to.equal('été 🎭');
    expect(seal(key, 'repository', 'été 🎭')).to.not.equal(sealed);
  });

  it('opens with no other key, purpose or bytes', () => {
    const sealed = seal(key, 'repository', 'secret');
    const changed = Buffer.from(sealed, 'base64');
    changed[changed.length - 1]! ^= 1;
    expect(() => unseal(Buffer.alloc(32, 2), 'repository', sealed)).to.throw();
    expect(() => unseal(key, 'webhook', sealed)).to.throw();
    expect(() => unseal(key, 'repository', changed.toString('base64'))).to.throw();
  });

  it('knows its own signatures', () => {
    const signature = sign(key, 'mail', 'INC-1042');
    expect(isSigned(key, 'mail', 'INC-1042', signature)).to.equal(true);
    expect(isSigned(key, 'mail', 'INC-1043', signature)).to.equal(false);
    expect(isSigned(key, 'mail', 'INC-1042', '')).to.equal(false);
  });
});
