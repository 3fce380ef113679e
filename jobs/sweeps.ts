import { keepAlerts } from '../server/alerts/keep-alerts.ts';
import { sendAlertDigests } from '../server/alerts/send-digests.ts';
import { forgetDryRuns } from '../server/asset-imports/cancel-import.ts';
import { foldCounts } from '../server/assets/fold-counts.ts';
import { sweepAssetSearch } from '../server/assets/sweep-search.ts';
import { forgetExpiredSessions } from '../server/auth/forget-sessions.ts';
import { markMissedRuns } from '../server/backups/mark-missed-runs.ts';
import { materialiseExpectations, startDueRuns } from '../server/backups/plan-backups.ts';
import { planVerifications } from '../server/backups/plan-verifications.ts';
import { rearmLostWork, sweepDownloads } from '../server/backups/sweep-backups.ts';
import { remindLeavers } from '../server/custody/remind-leavers.ts';
import { remindOfReturns, remindOfSignatures } from '../server/custody/remind-of-returns.ts';
import { remindOfCampaigns } from '../server/custody/start-campaign.ts';
import { expireSwaps } from '../server/escalation/answer-swap.ts';
import { keepOnCall } from '../server/escalation/keep-on-call.ts';
import { warnOfGaps } from '../server/escalation/warn-of-gaps.ts';
import { rearmMail, sweepMail } from '../server/inbound-mail/sweep-mail.ts';
import { stampMissedBreaches } from '../server/incidents/record-breach.ts';
import { refreshDueTimes } from '../server/incidents/refresh-due-times.ts';
import { sweepDrafts } from '../server/incidents/save-draft.ts';
import { sweepAttachments } from '../server/incidents/sweep-attachments.ts';
import { sweepEscalations } from '../server/incidents/sweep-escalations.ts';
import { sweepSearch } from '../server/incidents/sweep-search.ts';
import { forgetOldContacts, rearmLooks } from '../server/inventory/agents/sweep-agents.ts';
import { giveUpOnRuns } from '../server/inventory/discovery/plan-run.ts';
import { sendHeld } from '../server/notifications/send-held.ts';
import { forgetIdempotencyKeys } from '../server/platform/idempotency.ts';
import { sweepReportSchedules } from '../server/reports/save-report-schedule.ts';
import { sweepReservations } from '../server/reservations/reserve-asset.ts';
import { sweepTimeRules } from '../server/routing-rules/sweep-time-rules.ts';
import { rearmFeeds } from '../server/service-levels/reread-calendar.ts';
import { forgetOldDeliveries } from '../server/webhooks/forget-deliveries.ts';
import type { Sweep } from './schedule.ts';

/** Every sweep: one line each, calling a use case that may run at any time. */
export const sweeps: Sweep[] = [
  { name: 'missed escalations', run: sweepEscalations },
  { name: 'shifts that begin and end', run: keepOnCall },
  { name: 'requests to swap that nobody answered', run: expireSwaps },
  { name: 'gaps in on-call coverage', everyMinutes: 10, run: warnOfGaps },
  { name: 'missed breaches', run: stampMissedBreaches },
  { name: 'due times by old time-zone data', everyMinutes: 10, run: refreshDueTimes },
  { name: 'feeds of holidays', everyMinutes: 30, run: rearmFeeds },
  { name: 'ended drafts', everyMinutes: 30, run: sweepDrafts },
  { name: 'orphaned attachments', everyMinutes: 30, run: sweepAttachments },
  { name: 'incidents to index again', run: sweepSearch },
  { name: 'counts of assets', run: foldCounts },
  { name: 'assets to index again', run: sweepAssetSearch },
  { name: 'dry runs that nobody carried out', everyMinutes: 30, run: forgetDryRuns },
  { name: 'routing rules whose time came', run: sweepTimeRules },
  { name: 'returns that are expected', everyMinutes: 10, run: remindOfReturns },
  { name: 'papers that nobody signed', everyMinutes: 10, run: remindOfSignatures },
  { name: 'people who leave', everyMinutes: 10, run: remindLeavers },
  { name: 'campaigns to be reminded of', everyMinutes: 10, run: remindOfCampaigns },
  { name: 'reservations that nobody collected', everyMinutes: 10, run: sweepReservations },
  { name: 'unarmed reports', everyMinutes: 10, run: sweepReportSchedules },
  { name: 'lost mail work', everyMinutes: 10, run: rearmMail },
  { name: 'old mail', everyMinutes: 30, run: sweepMail },
  { name: 'lost inventories', everyMinutes: 10, run: rearmLooks },
  { name: 'networks that no agent came back from', everyMinutes: 10, run: giveUpOnRuns },
  { name: 'old contacts of agents', everyMinutes: 30, run: forgetOldContacts },
  { name: 'backup plan', run: materialiseExpectations },
  { name: 'missed backups', run: markMissedRuns },
  { name: 'due backups', run: startDueRuns },
  { name: 'lost backup work', run: rearmLostWork },
  { name: 'due verifications', everyMinutes: 10, run: planVerifications },
  { name: 'old downloads', everyMinutes: 30, run: sweepDownloads },
  { name: 'alerts', everyMinutes: 10, run: keepAlerts },
  { name: 'digests of alerts', everyMinutes: 10, run: sendAlertDigests },
  { name: 'messages held to go out together', run: sendHeld },
  { name: 'old webhook messages', everyMinutes: 30, run: forgetOldDeliveries },
  { name: 'expired sessions', everyMinutes: 30, run: forgetExpiredSessions },
  { name: 'old idempotency keys', everyMinutes: 30, run: forgetIdempotencyKeys },
];
