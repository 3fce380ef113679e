import { performImport } from '../server/asset-imports/perform-import.ts';
import { performMigration } from '../server/asset-imports/perform-migration.ts';
import { performUndoMigration } from '../server/asset-imports/undo-migration.ts';
import { performBulkChange as performAssetBulkChange } from '../server/assets/bulk/perform-bulk-change.ts';
import { rewriteMake } from '../server/assets/makes/rewrite-make.ts';
import { executeRun } from '../server/backups/execute-run.ts';
import { executeRestore } from '../server/backups/restore-point.ts';
import { retainPoints } from '../server/backups/retain-points.ts';
import { executeVerification } from '../server/backups/verify-point.ts';
import { tellCampaign } from '../server/custody/start-campaign.ts';
import { forgetMailWords } from '../server/inbound-mail/forget-mail-words.ts';
import { processMail } from '../server/inbound-mail/process-mail.ts';
import { adoptBatch } from '../server/incidents/adopt-agreement.ts';
import { closeWhenDue } from '../server/incidents/close-incident.ts';
import { handOutEvent } from '../server/incidents/event-feed.ts';
import { actOnChild, planFanOut } from '../server/incidents/fan-out.ts';
import { fireEscalationStep } from '../server/incidents/fire-escalation-step.ts';
import { performBulkChange } from '../server/incidents/perform-bulk-change.ts';
import { readAttachmentText } from '../server/incidents/read-attachment-text.ts';
import { recordBreach } from '../server/incidents/record-breach.ts';
import { resumeWhenDue } from '../server/incidents/resume-incident.ts';
import { lookAtSubmission } from '../server/inventory/agents/look-at-submission.ts';
import { regroup } from '../server/inventory/reconcile/regroup.ts';
import type { JobCatalogue, JobName } from '../server/job-catalogue.ts';
import { remindOfUpdate, tellAffected } from '../server/major-incidents/tell-affected.ts';
import { deliver } from '../server/notifications/deliver.ts';
import type { Context } from '../server/platform/context.ts';
import { sendReport } from '../server/reports/send-report.ts';
import { applyEventRules } from '../server/routing-rules/apply-event-rules.ts';
import { askForRating } from '../server/satisfaction/ask-for-rating.ts';
import { rereadCalendar } from '../server/service-levels/reread-calendar.ts';
import { deliverWebhook } from '../server/webhooks/deliver-webhook.ts';
import { planWebhookDeliveries } from '../server/webhooks/plan-deliveries.ts';
import { replaySome } from '../server/webhooks/replay-webhook.ts';
import { queueOfJob } from './job-queues.ts';

/**
 * What runs a job: calls one use case, which completes the row in the transaction that records its work. The signal
 * says that the process is about to end: long work stops and rejects, and is offered again later.
 */
export type Handler<N extends JobName> = (ctx: Context, payload: JobCatalogue[N], rowId: string, signal: AbortSignal) => Promise<void>;
export type Handlers = { [N in JobName]: Handler<N> };

/** Every job's handler, 3 to 15 lines each. */
export const handlers: Handlers = {
  'escalation.step': (ctx, payload, rowId) => fireEscalationStep(ctx, payload, rowId),
  'serviceLevel.breach': (ctx, payload, rowId) => recordBreach(ctx, payload, rowId),
  'calendar.read': (ctx, payload, rowId) => rereadCalendar(ctx, payload, rowId),
  'agreement.adopt': (ctx, payload, rowId) => adoptBatch(ctx, payload, rowId),
  'incident.resume': (ctx, payload, rowId) => resumeWhenDue(ctx, payload, rowId),
  'incident.bulk': (ctx, payload, rowId) => performBulkChange(ctx, payload, rowId),
  'asset.bulk': (ctx, payload, rowId) => performAssetBulkChange(ctx, payload, rowId),
  'asset.rewriteMake': (ctx, payload, rowId) => rewriteMake(ctx, payload, rowId),
  'incident.close': (ctx, payload, rowId) => closeWhenDue(ctx, payload, rowId),
  'incident.fanOut': (ctx, payload, rowId) => planFanOut(ctx, payload, rowId),
  'incident.fanOutChild': (ctx, payload, rowId) => actOnChild(ctx, payload, rowId),
  'asset.import': performImport,
  'asset.migrate': (ctx, payload, rowId) => performMigration(ctx, payload, rowId),
  'asset.unmigrate': (ctx, payload, rowId) => performUndoMigration(ctx, payload, rowId),
  'majorIncident.tell': (ctx, payload, rowId) => tellAffected(ctx, payload, rowId),
  'majorIncident.remind': (ctx, payload, rowId) => remindOfUpdate(ctx, payload, rowId),
  'notification.deliver': (ctx, payload, rowId) => deliver(ctx, payload, rowId),
  'notification.callOut': (ctx, payload, rowId) => deliver(ctx, payload, rowId),
  'attachment.read': (ctx, payload, rowId) => readAttachmentText(ctx, payload, rowId),
  'report.send': (ctx, payload, rowId) => sendReport(ctx, payload, rowId),
  'incident.event': (ctx, payload, rowId) =>
    handOutEvent(ctx, payload, rowId, {
      webhooks: planWebhookDeliveries,
      routingRules: applyEventRules,
      satisfaction: askForRating,
      mail: forgetMailWords,
    }),
  'webhook.deliver': (ctx, payload, rowId) => deliverWebhook(ctx, payload, rowId),
  'webhook.replay': (ctx, payload, rowId) => replaySome(ctx, payload, rowId),
  'custody.campaignTell': (ctx, payload, rowId) => tellCampaign(ctx, payload, rowId),
  'mail.process': async (ctx, payload, rowId) => void (await processMail(ctx, payload, rowId)),
  'inventory.regroup': (ctx, payload, rowId) => regroup(ctx, payload, rowId),
  'inventory.look': (ctx, payload, rowId) => lookAtSubmission(ctx, payload, rowId),
  'backup.run': executeRun,
  'backup.restore': executeRestore,
  'backup.verify': executeVerification,
  'backup.retain': retainPoints,
};

/** Jobs of the catalogue that nobody handles; a process that runs jobs says so when it starts. */
export const jobsWithoutHandler = (given: Partial<Handlers>): JobName[] =>
  (Object.keys(queueOfJob) as JobName[]).filter((name) => !given[name]);
