import type { Bilingual } from '../announcements/announcement.ts';
import { durationMs } from '../platform/duration.ts';

export const majorStates = ['active', 'ended', 'withdrawn'] as const;
export type MajorState = (typeof majorStates)[number];

/** How far the work is, as its updates say it. */
export const stages = ['investigating', 'identified', 'monitoring', 'ended'] as const;
export type Stage = (typeof stages)[number];

/** An incident that concerns so many that one of the desk leads it and everybody affected is kept informed. */
export interface MajorIncident {
  id: string;
  incidentId: string;
  state: MajorState;
  /** What everybody reads; it says nothing that the incident says. */
  title: Bilingual;
  body: Bilingual;
  serviceIds: string[];
  locationIds: string[];
  /** Who leads: decides, and publishes what is said. */
  commanderId: string | null;
  /** How often those affected are promised news, ISO 8601; null for no promise. */
  updateEvery: string | null;
  updateDueAt: Date | null;
  affectedCount: number;
  rootCause: string;
  lessons: string;
  version: number;
  declaredById: string | null;
  declaredAt: Date;
  endedAt: Date | null;
}

export interface MajorUpdate {
  id: string;
  majorIncidentId: string;
  stage: Stage;
  body: Bilingual;
  authorId: string | null;
  authorName: string;
  publishedAt: Date;
  /** When the first of those affected was told; until then it can be taken back. */
  toldAt: Date | null;
}

/** What happened to the major incident itself, and what people noted by hand. */
export const entryKinds = [
  'declared',
  'changed',
  'commander',
  'ended',
  'goesOn',
  'withdrawn',
  'note',
  'taskDone',
  'updateTakenBack',
] as const;
export type EntryKind = (typeof entryKinds)[number];

export interface MajorEntry {
  id: string;
  majorIncidentId: string;
  kind: EntryKind;
  text: string;
  actorId: string | null;
  actorName: string;
  happenedAt: Date;
}

export const phases = ['response', 'review'] as const;

export interface MajorTask {
  id: string;
  majorIncidentId: string;
  /** What is to be done now, or what was learnt and is to be done afterwards. */
  phase: (typeof phases)[number];
  title: string;
  assigneeId: string | null;
  doneById: string | null;
  doneAt: Date | null;
  createdAt: Date;
}

/** How long an update waits before people are told, so that it can be taken back and two in a row are one message. */
export const holdMs = 60_000;

const longestWarningMs = 30 * 60_000;

/** When news are promised next. */
export function nextUpdateDue(updateEvery: string | null, from: Date): Date | null {
  const every = updateEvery === null ? null : durationMs(updateEvery);
  return every ? new Date(from.getTime() + every) : null;
}

/** When the one who leads is reminded first: half an hour before news are due, or at half of a shorter time. */
export function warnAt(updateEvery: string | null, dueAt: Date): Date {
  const every = (updateEvery === null ? null : durationMs(updateEvery)) ?? 0;
  return new Date(dueAt.getTime() - Math.min(longestWarningMs, every / 2));
}
