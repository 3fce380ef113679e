import type { Notice } from './notice.ts';

/** Notices about one subject that stand together, newest first. */
export interface NoticeGroup {
  latest: Notice;
  earlier: Notice[];
}

/** Puts what is about the same subject under its newest notice; read and unread stay apart, so that nothing new is hidden. */
export function groupNotices(notices: Notice[]): NoticeGroup[] {
  const groups = new Map<string, NoticeGroup>();
  for (const notice of notices) {
    const key = `${notice.readAt ? 'read' : 'unread'}:${notice.subject.type}:${notice.subject.id}`;
    const group = groups.get(key);
    if (group) group.earlier.push(notice);
    else groups.set(key, { latest: notice, earlier: [] });
  }
  return [...groups.values()];
}
