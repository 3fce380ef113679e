import { expect } from 'chai';
import { differsFrom, filtersOf, listDefaults, splitValues, toggled } from './list-state.ts';

describe('the address of the list of devices', () => {
  it('says the filters that are set, and neither the order nor the view', () => {
    expect(filtersOf({ ...listDefaults, kind: 'computer', view: 'v1', sort: 'name' })).to.deep.equal({ kind: 'computer' });
  });

  it('puts values in and takes them out, with commas inside of them', () => {
    const one = toggled('', 'Acme, Inc.');
    expect(splitValues(one)).to.deep.equal(['Acme, Inc.']);
    expect(splitValues(toggled(one, 'Dell'))).to.deep.equal(['Acme, Inc.', 'Dell']);
    expect(toggled(toggled(one, 'Dell'), 'Acme, Inc.')).to.equal('Dell');
    expect(splitValues('')).to.deep.equal([]);
  });

  it('knows when a view says something else than the screen', () => {
    const view = { filters: { kind: 'printer' }, sort: 'tag' };
    expect(differsFrom(view, { ...listDefaults, kind: 'printer', view: 'v1' })).to.equal(false);
    expect(differsFrom(view, { ...listDefaults, kind: 'printer', sort: 'name' })).to.equal(true);
    expect(differsFrom(view, { ...listDefaults, kind: 'printer', overdue: 'true' })).to.equal(true);
    expect(differsFrom(view, listDefaults)).to.equal(true);
  });
});
