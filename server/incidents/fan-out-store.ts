import type { Sql } from '../../db/connection.ts';
import type { Role } from '../platform/actor.ts';

/** One act on all children of an incident, done in the background, each child once. */
export interface FanOut {
  id: string;
  parentId: string;
  kind: 'answer' | 'resolve' | 'reopen';
  text: string;
  code: string | null;
  /** The resolution that this takes back. */
  undoesId: string | null;
  actorId: string | null;
  actorName: string;
  actorRole: Role;
  total: number;
  done: number;
  skipped: number;
  createdAt: Date;
  finishedAt: Date | null;
}

export interface FanOutItem {
  fanOutId: string;
  childId: string;
  state: 'waiting' | 'queued' | 'done' | 'skipped';
  reason: string | null;
  finishedAt: Date | null;
}

export async function insertFanOut(tx: Sql, fanOut: FanOut, childIds: string[]): Promise<void> {
  await tx('incidentFanOuts').insert(fanOut);
  for (let from = 0; from < childIds.length; from += 100) {
    const portion = childIds.slice(from, from + 100);
    await tx('incidentFanOutItems').insert(portion.map((childId) => ({ fanOutId: fanOut.id, childId, state: 'waiting' })));
  }
}

export async function findFanOut(sql: Sql, id: string): Promise<FanOut | null> {
  return (await sql('incidentFanOuts').where({ id }).first()) ?? null;
}

/** The acts on an incident's children, the last first; 20 at the most. */
export async function fanOutsOf(sql: Sql, parentId: string): Promise<FanOut[]> {
  return sql('incidentFanOuts').where({ parentId }).orderBy('id', 'desc').limit(20);
}

/** Which of these acts have been taken back. */
export async function undoneAmong(sql: Sql, ids: string[]): Promise<Set<string>> {
  const rows: Array<{ undoesId: string }> = await sql('incidentFanOuts').select('undoesId').whereIn('undoesId', ids);
  return new Set(rows.map(({ undoesId }) => undoesId));
}

/** What came of one child, or null. */
export async function findItem(sql: Sql, fanOutId: string, childId: string): Promise<FanOutItem | null> {
  return (await sql('incidentFanOutItems').where({ fanOutId, childId }).first()) ?? null;
}

/** Takes the next children that wait, in the order of their ids, and marks them as queued. */
export async function queueWaiting(tx: Sql, fanOutId: string, limit: number): Promise<string[]> {
  const rows: Array<{ childId: string }> = await tx('incidentFanOutItems')
    .select('childId')
    .where({ fanOutId, state: 'waiting' })
    .orderBy('childId')
    .limit(limit);
  const childIds = rows.map(({ childId }) => childId);
  await tx('incidentFanOutItems').where({ fanOutId }).whereIn('childId', childIds).update({ state: 'queued' });
  return childIds;
}

/** Records what came of one child and counts it; answers the act as it stands then. */
export async function finishItem(
  tx: Sql,
  fanOutId: string,
  childId: string,
  { state, reason, finishedAt }: { state: 'done' | 'skipped'; reason: string | null; finishedAt: Date },
): Promise<FanOut> {
  await tx('incidentFanOutItems').where({ fanOutId, childId }).update({ state, reason, finishedAt });
  const counter = state === 'done' ? 'done' : 'skipped';
  await tx('incidentFanOuts')
    .where({ id: fanOutId })
    .update({ [counter]: tx.raw(`${counter} + 1`) });
  const fanOut = (await findFanOut(tx, fanOutId)) as FanOut;
  if (fanOut.done + fanOut.skipped < fanOut.total) return fanOut;
  await tx('incidentFanOuts').where({ id: fanOutId }).update({ finishedAt });
  return { ...fanOut, finishedAt };
}

/** The children of an act in this state, in the order of their ids. */
export async function itemsIn(sql: Sql, fanOutId: string, state: FanOutItem['state'], limit: number): Promise<FanOutItem[]> {
  return sql('incidentFanOutItems').where({ fanOutId, state }).orderBy('childId').limit(limit);
}
