import { v7 } from 'uuid';
import type { Sql } from './connection.ts';

/** Work that is due at an instant. While the row exists, the work is not done. */
export interface OutboxRow {
  id: string;
  key: string | null;
  job: string;
  payload: Record<string, unknown>;
  runAt: Date;
  createdAt: Date;
  /** How often the queue has given up on it. */
  round: number;
  lastError: string | null;
}

export interface OutboxEntry {
  job: string;
  payload: object;
  runAt: Date;
  now: Date;
  /** Work with the same key replaces what was there: one due time per key. */
  key?: string;
  /** Nothing can be there under the key, since what it names is made in this transaction. */
  isNew?: boolean;
}

/** What a transaction does to the outbox, for those who wait for work. */
export interface OutboxTouch {
  asked: Array<Pick<OutboxRow, 'job' | 'runAt'>>;
  /** How many rows are done with. */
  done: number;
}

const touches = new WeakMap<object, OutboxTouch>();

function noteTouch(tx: Sql): OutboxTouch {
  const touch = touches.get(tx) ?? { asked: [], done: 0 };
  touches.set(tx, touch);
  return touch;
}

/** What a transaction did to the outbox, or null when it left it alone. */
export const touchOf = (tx: object): OutboxTouch | null => touches.get(tx) ?? null;

/**
 * Puts work into the outbox in the transaction of the change that asks for it. With a key that is taken, the earlier
 * row is replaced under a new id, so that an offer already in the queue finds nothing and stops.
 */
export async function enqueue(tx: Sql, entry: OutboxEntry): Promise<string> {
  if (entry.key && !entry.isNew) await cancel(tx, entry.key);
  const id = v7();
  noteTouch(tx).asked.push({ job: entry.job, runAt: entry.runAt });
  await tx('outbox').insert({
    id,
    key: entry.key ?? null,
    job: entry.job,
    payloadJson: JSON.stringify(entry.payload),
    runAt: entry.runAt,
    createdAt: entry.now,
    round: 0,
  });
  return id;
}

/** Takes work with this key back; answers whether there was any. */
export async function cancel(tx: Sql, key: string): Promise<boolean> {
  return (await tx('outbox').where({ key }).delete()) > 0;
}

/** Removes the row in the transaction that records its work; false means that somebody did it already: stop. */
export async function complete(tx: Sql, id: string): Promise<boolean> {
  const isDone = (await tx('outbox').where({ id }).delete()) === 1;
  if (isDone) noteTouch(tx).done += 1;
  return isDone;
}

/** The row, or null when its work is done or was cancelled. */
export async function findOutboxRow(sql: Sql, id: string): Promise<OutboxRow | null> {
  return (await sql('outbox').where({ id }).first()) ?? null;
}

/** Some of the jobs: these alone, or all but these. */
export type JobSelection = { only: readonly string[] } | { except: readonly string[] };

/** The row with this key, or null. */
export async function findOutboxRowByKey(sql: Sql, key: string): Promise<OutboxRow | null> {
  return (await sql('outbox').where({ key }).first()) ?? null;
}

/** Rows due by `now`, the longest due first; of some jobs if told. */
export async function dueRows(sql: Sql, now: Date, limit: number, jobs?: JobSelection): Promise<OutboxRow[]> {
  const query = sql('outbox').where('runAt', '<=', now).orderBy(['runAt', 'id']).limit(limit);
  if (!jobs) return query;
  return 'only' in jobs ? query.whereIn('job', [...jobs.only]) : query.whereNotIn('job', [...jobs.except]);
}

/** When the next row falls due, or null when the outbox is empty. */
export async function nextDueAt(sql: Sql): Promise<Date | null> {
  const row = await sql('outbox').select('runAt').orderBy(['runAt', 'id']).first();
  return row?.runAt ?? null;
}

/** Keeps work whose attempts are used up, to be offered anew later. */
export async function pushForward(tx: Sql, id: string, runAt: Date, error: string): Promise<void> {
  await tx('outbox')
    .where({ id })
    .update({ runAt, lastError: error.slice(0, 2000), round: tx.raw('round + 1') });
}
