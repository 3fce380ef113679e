import { expect } from 'chai';
import fc from 'fast-check';
import { SortedSet } from './sorted-set.ts';

describe('sorted set of the local queue', () => {
  it('behaves like a sorted array under any additions and removals', () => {
    const step = fc.record({ add: fc.boolean(), score: fc.integer({ min: 0, max: 5 }), pick: fc.nat() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const set = new SortedSet<{ score: number; order: number }>();
        const model: Array<{ score: number; order: number }> = [];
        steps.forEach(({ add, score, pick }, order) => {
          if (add || model.length === 0) {
            const item = { score, order };
            set.add(item);
            model.push(item);
          } else {
            const [item] = model.splice(pick % model.length, 1);
            expect(set.delete(item!)).to.equal(true);
            expect(set.delete(item!)).to.equal(false);
          }
          model.sort((a, b) => a.score - b.score || a.order - b.order);
          expect(set.size).to.equal(model.length);
          expect(set.first()).to.equal(model[0]);
        });
        expect(set.sorted()).to.deep.equal(model);
      }),
    );
  });
});
