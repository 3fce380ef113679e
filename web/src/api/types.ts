import type { z } from 'zod';
import type { importAnswer, importSummary } from '../../../server/assets/asset-import-schemas.ts';
import type { assetAnswer, assetEventAnswer, assetRefAnswer, softwareAnswer } from '../../../server/assets/asset-schemas.ts';
import type { auditEventAnswer, newTokenAnswer, tokenAnswer } from '../../../server/auth/auth-schemas.ts';
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
import type { locationAnswer, supportGroupAnswer } from '../../../server/people/organisation-schemas.ts';
import type { meAnswer, newPerson, personAnswer, personRefAnswer } from '../../../server/people/person-schemas.ts';

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
export type SearchHit = Answer<typeof searchHit>;
export type Status = Incident['status'];
export type Priority = Incident['priority'];
export type Level = Incident['impact'];

export type Asset = Answer<typeof assetAnswer>;
export type AssetRef = Answer<typeof assetRefAnswer>;
export type AssetEvent = Answer<typeof assetEventAnswer>;
export type Software = Answer<typeof softwareAnswer>;
export type AssetImport = Answer<typeof importAnswer>;
export type AssetImportSummary = Answer<typeof importSummary>;

/** A promise of an incident with the segments that explain when it falls due. */
export interface ServiceLevel {
  kind: 'response' | 'resolution';
  state: string;
  priority: Priority;
  target: string;
  agreement: { id: string; name: string; version: number };
  dueAt: string | null;
  metAt: string | null;
  breachedAt: string | null;
  served: string;
  remaining: string;
  segments: Array<{
    from: string;
    to: string | null;
    state: string;
    cause: string;
    calendar: { id: string; name: string; timeZone: string } | null;
    served: string;
  }>;
}

/** One step of an escalation that fired. */
export interface Escalation {
  step: number;
  loop: number;
  dueAt: string;
  firedAt: string;
  lateMs: number;
  recipients: unknown[];
  skipped: boolean;
}
