import type { z } from 'zod';
import type { bulkAction } from './bulk-schemas.ts';
import type { Incident } from './incident.ts';

/** More than that is a migration, not work of a desk. */
export const mostAtOnce = 10_000;

export type BulkAction = z.output<typeof bulkAction>;

export const bulkStates = ['running', 'done', 'undoing', 'undone'] as const;
export type BulkState = (typeof bulkStates)[number];

/** `unchanged`: it was so already. `kept`: it was not undone, because somebody has changed it since or it cannot be. */
export const itemStates = ['waiting', 'done', 'unchanged', 'failed', 'undone', 'kept'] as const;
export type ItemState = (typeof itemStates)[number];

/** One change to many incidents, and how far it has come. */
export interface BulkChange {
  id: string;
  actorId: string;
  action: BulkAction;
  state: BulkState;
  total: number;
  /** Items that were worked on without a failure, changed or not. */
  done: number;
  failed: number;
  undone: number;
  kept: number;
  createdAt: Date;
  finishedAt: Date | null;
  undoneAt: Date | null;
}

export interface BulkItem {
  bulkChangeId: string;
  seq: number;
  incidentId: string;
  state: ItemState;
  reason: string | null;
  before: IncidentState | null;
  versionAfter: number | null;
  happenedAt: Date | null;
}

/** Everything of an incident that a bulk change may alter, as JSON keeps it. */
const restorable = [
  'status',
  'impact',
  'urgency',
  'raisedSteps',
  'priority',
  'supportGroupId',
  'assigneeId',
  'serviceId',
  'acknowledgedAt',
  'pendingReason',
  'resumeAt',
  'resolutionCode',
  'resolutionNote',
  'resolvedAt',
  'resolvedById',
  'closedAt',
  'tags',
] as const satisfies Array<keyof Incident>;
export type IncidentState = Pick<Incident, (typeof restorable)[number]>;

/** What an incident is before a change, for the way back. */
export const stateOf = (incident: Incident): IncidentState =>
  Object.fromEntries(restorable.map((field) => [field, incident[field]])) as unknown as IncidentState;

/** The same from the database, where instants are text. */
export const revivedState = (kept: Record<string, unknown>): IncidentState =>
  Object.fromEntries(
    Object.entries(kept).map(([field, value]) => [field, field.endsWith('At') && typeof value === 'string' ? new Date(value) : value]),
  ) as unknown as IncidentState;

/** The fields that have to change for the incident to be what it was. */
export function changesTo(incident: Incident, before: IncidentState): Partial<Incident> {
  return Object.fromEntries(Object.entries(before).filter(([field, value]) => String(value) !== String(incident[field as keyof Incident])));
}

/** Words that were sent cannot be taken back, and withdrawn promises do not come back. */
export const isUndoable = ({ type }: Pick<BulkAction, 'type'>): boolean => type !== 'comment' && type !== 'cancel';

/** How much is done, in whole percent. */
export function percentOf({ state, total, done, failed, undone, kept }: BulkChange): number {
  if (state === 'done' || state === 'undone') return 100;
  const [worked, of] = state === 'undoing' ? [undone + kept, done] : [done + failed, total];
  return of === 0 ? 100 : Math.min(99, Math.floor((100 * worked) / of));
}
