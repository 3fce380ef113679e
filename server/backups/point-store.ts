import type { Sql } from '../../db/connection.ts';
import type { RecoveryPoint } from './recovery-point.ts';

export async function findPoint(sql: Sql, id: string): Promise<RecoveryPoint | null> {
  return (await sql('recoveryPoints').where({ id }).first()) ?? null;
}

export async function insertPoint(tx: Sql, point: RecoveryPoint): Promise<void> {
  const { proof, sourceFacts, ...fields } = point;
  await tx('recoveryPoints').insert({ ...fields, proofJson: JSON.stringify(proof), sourceFactsJson: JSON.stringify(sourceFacts) });
}

/** Points of a policy that still exist, the newest first. */
export async function pointsOfPolicy(sql: Sql, policyId: string): Promise<RecoveryPoint[]> {
  return sql('recoveryPoints')
    .where({ policyId })
    .whereNull('forgottenAt')
    .orderBy([
      { column: 'takenAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(10_000);
}

export async function updatePoint(
  tx: Sql,
  id: string,
  fields: Partial<
    Pick<RecoveryPoint, 'verifiedRung' | 'verifiedAt' | 'damagedAt' | 'isGood' | 'heldAt' | 'heldUntil' | 'holdReason' | 'heldById'>
  >,
): Promise<void> {
  await tx('recoveryPoints').where({ id }).update(fields);
}

/** The same, held until the transaction ends. */
export async function lockPoint(tx: Sql, id: string): Promise<RecoveryPoint | null> {
  return (await tx('recoveryPoints').where({ id }).forUpdate().first()) ?? null;
}

/** Decides the removal of points, or takes the decision back with null. */
export async function markDoomed(tx: Sql, ids: string[], doomedAt: Date | null): Promise<void> {
  for (let i = 0; i < ids.length; i += 500) {
    await tx('recoveryPoints')
      .whereIn('id', ids.slice(i, i + 500))
      .update({ doomedAt });
  }
}

/** Of these names in a repository, those that a run of ours gave; also of points that were removed since. */
export async function knownRefs(sql: Sql, repositoryId: string, refs: string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (let i = 0; i < refs.length; i += 500) {
    const rows: Array<{ ref: string }> = await sql('recoveryPoints')
      .select('ref')
      .where({ repositoryId })
      .whereIn('ref', refs.slice(i, i + 500));
    for (const { ref } of rows) known.add(ref);
  }
  return known;
}

export async function markForgotten(tx: Sql, ids: string[], now: Date): Promise<void> {
  for (let i = 0; i < ids.length; i += 500) {
    await tx('recoveryPoints')
      .whereIn('id', ids.slice(i, i + 500))
      .update({ forgottenAt: now });
  }
}

/** The newest good point of each of these policies. */
export async function lastGoodOf(sql: Sql, policyIds: string[]): Promise<Map<string, RecoveryPoint>> {
  const found = new Map<string, RecoveryPoint>();
  for (let i = 0; i < policyIds.length; i += 400) {
    const newest = sql('recoveryPoints')
      .select('policyId')
      .max('takenAt as taken_at')
      .whereIn('policyId', policyIds.slice(i, i + 400))
      .where({ isGood: true })
      .whereNull('forgottenAt')
      .whereNull('damagedAt')
      .groupBy('policyId')
      .as('newest');
    const rows: RecoveryPoint[] = await sql('recoveryPoints')
      .join(newest, (on) => on.on('newest.policyId', 'recoveryPoints.policyId').andOn('newest.takenAt', 'recoveryPoints.takenAt'))
      .where({ 'recoveryPoints.isGood': true })
      .select('recoveryPoints.*');
    for (const row of rows) found.set(row.policyId, row);
  }
  return found;
}
