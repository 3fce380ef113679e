import type { z } from 'zod';
import type { importAnswer, importRowAnswer, importSummary } from '../../../server/asset-imports/import-schemas.ts';
import type { migrationAnswer } from '../../../server/asset-imports/migration-schemas.ts';
import type { assetAnswer, assetEventAnswer, assetRefAnswer } from '../../../server/assets/asset-schemas.ts';
import type { auditEventAnswer, newTokenAnswer, tokenAnswer } from '../../../server/auth/auth-schemas.ts';
import type { escalationItemAnswer, escalationStateAnswer } from '../../../server/escalation/escalation-schemas.ts';
import type { draftAnswer, mentionableAnswer, revisionAnswer, similarAnswer } from '../../../server/incidents/conversation-schemas.ts';
import type { formAnswer, serviceForm } from '../../../server/incidents/form-schemas.ts';
import type {
  attachmentAnswer,
  commentAnswer,
  incidentAnswer,
  incidentCounts,
  incidentListItem,
  linkAnswer,
  newIncident,
  timelineItem,
  watcherAnswer,
} from '../../../server/incidents/incident-schemas.ts';
import type { searchHit } from '../../../server/incidents/search-schemas.ts';
import type {
  checklistItemAnswer,
  checklistTemplateAnswer,
  timeEntryAnswer,
  timeSpentAnswer,
} from '../../../server/incidents/work-schemas.ts';
import type { assetSoftwareAnswer } from '../../../server/inventory/software/software-schemas.ts';
import type {
  cannedAnswerAnswer,
  filledAnswer,
  macroAnswer,
  macroPreviewAnswer,
  macroRunAnswer,
} from '../../../server/macros/macro-schemas.ts';
import type { locationAnswer, supportGroupAnswer } from '../../../server/people/organisation-schemas.ts';
import type { meAnswer, newPerson, personAnswer, personRefAnswer } from '../../../server/people/person-schemas.ts';
import type { presenceAnswer } from '../../../server/presence/presence-schemas.ts';
import type { serviceLevelAnswer } from '../../../server/service-levels/service-level-schemas.ts';

/** What JSON makes of an answer: instants become text. */
export type Json<T> = T extends Date
  ? string
  : T extends Array<infer Item>
    ? Array<Json<Item>>
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T;
export type Answer<S extends z.ZodType> = Json<z.output<S>>;

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export type Me = Answer<typeof meAnswer>;
export type Person = Answer<typeof personAnswer>;
export type PersonRef = Answer<typeof personRefAnswer>;
export type NewPerson = z.input<typeof newPerson>;
export type Location = Answer<typeof locationAnswer>;
export type SupportGroup = Answer<typeof supportGroupAnswer>;
export type ApiToken = Answer<typeof tokenAnswer>;
export type NewApiToken = Answer<typeof newTokenAnswer>;
export type AuditEvent = Answer<typeof auditEventAnswer>;

export type IncidentListItem = Answer<typeof incidentListItem>;
export type Incident = Answer<typeof incidentAnswer>;
export type IncidentCounts = Answer<typeof incidentCounts>;
export type NewIncident = z.input<typeof newIncident>;
export type TimelineItem = Answer<typeof timelineItem>;
export type Attachment = Answer<typeof attachmentAnswer>;
export type Comment = Answer<typeof commentAnswer>;
export type IncidentLink = Answer<typeof linkAnswer>;
export type Watcher = Answer<typeof watcherAnswer>;
export type Draft = Answer<typeof draftAnswer>;
export type Mentionable = Answer<typeof mentionableAnswer>;
export type CommentRevision = Answer<typeof revisionAnswer>;
export type SimilarIncident = Answer<typeof similarAnswer>;
export type ChecklistItem = Answer<typeof checklistItemAnswer>;
export type ChecklistTemplate = Answer<typeof checklistTemplateAnswer>;
export type TimeEntry = Answer<typeof timeEntryAnswer>;
export type TimeSpent = Answer<typeof timeSpentAnswer>;
export type Macro = Answer<typeof macroAnswer>;
export type MacroPreview = Answer<typeof macroPreviewAnswer>;
export type MacroRun = Answer<typeof macroRunAnswer>;
export type CannedAnswer = Answer<typeof cannedAnswerAnswer>;
export type FilledAnswer = Answer<typeof filledAnswer>;
export type Presence = Answer<typeof presenceAnswer>;
export type SearchHit = Answer<typeof searchHit>;
export type Status = Incident['status'];
export type Priority = Incident['priority'];
export type Level = Incident['impact'];

export type Asset = Answer<typeof assetAnswer>;
export type AssetRef = Answer<typeof assetRefAnswer>;
export type AssetEvent = Answer<typeof assetEventAnswer>;
export type Software = Answer<typeof assetSoftwareAnswer>;
export type AssetImport = Answer<typeof importAnswer>;
export type AssetImportSummary = Answer<typeof importSummary>;
export type SnipeMigration = Answer<typeof migrationAnswer>;
export type AssetImportRow = Answer<typeof importRowAnswer>;

/** A promise of an incident with the segments that explain when it falls due. */
export type ServiceLevel = Answer<typeof serviceLevelAnswer>;

/** One step of an escalation that fired. */
export type Escalation = Answer<typeof escalationItemAnswer>;

/** Where the escalation of an incident stands. */
export type EscalationState = Answer<typeof escalationStateAnswer>;

export type ServiceField = Answer<typeof serviceForm>[number];
export type FormAnswer = Answer<typeof formAnswer>;
