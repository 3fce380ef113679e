import { expect } from 'chai';
import { blankDraft, openedFor } from './file-incident.ts';

const mention = { tag: 'AST-00042', words: 'It is about the device AST-00042.' };

describe('the form of an incident', () => {
  it('opens for a device of one’s own and keeps what was typed', () => {
    const draft = { ...blankDraft, title: 'Black screen', assetId: 'other' };
    expect(openedFor(draft, 'mine', null)).to.deep.equal({ ...draft, assetId: 'mine' });
    expect(openedFor(draft, null, null)).to.deep.equal(draft);
  });

  it('mentions another device once, below what was typed, and is not about one’s own then', () => {
    expect(openedFor(blankDraft, null, mention).description).to.equal(mention.words);
    const typed = { ...blankDraft, description: 'It beeps.\n', assetId: 'mine' };
    const opened = openedFor(typed, null, mention);
    expect(opened).to.deep.include({ description: `It beeps.\n\n${mention.words}`, assetId: null });
    expect(openedFor(opened, null, mention)).to.deep.equal(opened);
  });
});
