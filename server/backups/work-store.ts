import type { Sql } from '../../db/connection.ts';
import type { Work } from './backup-run.ts';
import type { Progress } from './engines/engine.ts';

export type WorkTable = 'backupRuns' | 'backupVerifications' | 'backupRestores';

export async function findWork<T extends Work>(sql: Sql, table: WorkTable, id: string): Promise<T | null> {
  return (await sql(table).where({ id }).first()) ?? null;
}

/** What new work begins with. */
export const newWork = (id: string, now: Date, requestedById: string | null, status: Work['status'] = 'queued') => ({
  id,
  status,
  attempt: 1,
  owner: null,
  fence: 0,
  queuedAt: now,
  startedAt: null,
  heartbeatAt: null,
  finishedAt: null,
  cancelRequestedAt: null,
  failureClass: null,
  failureMessage: null,
  log: '',
  requestedById,
});

/** Takes the work for a worker if it is still as it was read; false when somebody was faster. */
export async function claimWork(tx: Sql, table: WorkTable, work: Work, owner: string, now: Date, attempt: number): Promise<boolean> {
  const changed = await tx(table)
    .where({ id: work.id, fence: work.fence, status: work.status })
    .update({ status: 'running', owner, fence: work.fence + 1, attempt, startedAt: now, heartbeatAt: now, finishedAt: null });
  return changed === 1;
}

/** Tells that the worker lives and how far it is; answers null when the work is no longer its own. */
export async function beat(
  tx: Sql,
  table: WorkTable,
  id: string,
  fence: number,
  now: Date,
  told: { progress: Progress | null; log: string },
): Promise<{ isCancelRequested: boolean } | null> {
  const mine = () => tx(table).where({ id, fence, status: 'running' });
  const fields = { heartbeatAt: now, log: told.log, progressJson: told.progress && JSON.stringify(told.progress) };
  if ((await mine().update(fields)) !== 1) return null;
  const row = await mine().select('cancelRequestedAt').first();
  return { isCancelRequested: row?.cancelRequestedAt != null };
}

/** Writes the end of the work, or its way back to the queue; false when it is no longer this worker's. */
export async function leaveWork(tx: Sql, table: WorkTable, id: string, fence: number, fields: object): Promise<boolean> {
  return (await tx(table).where({ id, fence, status: 'running' }).update(fields)) === 1;
}

/** Work that waits or runs without a sign of life: what the sweep looks at. */
export async function unfinishedWork<T extends Work>(sql: Sql, table: WorkTable, silentSince: Date, limit: number): Promise<T[]> {
  return sql(table)
    .where((any) =>
      any
        .where((queued) => queued.where({ status: 'queued' }).where('queuedAt', '<', silentSince))
        .orWhere((running) => running.where({ status: 'running' }).where('heartbeatAt', '<', silentSince)),
    )
    .orderBy(['queuedAt', 'id'])
    .limit(limit);
}

/** How many pieces of work run in a repository now, by table. */
export async function runningIn(sql: Sql, table: WorkTable, repositoryId: string): Promise<Array<{ id: string }>> {
  return sql(table).select('id').where({ repositoryId, status: 'running' }).limit(1000);
}
