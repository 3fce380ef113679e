import type { Sql } from '../../db/connection.ts';
import type { BackupPolicy } from './backup-policy.ts';

export async function findPolicy(sql: Sql, id: string): Promise<BackupPolicy | null> {
  return (await sql('backupPolicies').where({ id }).first()) ?? null;
}

/** Nobody else decides about the policy's points until the transaction ends. */
export async function lockPolicy(tx: Sql, id: string): Promise<void> {
  await tx('backupPolicies')
    .where({ id })
    .update({ version: tx.raw('version') });
}

/** The policies that keep their points in a repository, those that were retired among them. */
export async function policiesOfRepository(sql: Sql, repositoryId: string): Promise<BackupPolicy[]> {
  return sql('backupPolicies').where({ repositoryId }).orderBy('id').limit(5000);
}

export async function policiesById(sql: Sql, ids: Iterable<string>): Promise<Map<string, BackupPolicy>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows: BackupPolicy[] = await sql('backupPolicies').whereIn('id', wanted);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Policies in use whose expectations do not reach to `to` yet. */
export async function policiesToPlan(sql: Sql, to: Date, limit: number): Promise<BackupPolicy[]> {
  return sql('backupPolicies').whereNull('retiredAt').where('horizonAt', '<', to).orderBy(['horizonAt', 'id']).limit(limit);
}

/** Policies in use that have a rule for verification. */
export async function policiesToVerify(sql: Sql): Promise<BackupPolicy[]> {
  return sql('backupPolicies').whereNull('retiredAt').whereNot({ verificationJson: '{}' }).orderBy('id').limit(5000);
}

export async function insertPolicy(tx: Sql, policy: BackupPolicy): Promise<void> {
  await tx('backupPolicies').insert(asRow(policy));
}

/** Writes a policy whose version went up by one; false when somebody was faster. */
export async function updatePolicy(tx: Sql, policy: BackupPolicy): Promise<boolean> {
  const { id, createdAt: _, ...fields } = asRow(policy);
  return (
    (await tx('backupPolicies')
      .where({ id, version: policy.version - 1 })
      .update(fields)) === 1
  );
}

export async function moveHorizon(tx: Sql, id: string, horizonAt: Date): Promise<void> {
  await tx('backupPolicies').where({ id }).update({ horizonAt });
}

function asRow({ source, retention, verification, hooks, ...fields }: BackupPolicy) {
  return {
    ...fields,
    sourceJson: JSON.stringify(source),
    retentionJson: JSON.stringify(retention),
    verificationJson: JSON.stringify(verification),
    hooksJson: JSON.stringify(hooks),
  };
}
