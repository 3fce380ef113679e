import type { JobSelection } from '../db/outbox.ts';
import type { JobName } from '../server/job-catalogue.ts';

/**
 * State jobs touch only the database; deliveries touch the outside briefly; webhooks may meet receivers that hang, which
 * must hold up no page to a person; mail and inventories that come in may come in a storm; backups take minutes to hours.
 */
export const queueNames = ['state', 'deliveries', 'webhooks', 'mail', 'inventory', 'backups'] as const;
export type QueueName = (typeof queueNames)[number];

/** Where each job waits, so that a long backup never holds up an escalation. */
export const queueOfJob: Record<JobName, QueueName> = {
  'notification.deliver': 'deliveries',
  'notification.callOut': 'webhooks',
  'escalation.step': 'state',
  'serviceLevel.breach': 'state',
  'calendar.read': 'deliveries',
  'agreement.adopt': 'state',
  'incident.resume': 'state',
  'incident.close': 'state',
  'incident.fanOut': 'state',
  'incident.fanOutChild': 'state',
  'incident.bulk': 'state',
  'asset.bulk': 'state',
  'asset.rewriteMake': 'state',
  'asset.import': 'state',
  'asset.migrate': 'webhooks',
  'asset.unmigrate': 'state',
  'majorIncident.tell': 'state',
  'majorIncident.remind': 'state',
  'attachment.read': 'deliveries',
  'report.send': 'deliveries',
  'incident.event': 'state',
  'webhook.deliver': 'webhooks',
  'webhook.replay': 'state',
  'custody.campaignTell': 'state',
  'mail.process': 'mail',
  'inventory.look': 'inventory',
  'inventory.regroup': 'inventory',
  'backup.run': 'backups',
  'backup.restore': 'backups',
  'backup.verify': 'backups',
  'backup.retain': 'backups',
};

const jobsOf = (queue: QueueName): string[] => Object.entries(queueOfJob).flatMap(([job, name]) => (name === queue ? [job] : []));

/** The jobs of a queue; those that the catalogue does not know (an older release's) fail among the state jobs and are seen. */
export const selectionOf = (queue: QueueName): JobSelection =>
  queue === 'state' ? { except: queueNames.filter((name) => name !== 'state').flatMap(jobsOf) } : { only: jobsOf(queue) };
