import { expect } from 'chai';
import { asView, queueDefaults, queueParams, views } from './queue-view.ts';

describe('queue view', () => {
  it('asks for what is open, due first, unless told otherwise', () => {
    expect(queueParams(queueDefaults)).to.deep.equal({ status: 'new,in_progress,pending', sort: 'dueAt' });
  });

  it('narrows a view by the filters of the address', () => {
    const params = queueParams({ ...queueDefaults, view: 'unassigned', priority: 'P1,P2', q: 'wifi', sort: '-openedAt' });
    expect(params).to.deep.equal({
      status: 'new,in_progress,pending',
      assigneeId: 'none',
      priority: 'P1,P2',
      q: 'wifi',
      sort: '-openedAt',
    });
  });

  it('lets a status of the filters win over the view', () => {
    expect(queueParams({ ...queueDefaults, view: 'done', status: 'closed' })).to.include({ status: 'closed', sort: '-updatedAt' });
  });

  it('takes an unknown view for the first one', () => {
    expect(asView('nonsense')).to.equal(views[0]);
  });
});
