/**
 * Every background job's name and what it carries. A state job touches only the database; a leaf job touches the
 * outside once and records the result. `jobs/handlers.ts` gives each its handler.
 */
export interface JobCatalogue {
  /** Leaf: delivers one notification by one channel. */
  'notification.deliver': { deliveryId: string };
  /** Leaf: the same by a channel whose other side may hang: a push service, a webhook. */
  'notification.callOut': { deliveryId: string };
  /** State: fires the next step of an incident's escalation. */
  'escalation.step': { incidentId: string };
  /** State: stamps the breach of a service-level clock at the instant when it happened. */
  'serviceLevel.breach': { incidentId: string };
  /** Leaf: reads a feed of holidays again. */
  'calendar.read': { importId: string };
  /** State: lets the next batch of open incidents go by the newest version of their agreement. */
  'agreement.adopt': { adoptionId: string };
  /** State: resumes an incident whose pending-until has come. */
  'incident.resume': { incidentId: string };
  /** State: closes an incident that stayed resolved long enough. */
  'incident.close': { incidentId: string };
  /** State: makes a job of each child that an answer or resolution for all of them is for. */
  'incident.fanOut': { fanOutId: string };
  /** State: answers, resolves or reopens one child. */
  'incident.fanOutChild': { fanOutId: string; childId: string };
  /** State: works on the next portion of a change to many incidents, or takes it back. */
  'incident.bulk': { bulkChangeId: string };
  /** State: works on the next portion of a change to many assets, or takes it back. */
  'asset.bulk': { bulkChangeId: string };
  /** State: calls the next portion of assets as the record of their make does. */
  'asset.rewriteMake': { manufacturer: string | null; model?: string | null; actorName: string };
  /** State: works on the next portion of a list that is imported, or takes it back. */
  'asset.import': { importId: string };
  /** Leaf: reads one page of the program that assets come over from, and takes it in. */
  'asset.migrate': { migrationId: string };
  /** State: takes the last list of a migration back that is not yet. */
  'asset.unmigrate': { migrationId: string; actorId: string };
  /** State: tells a portion of those affected by a major incident its last news. */
  'majorIncident.tell': { majorIncidentId: string; updateId: string; after?: string };
  /** State: reminds who leads a major incident that news are due. */
  'majorIncident.remind': { majorIncidentId: string };
  /** Leaf: reads the words of an attached file for the search. */
  'attachment.read': { attachmentId: string };
  /** State: makes a report that is due and tells its recipients. */
  'report.send': { scheduleId: string };
  /** State: tells one consumer of the event feed of one event. */
  'incident.event': { eventId: string; consumer: 'webhooks' | 'routingRules' };
  /** Leaf: one try to bring a message to a webhook. */
  'webhook.deliver': { deliveryId: string };
  /** State: sends finished messages of a webhook again, some at a time. */
  'webhook.replay': { webhookId: string; since: string; until: string; onlyFailed: boolean; afterId: string };
  /** State: asks a portion of the people of a campaign whether they still have their devices. */
  'custody.campaignTell': { campaignId: string; round: number; after?: string };
  /** State: reads a mail that came in and decides what becomes of it. */
  'mail.process': { mailId: string };
  /** State: looks at an inventory that was kept because others were in hand. */
  'inventory.look': { submissionId: string };
  /** State: looks at the next machines again by the rules in force. */
  'inventory.regroup': { after: string };
  /** Leaf: executes one run of a backup policy. */
  'backup.run': { runId: string };
  /** Leaf: restores from a recovery point. */
  'backup.restore': { restoreId: string };
  /** Leaf: proves a recovery point at one rung. */
  'backup.verify': { verificationId: string };
  /** Leaf: removes the recovery points that a policy no longer keeps. */
  'backup.retain': { policyId: string };
}
export type JobName = keyof JobCatalogue;
