import type { Database } from '../../db/connection.ts';
import { snakeCase } from '../../db/rows.ts';
import type { Incident } from './incident.ts';
import type { IncidentNames } from './incident-names.ts';
import { type JoinedIncident, listItemOf } from './incident-view.ts';

/** What tells one state of an incident from another: everything that changes one sets at least one of these anew. */
export interface ListKey {
  id: string;
  version: number;
  updatedAt: Date;
}

/** An incident of a list as JSON, but for what changes without it: names of what it refers to, and whether it is overdue. */
export interface Fragment {
  version: number;
  updatedAt: number;
  /** `{"id":…,"version":3`, without the end. */
  head: string;
  nextDueAt: number;
  refs: Pick<Incident, 'requesterId' | 'assigneeId' | 'supportGroupId' | 'serviceId' | 'assetId'>;
}

const columns = [
  'id',
  'number',
  'title',
  'status',
  'priority',
  'impact',
  'urgency',
  'requesterId',
  'supportGroupId',
  'assigneeId',
  'serviceId',
  'assetId',
  'sourceType',
  'openedAt',
  'updatedAt',
  'acknowledgedAt',
  'responseDueAt',
  'responseMetAt',
  'responseBreachedAt',
  'resolutionDueAt',
  'resolutionMetAt',
  'resolutionBreachedAt',
  'nextDueAt',
  'pendingReason',
  'resumeAt',
  'resolvedAt',
  'closedAt',
  'tagsJson',
  'version',
] as const;
const columnsSelected = columns.map((column) => `i.${snakeCase(column)}`).join(', ');

/** About 1 kB each. */
const mostKept = 8000;
const kept = new WeakMap<Database, Map<string, Fragment>>();

function fragmentsKept(db: Database): Map<string, Fragment> {
  const known = kept.get(db) ?? new Map<string, Fragment>();
  kept.set(db, known);
  return known;
}

/** The fragments of these incidents in their order; those that are not in memory in this state are read. */
export async function fragmentsOf(db: Database, keys: ListKey[]): Promise<Fragment[]> {
  // Inside a transaction nobody else may come to know what is not committed yet.
  const memory = db.inTransaction ? new Map<string, Fragment>() : fragmentsKept(db);
  const missing = keys.filter(({ id, version, updatedAt }) => {
    const fragment = memory.get(id);
    return fragment?.version !== version || fragment.updatedAt !== updatedAt.getTime();
  });
  const read = await readFragments(
    db,
    missing.map(({ id }) => id),
  );
  const found = keys.flatMap(({ id }) => read.get(id) ?? memory.get(id) ?? []);
  for (const [id, fragment] of read) {
    memory.delete(id);
    memory.set(id, fragment);
  }
  forgetOldest(memory);
  return found;
}

function forgetOldest(memory: Map<string, Fragment>): void {
  // A Map remembers the order of insertion.
  for (const id of memory.keys()) {
    if (memory.size <= mostKept) return;
    memory.delete(id);
  }
}

async function readFragments(db: Database, ids: string[]): Promise<Map<string, Fragment>> {
  if (ids.length === 0) return new Map();
  const query = db.sql('incidents as i').select(db.sql.raw(columnsSelected)).whereIn('i.id', ids);
  const rows = await db.dialect.readMany<Incident>(db.sql, query, columns);
  return new Map(rows.map((row) => [row.id, fragmentOf(row)]));
}

function fragmentOf(row: Incident): Fragment {
  const {
    overdue: _,
    requester: __,
    assignee: ___,
    supportGroup: ____,
    service: _____,
    asset: ______,
    ...own
  } = listItemOf(row as JoinedIncident, row.nextDueAt);
  const { requesterId, assigneeId, supportGroupId, serviceId, assetId } = row;
  return {
    version: row.version,
    updatedAt: row.updatedAt.getTime(),
    head: JSON.stringify(own).slice(0, -1),
    nextDueAt: row.nextDueAt.getTime(),
    refs: { requesterId, assigneeId, supportGroupId, serviceId, assetId },
  };
}

/** The whole incident as JSON. */
export function itemText({ head, nextDueAt, refs }: Fragment, names: IncidentNames, now: Date): string {
  const { people, supportGroups, services, assets } = names;
  const named = (memory: Map<string, string>, id: string | null): string => (id === null ? 'null' : (memory.get(id) ?? 'null'));
  return (
    `${head},"overdue":${nextDueAt < now.getTime()},"requester":${named(people, refs.requesterId)}` +
    `,"supportGroup":${named(supportGroups, refs.supportGroupId)},"assignee":${named(people, refs.assigneeId)}` +
    `,"service":${named(services, refs.serviceId)},"asset":${named(assets, refs.assetId)}}`
  );
}
