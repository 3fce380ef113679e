import type { Sql } from '../../db/connection.ts';
import { assetRefs } from '../assets/asset-queries.ts';
import { personRefs } from '../people/person-queries.ts';
import { serviceRefs, supportGroupRefs } from '../people/service-queries.ts';
import type { Incident } from './incident.ts';

export interface FieldChange {
  field: string;
  from: unknown;
  to: unknown;
}

const plainFields = ['title', 'description', 'status', 'impact', 'urgency', 'priority', 'pendingReason', 'resumeAt', 'tags'] as const;
/** What the API calls a field, where the table calls it otherwise. */
const apiNames: Record<string, string> = { resumeAt: 'pendingUntil' };

interface Ref {
  id: string;
  name: string;
}

const referenceFields: Array<{
  field: string;
  column: 'requesterId' | 'assigneeId' | 'supportGroupId' | 'serviceId' | 'assetId';
  refs: (sql: Sql, ids: Array<string | null>) => Promise<Map<string, Ref>>;
}> = [
  { field: 'requester', column: 'requesterId', refs: personRefs },
  { field: 'assignee', column: 'assigneeId', refs: personRefs },
  { field: 'supportGroup', column: 'supportGroupId', refs: supportGroupRefs },
  { field: 'service', column: 'serviceId', refs: serviceRefs },
  { field: 'asset', column: 'assetId', refs: assetRefs },
];

/** What differs between two states, in words that stay readable when names change later. */
export async function describeChanges(sql: Sql, before: Incident, after: Incident): Promise<FieldChange[]> {
  const changes: FieldChange[] = plainFields
    .filter((field) => String(before[field]) !== String(after[field]))
    .map((field) => ({ field: apiNames[field] ?? field, from: before[field], to: after[field] }));
  for (const { field, column, refs } of referenceFields) {
    if (before[column] === after[column]) continue;
    const names = await refs(sql, [before[column], after[column]]);
    const named = (id: string | null) => (id === null ? null : { id, name: names.get(id)?.name ?? '' });
    changes.push({ field, from: named(before[column]), to: named(after[column]) });
  }
  return changes;
}
