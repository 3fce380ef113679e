import { expect } from 'chai';
import { readLink, signLink } from './signed-link.ts';

describe('signed links', () => {
  const key = Buffer.alloc(32, 7);
  const expiresAt = new Date('2026-12-01T00:00:00Z');
  const claim = { action: 'incident.decide', subjectId: 'i1', personId: 'p1', expiresAt };

  it('say what they were made for until they expire', () => {
    const token = signLink(key, claim);
    expect(token).to.match(/^[\w-]+\.[\w-]+$/);
    expect(readLink(key, token, new Date('2026-11-30T23:59:59Z'))).to.deep.equal(claim);
    expect(readLink(key, token, expiresAt)).to.equal(null);
  });

  it('say nothing when they are somebody else’s or were changed', () => {
    const token = signLink(key, claim);
    const now = new Date('2026-11-20T00:00:00Z');
    const other = Buffer.from(JSON.stringify(['incident.decide', 'i2', 'p1', 1_800_000_000])).toString('base64url');
    for (const wrong of ['', '.', 'x', 'x.y', token.slice(0, -1), `${other}.${token.split('.')[1]}`])
      expect(readLink(key, wrong, now)).to.equal(null);
    expect(readLink(Buffer.alloc(32, 8), token, now)).to.equal(null);
  });
});
