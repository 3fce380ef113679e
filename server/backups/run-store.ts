import type { Sql } from '../../db/connection.ts';
import type { BackupRun } from './backup-run.ts';
import { newWork } from './work-store.ts';

export type NewRun = Pick<BackupRun, 'id' | 'policyId' | 'assetId' | 'repositoryId' | 'origin' | 'dueAt' | 'finishBy' | 'requestedById'> & {
  status: 'planned' | 'queued';
  isSmallerAccepted: boolean;
};

export async function insertRun(tx: Sql, run: NewRun, now: Date): Promise<BackupRun> {
  const { status, ...fields } = run;
  await tx('backupRuns').insert({ ...newWork(run.id, now, run.requestedById, status), ...fields });
  return (await findRun(tx, run.id))!;
}

export async function findRun(sql: Sql, id: string): Promise<BackupRun | null> {
  return (await sql('backupRuns').where({ id }).first()) ?? null;
}

/** Runs of a policy that wait or run. */
export async function activeRuns(sql: Sql, policyId: string): Promise<BackupRun[]> {
  return sql('backupRuns').where({ policyId }).whereIn('status', ['queued', 'running']).orderBy(['dueAt', 'id']).limit(100);
}

/** Sizes of the last good runs of a policy, the newest first. */
export async function lastGoodSizes(sql: Sql, policyId: string): Promise<Array<{ bytes: number; files: number }>> {
  return sql('backupRuns')
    .select('bytes', 'files')
    .where({ policyId, status: 'succeeded' })
    .orderBy([
      { column: 'dueAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(5);
}

/** How long the last good runs of a policy took, in milliseconds. */
export async function lastDurations(sql: Sql, policyId: string): Promise<number[]> {
  const rows: Array<{ startedAt: Date; finishedAt: Date }> = await sql('backupRuns')
    .select('startedAt', 'finishedAt')
    .where({ policyId, status: 'succeeded' })
    .orderBy([
      { column: 'dueAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(20);
  return rows.map((row) => row.finishedAt.getTime() - row.startedAt.getTime());
}

/** Removes runs that were only planned. */
export async function deletePlannedRuns(tx: Sql, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx('backupRuns').whereIn('id', ids).where({ status: 'planned' }).delete();
}

export async function updateRun(tx: Sql, id: string, fields: Partial<BackupRun>): Promise<void> {
  await tx('backupRuns').where({ id }).update(fields);
}

/** The newest run of each of these policies. */
export async function lastRunsOf(sql: Sql, policyIds: string[]): Promise<Map<string, BackupRun>> {
  const found = new Map<string, BackupRun>();
  for (let i = 0; i < policyIds.length; i += 400) {
    const newest = sql('backupRuns')
      .select('policyId')
      .max('dueAt as due_at')
      .whereIn('policyId', policyIds.slice(i, i + 400))
      .whereNot({ status: 'planned' })
      .groupBy('policyId')
      .as('newest');
    const rows: BackupRun[] = await sql('backupRuns')
      .join(newest, (on) => on.on('newest.policyId', 'backupRuns.policyId').andOn('newest.dueAt', 'backupRuns.dueAt'))
      .whereNot({ 'backupRuns.status': 'planned' })
      .select('backupRuns.*');
    for (const row of rows) found.set(row.policyId, row);
  }
  return found;
}

/** Of these ids, those that are runs of ours. */
export async function existingRunIds(sql: Sql, ids: string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (let i = 0; i < ids.length; i += 500) {
    const rows: Array<{ id: string }> = await sql('backupRuns')
      .select('id')
      .whereIn('id', ids.slice(i, i + 500));
    for (const { id } of rows) found.add(id);
  }
  return found;
}
