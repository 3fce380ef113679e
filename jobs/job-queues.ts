import type { JobName } from '../server/job-catalogue.ts';

/** State jobs touch only the database; deliveries touch the outside briefly; backups take minutes to hours. */
export const queueNames = ['state', 'deliveries', 'backups'] as const;
export type QueueName = (typeof queueNames)[number];

/** Where each job waits, so that a long backup never holds up an escalation. */
export const queueOfJob: Record<JobName, QueueName> = {
  'notification.deliver': 'deliveries',
  'escalation.step': 'state',
  'serviceLevel.breach': 'state',
  'incident.resume': 'state',
  'incident.close': 'state',
  'backup.run': 'backups',
  'backup.restore': 'backups',
  'backup.verify': 'backups',
  'backup.retain': 'backups',
};

/** The queue of a job; a name that the catalogue does not know (an older release's) fails there and is seen. */
export const queueFor = (job: string): QueueName => (queueOfJob as Record<string, QueueName>)[job] ?? 'state';
