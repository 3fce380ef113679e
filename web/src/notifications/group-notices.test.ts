import { expect } from 'chai';
import { groupNotices } from './group-notices.ts';
import type { Notice } from './notice.ts';

const notice = (id: string, subject: string, isRead = false): Notice =>
  ({
    id,
    kind: 'incident.answered',
    urgency: 'notify',
    subject: { type: 'incident', id: subject },
    data: {},
    createdAt: '',
    readAt: isRead ? '2026' : null,
  }) as Notice;

describe('notices by the bell', () => {
  it('stand together by what they are about, the newest at the top', () => {
    const groups = groupNotices([notice('4', 'a'), notice('3', 'b'), notice('2', 'a'), notice('1', 'a', true)]);
    expect(groups.map(({ latest, earlier }) => [latest.id, earlier.map(({ id }) => id)])).to.deep.equal([
      ['4', ['2']],
      ['3', []],
      ['1', []],
    ]);
  });

  it('are none when there is nothing', () => {
    expect(groupNotices([])).to.deep.equal([]);
  });
});
