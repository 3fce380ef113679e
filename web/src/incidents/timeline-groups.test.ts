import { expect } from 'chai';
import type { TimelineItem } from '../api/types.ts';
import { grouped } from './timeline-groups.ts';

const ben = { id: 'ben', name: 'Ben' };
const coulisse = { id: null, name: 'Coulisse' };

const said = {
  id: 'c',
  body: 'Bonjour',
  origin: 'person' as const,
  version: 1,
  editedAt: null,
  deletedAt: null,
  deletedBy: null,
  mentions: [],
  canEdit: false,
  canDelete: false,
};

const item = (facts: Partial<TimelineItem>): TimelineItem => ({
  id: crypto.randomUUID(),
  kind: 'escalated',
  visibility: 'internal',
  actor: coulisse,
  happenedAt: '2026-11-24T10:00:00.000Z',
  from: null,
  changes: [],
  detail: {},
  comment: null,
  attachments: [],
  ...facts,
});

describe('grouped history', () => {
  it('counts what the same hand did again', () => {
    const entries = grouped([item({}), item({}), item({ kind: 'resolved', actor: ben }), item({})]);
    expect(entries.map(({ kind, times }) => [kind, times])).to.deep.equal([
      ['escalated', 2],
      ['resolved', 1],
      ['escalated', 1],
    ]);
  });

  it('never swallows a comment or a change', () => {
    const comment = { kind: 'commented' as const, actor: ben, comment: said };
    const change = { kind: 'edited' as const, actor: ben, changes: [{ field: 'impact', from: 'low', to: 'high' }] };
    expect(grouped([item(comment), item(comment), item(change), item(change)])).to.have.length(4);
  });
});
