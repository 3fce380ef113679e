import { expect } from 'chai';
import { selected } from './queue-selection.ts';

describe('selection in the queue', () => {
  const order = ['a', 'b', 'c', 'd', 'e'];
  const toggled = (now: string[], id: string, anchor: string | null = null) => [...selected(new Set(now), order, id, anchor)].sort();

  it('takes one and lets it go', () => {
    expect(toggled([], 'b')).to.deep.equal(['b']);
    expect(toggled(['b', 'c'], 'b')).to.deep.equal(['c']);
  });

  it('takes all from the last one to this one, either way round', () => {
    expect(toggled(['b'], 'd', 'b')).to.deep.equal(['b', 'c', 'd']);
    expect(toggled(['d'], 'b', 'd')).to.deep.equal(['b', 'c', 'd']);
  });

  it('takes one alone when the last one is not there any more', () => {
    expect(toggled(['x'], 'c', 'x')).to.deep.equal(['c', 'x']);
  });
});
