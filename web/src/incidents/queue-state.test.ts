import { expect } from 'chai';
import {
  defaultColumns,
  everything,
  isChanged,
  joinValues,
  nextSort,
  readAddress,
  splitValues,
  stateOf,
  wholeAddress,
  writeAddress,
} from './queue-state.ts';

const view = stateOf({ filters: { status: 'new', assigneeId: 'me' }, sort: 'dueAt', columns: [] });
const read = (text: string) => readAddress(view, new URLSearchParams(text));

describe('state of the queue', () => {
  it('is the view where the address says nothing', () => {
    expect(read('view=mine')).to.deep.equal({ filters: { status: 'new', assigneeId: 'me' }, sort: 'dueAt', columns: defaultColumns });
  });

  it('narrows, changes and takes filters away', () => {
    expect(read('priority=P1,P2&assigneeId=&sort=-priority').filters).to.deep.equal({ status: 'new', priority: 'P1,P2' });
  });

  it('says in the address only what is other than in the view', () => {
    const state = { ...view, filters: { status: 'new', tag: 'vip' }, columns: ['number' as const, 'dueAt' as const] };
    expect(writeAddress(view, state, 'mine').toString()).to.equal('view=mine&assigneeId=&tag=vip&columns=number%2CdueAt');
    expect(readAddress(view, writeAddress(view, state, 'mine'))).to.deep.equal(state);
    expect([isChanged(view, state), isChanged(view, view)]).to.deep.equal([true, false]);
  });

  it('says everything in an address for somebody who does not see the view', () => {
    const state = read('tag=vip');
    expect(readAddress(everything, wholeAddress(state))).to.deep.equal(state);
  });

  it('does not stumble over nonsense', () => {
    expect(read('columns=nonsense,dueAt,dueAt&colour=red').columns).to.deep.equal(['dueAt']);
  });

  it('keeps commas inside of values', () => {
    expect(splitValues(joinValues(['Sales, West', 'Legal']))).to.deep.equal(['Sales, West', 'Legal']);
  });

  it('turns the order at each click on a head', () => {
    expect(nextSort('dueAt', 'priority', 'asc', 'dueAt')).to.equal('priority');
    expect(nextSort('priority', 'priority', 'asc', 'dueAt')).to.equal('-priority');
    expect(nextSort('-priority', 'priority', 'asc', 'dueAt')).to.equal('dueAt');
    expect(nextSort('dueAt', 'dueAt', 'asc', 'dueAt')).to.equal('-dueAt');
    expect(nextSort('-dueAt', 'dueAt', 'asc', 'dueAt')).to.equal('dueAt');
  });
});
