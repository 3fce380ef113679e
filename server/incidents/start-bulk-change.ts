import type { z } from 'zod';
import { enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { type BulkAction, type BulkChange, mostAtOnce } from './bulk-change.ts';
import type { newBulkChange } from './bulk-schemas.ts';
import { insertBulkChange } from './bulk-store.ts';
import { checkSupportGroup, knownService, knownTechnician } from './check-references.ts';
import { askerOf, matchingIncidents } from './filter-incidents.ts';
import { parseNumber } from './incident.ts';
import type { IncidentFilters } from './incident-filter-schemas.ts';
import { findIncidentRow, idsBy } from './incident-store.ts';

/**
 * Begins to change many incidents in the background: those named, or those that match now. Which they are is kept with the
 * change, so that it goes on after a crash and touches nothing that comes later.
 */
export async function startBulkChange(ctx: Context, actor: Actor, input: z.output<typeof newBulkChange>): Promise<BulkChange> {
  return transact(ctx, async (tx) => {
    const action = await checkedAction(tx, actor, input.action);
    const ids = input.incidentIds ? await idsOf(tx, input.incidentIds) : await idsMatching(tx, actor, input.filters as IncidentFilters);
    const change: BulkChange = {
      id: newId(),
      actorId: actor.id as string,
      action,
      state: 'running',
      total: ids.length,
      done: 0,
      failed: 0,
      undone: 0,
      kept: 0,
      createdAt: tx.clock(),
      finishedAt: null,
      undoneAt: null,
    };
    await insertBulkChange(tx.db.sql, change, ids);
    await enqueueBulk(tx, change.id);
    return change;
  });
}

/** Puts the next portion into the outbox. */
export async function enqueueBulk(tx: Context, bulkChangeId: string): Promise<void> {
  const now = tx.clock();
  await enqueue(tx.db.sql, { job: 'incident.bulk', payload: { bulkChangeId }, runAt: now, now, key: `incident.bulk:${bulkChangeId}` });
}

/** What is wrong for every incident is said at once, not for each of them later; `me` becomes who it is now. */
async function checkedAction(tx: Context, actor: Actor, action: BulkAction): Promise<BulkAction> {
  if (action.type === 'assign') {
    if (action.supportGroupId) await checkSupportGroup(tx, action.supportGroupId);
    if (action.technicianId) return { ...action, technicianId: (await knownTechnician(tx, actor, action.technicianId)).id };
  }
  if (action.type === 'service' && action.serviceId) await knownService(tx, action.serviceId);
  if (action.type === 'pend' && action.until && action.until <= tx.clock()) throw invalid('/action/until', 'must be in the future');
  if (action.type === 'merge') {
    const target = await findIncidentRow(tx.db.sql, action.intoId);
    if (!target) throw invalid('/action/intoId', 'There is no such incident');
    return { ...action, intoId: target.id };
  }
  return action;
}

async function idsOf(tx: Context, named: string[]): Promise<string[]> {
  const numbers = named.flatMap((name) => parseNumber(name) ?? []);
  const ids = new Set<string>();
  const wanted = { number: numbers, id: named.filter((name) => parseNumber(name) === null) };
  for (const [column, values] of Object.entries(wanted)) {
    for (let start = 0; start < values.length; start += 500) {
      for (const id of await idsBy(tx.db.sql, column as 'id' | 'number', values.slice(start, start + 500))) ids.add(id);
    }
  }
  if (ids.size < new Set(named).size) throw invalid('/incidentIds', 'There is no such incident');
  return [...ids].sort();
}

async function idsMatching(tx: Context, actor: Actor, filters: IncidentFilters): Promise<string[]> {
  const rows: Array<{ id: string }> = await matchingIncidents(tx, tx.db.sql, await askerOf(tx, actor, filters), filters)
    .select('i.id')
    .limit(mostAtOnce + 1);
  if (rows.length > mostAtOnce) throw new Problem('conflict', `More than ${mostAtOnce} incidents match; narrow the filters`);
  if (rows.length === 0) throw new Problem('conflict', 'No incident matches');
  return rows.map(({ id }) => id).sort();
}
