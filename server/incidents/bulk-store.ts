import type { Sql } from '../../db/connection.ts';
import type { BulkChange, BulkItem, ItemState } from './bulk-change.ts';
import { revivedState } from './bulk-change.ts';

const atOnce = 400;

/** Keeps a bulk change with its items in the order of the ids. */
export async function insertBulkChange(tx: Sql, { action, ...change }: BulkChange, incidentIds: string[]): Promise<void> {
  await tx('bulkChanges').insert({ ...change, actionJson: JSON.stringify(action) });
  for (let start = 0; start < incidentIds.length; start += atOnce) {
    const rows = incidentIds
      .slice(start, start + atOnce)
      .map((incidentId, index) => ({ bulkChangeId: change.id, seq: start + index, incidentId, state: 'waiting' }));
    await tx('bulkChangeItems').insert(rows);
  }
}

/** JSON keeps an instant as text. */
function changeOf(row: BulkChange | undefined): BulkChange | null {
  if (!row) return null;
  const { action } = row;
  return action.type === 'pend' && action.until ? { ...row, action: { ...action, until: new Date(action.until) } } : row;
}

export async function findBulkChange(sql: Sql, id: string): Promise<BulkChange | null> {
  return changeOf(await sql('bulkChanges').where({ id }).first());
}

/** The same, held until the transaction ends. */
export async function lockBulkChange(tx: Sql, id: string): Promise<BulkChange | null> {
  return changeOf(await tx('bulkChanges').where({ id }).forUpdate().first());
}

export async function updateBulkChange(tx: Sql, id: string, changes: Partial<Omit<BulkChange, 'action'>>): Promise<void> {
  await tx('bulkChanges').where({ id }).update(changes);
}

/** The newest bulk changes of a person. */
export async function bulkChangesOf(sql: Sql, actorId: string, limit: number): Promise<BulkChange[]> {
  return sql('bulkChanges').where({ actorId }).orderBy('id', 'desc').limit(limit);
}

const revived = (row: BulkItem): BulkItem => ({ ...row, before: row.before && revivedState(row.before as never) });

/** The next items in this state: the first ones, or the last ones when going backwards. */
export async function nextItems(tx: Sql, bulkChangeId: string, state: ItemState, limit: number, isBackwards = false): Promise<BulkItem[]> {
  const rows: BulkItem[] = await tx('bulkChangeItems')
    .where({ bulkChangeId, state })
    .orderBy('seq', isBackwards ? 'desc' : 'asc')
    .limit(limit);
  return rows.map(revived);
}

export async function updateItem(
  tx: Sql,
  { bulkChangeId, seq }: Pick<BulkItem, 'bulkChangeId' | 'seq'>,
  { before, ...changes }: Partial<BulkItem>,
): Promise<void> {
  await tx('bulkChangeItems')
    .where({ bulkChangeId, seq })
    .update({ ...changes, ...(before && { beforeJson: JSON.stringify(before) }) });
}

/** Lets go of what has not been worked on; answers how many items that were. */
export async function dropWaiting(tx: Sql, bulkChangeId: string, reason: string): Promise<number> {
  return tx('bulkChangeItems').where({ bulkChangeId, state: 'waiting' }).update({ state: 'unchanged', reason });
}

/** Items in their order after `seq`, in one state if told. */
export async function itemsAfter(
  sql: Sql,
  bulkChangeId: string,
  { seq, state, limit }: { seq: number; state: ItemState | undefined; limit: number },
): Promise<Array<Pick<BulkItem, 'seq' | 'incidentId' | 'state' | 'reason'>>> {
  const query = sql('bulkChangeItems')
    .select('seq', 'incidentId', 'state', 'reason')
    .where({ bulkChangeId })
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit);
  return state ? query.where({ state }) : query;
}
