import { platform } from './001-platform.ts';
import { people } from './002-people.ts';
import { serviceLevels } from './003-service-levels.ts';
import { incidents } from './004-incidents.ts';
import { escalation } from './005-escalation.ts';
import { notifications } from './006-notifications.ts';
import { assets } from './007-assets.ts';
import { backups } from './008-backups.ts';
import { search } from './009-search.ts';
import { attachments } from './010-attachments.ts';
import { assetReferences } from './011-asset-references.ts';
import { assetList } from './012-asset-list.ts';
import { organisationVersions } from './013-organisation-versions.ts';
import { commentOrigin } from './014-comment-origin.ts';
import { serviceLevelsDepth } from './014-service-levels-depth.ts';
import { escalationDepth } from './015-escalation-depth.ts';
import { onCallDepth } from './016-on-call-depth.ts';
import { notificationRules } from './017-notification-rules.ts';
import { views } from './018-views.ts';
import { inboundMail } from './019-inbound-mail.ts';
import { ticketWork } from './020-ticket-work.ts';
import { announcementTimes } from './021-announcement-times.ts';
import { majorIncidents } from './021-major-incidents.ts';
import { searchDepth } from './022-search-depth.ts';
import { portal } from './023-portal.ts';
import { routingRules } from './024-routing-rules.ts';
import { reports } from './025-reports.ts';
import { satisfaction } from './026-satisfaction.ts';
import { serviceForms } from './027-service-forms.ts';
import { assetKinds } from './028-asset-kinds.ts';
import { moneyAndStock } from './029-money-and-stock.ts';
import { custody } from './030-custody.ts';
import { audits } from './031-audits.ts';
import { agents } from './032-agents.ts';
import { reconciliation } from './033-reconciliation.ts';
import { imports } from './034-imports.ts';
import { assetPages } from './035-asset-pages.ts';
import { retiredSchedules } from './036-retired-schedules.ts';
import { holdsAndStrangers } from './037-holds-and-strangers.ts';
import { hooksAndCaps } from './038-hooks-and-caps.ts';
import type { Migration } from './migration.ts';

/** Every migration in the order in which it runs; a landed one is never edited. */
export const migrations: Migration[] = [
  platform,
  people,
  serviceLevels,
  incidents,
  escalation,
  notifications,
  assets,
  backups,
  search,
  attachments,
  assetReferences,
  assetList,
  organisationVersions,
  commentOrigin,
  serviceLevelsDepth,
  escalationDepth,
  onCallDepth,
  notificationRules,
  views,
  inboundMail,
  ticketWork,
  majorIncidents,
  announcementTimes,
  searchDepth,
  portal,
  routingRules,
  reports,
  satisfaction,
  serviceForms,
  assetKinds,
  moneyAndStock,
  custody,
  audits,
  agents,
  reconciliation,
  imports,
  assetPages,
  retiredSchedules,
  holdsAndStrangers,
  hooksAndCaps,
];
