import { expect } from 'chai';
import { actionsOf, addable, freshRow, kindOf, linesOf, rowOf } from './macro-form.ts';

describe('the form of a macro', () => {
  it('offers every kind once, and one change of the status', () => {
    expect(addable([])).to.have.length(11);
    expect(addable([freshRow('pend'), freshRow('comment')])).to.deep.equal(['note', 'assign', 'edit', 'tag', 'watch', 'checklist', 'time']);
  });

  it('sends only words and lines that are there', () => {
    const rows = [
      rowOf({ type: 'comment', visibility: 'public', texts: { en: 'Hello', fr: ' ' } }),
      rowOf({ type: 'checklist', items: ['Call', '', ' Write '] }),
    ];
    expect(actionsOf(rows)).to.deep.equal([
      { type: 'comment', visibility: 'public', texts: { en: 'Hello' } },
      { type: 'checklist', items: ['Call', 'Write'] },
    ]);
    expect(linesOf(' a \n\n b')).to.deep.equal(['a', 'b']);
  });

  it('tells a note from an answer', () => {
    expect(kindOf({ type: 'comment', visibility: 'internal', texts: {} })).to.equal('note');
  });
});
