import type { Notification } from './notification.ts';

/** Where in the pages a notification leads to. */
export function pathOf({ subjectType, subjectId, data }: Pick<Notification, 'subjectType' | 'subjectId' | 'data'>): string {
  if (subjectType === 'incident') return `/incidents/${typeof data['number'] === 'string' ? data['number'] : subjectId}`;
  if (subjectType === 'asset') return `/assets/${subjectId}`;
  if (subjectType === 'webhook') return `/admin/webhooks/${subjectId}`;
  if (subjectType === 'account') return `/${subjectType}/${subjectId}`;
  return '/';
}
