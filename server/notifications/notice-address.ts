import type { Notification } from './notification.ts';

/** Where in the pages a notification leads to. */
export function pathOf({ kind, subjectType, subjectId, data }: Pick<Notification, 'kind' | 'subjectType' | 'subjectId' | 'data'>): string {
  if (subjectType === 'incident') return `/incidents/${typeof data['number'] === 'string' ? data['number'] : subjectId}`;
  if (subjectType === 'asset') return `/assets/${subjectId}`;
  if (subjectType === 'handOver') return `/hand-overs/${subjectId}`;
  if (subjectType === 'assetRequest') return `/asset-requests/${subjectId}`;
  if (subjectType === 'holdings') return '/devices';
  if (subjectType === 'departures') return `/departures/${subjectId}`;
  if (subjectType === 'alerts') return '/alerts';
  if (subjectType === 'webhook') return `/admin/webhooks/${subjectId}`;
  if (subjectType === 'majorIncident') return /update$|ended|withdrawn/.test(kind) ? '/status' : `/major-incidents/${subjectId}`;
  if (subjectType === 'backupRun') return `/backups/runs/${subjectId}`;
  if (subjectType === 'backupPolicy') return `/backups/policies/${subjectId}`;
  if (subjectType === 'on-call') return `/on-call/${subjectId}`;
  if (subjectType === 'mail') return '/admin/mail';
  if (subjectType === 'reports') return `/reports/${subjectId}`;
  if (subjectType === 'account') return `/${subjectType}/${subjectId}`;
  return '/';
}
