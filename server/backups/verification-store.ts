import type { Sql } from '../../db/connection.ts';
import type { Restore, Verification } from './verification.ts';
import { newWork } from './work-store.ts';

export async function insertVerification(
  tx: Sql,
  fields: Pick<Verification, 'id' | 'recoveryPointId' | 'repositoryId' | 'rung' | 'requestedById'>,
  now: Date,
): Promise<void> {
  await tx('backupVerifications').insert({ ...newWork(fields.id, now, fields.requestedById), ...fields });
}

export async function findVerification(sql: Sql, id: string): Promise<Verification | null> {
  return (await sql('backupVerifications').where({ id }).first()) ?? null;
}

/** The newest verification of a point that ended in failure, or null. */
export async function lastFailedOf(sql: Sql, recoveryPointId: string, exceptId: string): Promise<Verification | null> {
  const row = await sql('backupVerifications')
    .where({ recoveryPointId, status: 'failed' })
    .whereNot({ id: exceptId })
    .orderBy('queuedAt', 'desc')
    .first();
  return row ?? null;
}

/** The verifications of a policy's points since an instant, the newest first. */
export async function verificationsSince(
  sql: Sql,
  policyId: string,
  since: Date,
): Promise<Array<Pick<Verification, 'id' | 'rung' | 'status' | 'queuedAt' | 'recoveryPointId'>>> {
  return sql('backupVerifications')
    .join('recoveryPoints', 'recoveryPoints.id', 'backupVerifications.recoveryPointId')
    .where({ 'recoveryPoints.policyId': policyId })
    .where('backupVerifications.queuedAt', '>=', since)
    .select(
      'backupVerifications.id',
      'backupVerifications.rung',
      'backupVerifications.status',
      'backupVerifications.queuedAt',
      'backupVerifications.recoveryPointId',
    )
    .orderBy('backupVerifications.queuedAt', 'desc')
    .limit(1000);
}

/** How many points of a policy are known to be damaged. */
export async function hasDamagedPoint(sql: Sql, policyId: string): Promise<boolean> {
  return (await sql('recoveryPoints').where({ policyId }).whereNotNull('damagedAt').whereNull('forgottenAt').first()) !== undefined;
}

export async function insertRestore(
  tx: Sql,
  fields: Pick<Restore, 'id' | 'recoveryPointId' | 'repositoryId' | 'paths' | 'target' | 'requestedById'>,
  now: Date,
): Promise<void> {
  const { paths, target, ...rest } = fields;
  const json = { pathsJson: JSON.stringify(paths), targetJson: JSON.stringify(target) };
  await tx('backupRestores').insert({ ...newWork(fields.id, now, fields.requestedById), ...rest, ...json });
}

export async function findRestore(sql: Sql, id: string): Promise<Restore | null> {
  return (await sql('backupRestores').where({ id }).first()) ?? null;
}

/** Finished restores whose download was made before `before`. */
export async function oldDownloads(sql: Sql, before: Date, limit: number): Promise<Restore[]> {
  return sql('backupRestores').whereNotNull('downloadPath').where('finishedAt', '<', before).orderBy('finishedAt').limit(limit);
}

export async function forgetDownload(tx: Sql, id: string): Promise<void> {
  await tx('backupRestores').where({ id }).update({ downloadPath: null });
}
