import type { Sql } from '../../../db/connection.ts';

/** A document that was accepted and waits to be looked at, or what became of it. */
export interface Submission {
  id: string;
  sourceId: string | null;
  agentId: string | null;
  agentUuid: string | null;
  requestId: string | null;
  packed: Buffer | null;
  status: 'waiting' | 'done' | 'failed';
  error: string | null;
  receivedAt: Date;
  processedAt: Date | null;
}

export async function insertSubmission(tx: Sql, submission: Submission): Promise<void> {
  await tx('inventorySubmissions').insert(submission);
}

export async function findSubmission(sql: Sql, id: string): Promise<Submission | null> {
  return (await sql('inventorySubmissions').where({ id }).first()) ?? null;
}

export async function updateSubmission(tx: Sql, id: string, changes: Partial<Submission>): Promise<void> {
  await tx('inventorySubmissions').where({ id }).update(changes);
}

/** What an agent asks about again by the number of its request, without the document. */
export async function findSubmissionByRequest(
  sql: Sql,
  agentUuid: string,
  requestId: string,
): Promise<Pick<Submission, 'status' | 'error'> | null> {
  const row = await sql('inventorySubmissions').select('status', 'error').where({ requestId, agentUuid }).orderBy('id', 'desc').first();
  return row ?? null;
}

/** The first document of an agent that still waits, or null. */
export async function firstWaitingOf(sql: Sql, agentId: string): Promise<Pick<Submission, 'id'> | null> {
  return (await sql('inventorySubmissions').select('id').where({ agentId, status: 'waiting' }).orderBy('id').first()) ?? null;
}

/** Since when the document waits that waits longest, or null when none does. */
export async function waitingSince(sql: Sql): Promise<Date | null> {
  const row = await sql('inventorySubmissions').select('receivedAt').where({ status: 'waiting' }).orderBy('id').first();
  return row?.receivedAt ?? null;
}

/** Documents from before an instant that wait, for work that got lost. */
export async function waitingBefore(sql: Sql, before: Date, limit: number): Promise<Array<Pick<Submission, 'id'>>> {
  return sql('inventorySubmissions').select('id').where({ status: 'waiting' }).where('receivedAt', '<', before).orderBy('id').limit(limit);
}

/** Forgets what became of documents from before an instant; answers how many. */
export async function forgetSubmissions(tx: Sql, status: 'done' | 'failed', before: Date, limit: number): Promise<number> {
  const old = await tx('inventorySubmissions').select('id').where({ status }).where('receivedAt', '<', before).orderBy('id').limit(limit);
  const ids = (old as Array<{ id: string }>).map(({ id }) => id);
  return ids.length === 0 ? 0 : tx('inventorySubmissions').whereIn('id', ids).delete();
}
