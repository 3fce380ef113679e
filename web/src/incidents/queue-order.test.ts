import { expect } from 'chai';
import type { IncidentListItem } from '../api/types.ts';
import { isInOrder, standsBefore } from './queue-order.ts';

const item = (fields: Partial<IncidentListItem>): IncidentListItem =>
  ({ id: 'a', dueAt: null, priority: 'P3', ...fields }) as IncidentListItem;

describe('order of the queue', () => {
  it('is the order of the API: what nobody waits for stands last', () => {
    const [soon, never] = [item({ id: 'b', dueAt: '2026-11-24T10:00:00.000Z' }), item({ id: 'a' })];
    expect([standsBefore('dueAt', soon, never), standsBefore('dueAt', never, soon)]).to.deep.equal([true, false]);
    expect(standsBefore('-dueAt', never, soon)).to.equal(true);
  });

  it('ranks equals by what comes next, and the id at last', () => {
    const [first, second] = [item({ priority: 'P1', dueAt: '2026-11-24T10:00:00.000Z' }), item({ priority: 'P1' })];
    expect(isInOrder('priority', [first, second, item({ id: 'b', priority: 'P2' })])).to.equal(true);
    expect(isInOrder('priority', [second, first])).to.equal(false);
    expect(isInOrder('openedAt', [item({ id: 'a', openedAt: 'x' }), item({ id: 'b', openedAt: 'x' })])).to.equal(true);
  });

  it('counts numbers, not their letters', () => {
    expect(standsBefore('number', item({ number: 'INC-999' }), item({ number: 'INC-1000' }))).to.equal(true);
  });

  it('leaves alphabets to the database', () => {
    expect(standsBefore('title', item({ title: 'z' }), item({ title: 'a' }))).to.equal(true);
  });
});
