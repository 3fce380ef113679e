import { expect } from 'chai';
import { blankSide, chosen, isDirty, merged } from './draft-side.ts';

const side = (body: string, synced: string, version: number) => ({ ...blankSide, body, synced, version });

describe('a draft on two devices', () => {
  it('is taken over where nothing was typed', () => {
    expect(merged(blankSide, { body: 'From the laptop', version: 1 })).to.deep.equal(side('From the laptop', 'From the laptop', 1));
    expect(merged(side('Old', 'Old', 1), { body: 'New', version: 2 }).body).to.equal('New');
  });

  it('is asked about where both typed', () => {
    const asked = merged(side('Phone', '', 0), { body: 'Laptop', version: 1 });
    expect([asked.body, asked.other]).to.deep.equal(['Phone', { body: 'Laptop', version: 1 }]);
    expect(chosen(asked, 'theirs')).to.deep.equal(side('Laptop', 'Laptop', 1));
    expect([chosen(asked, 'mine').body, isDirty(chosen(asked, 'mine'))]).to.deep.equal(['Phone', true]);
    expect(chosen(asked, 'both').body).to.equal('Laptop\n\nPhone');
  });

  it('goes on here when it was sent there', () => {
    expect(merged(side('More', 'Some', 3), { body: '', version: 4 })).to.deep.equal(side('More', '', 4));
  });

  it('ignores what it knows already, and agrees with the same words', () => {
    expect(merged(side('a', 'b', 3), { body: 'c', version: 3 })).to.deep.equal(side('a', 'b', 3));
    expect(merged(side('Same', '', 0), { body: 'Same', version: 1 })).to.deep.equal(side('Same', 'Same', 1));
  });
});
