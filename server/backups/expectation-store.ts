import type { Sql } from '../../db/connection.ts';
import type { Expectation, ExpectationState } from './backup-run.ts';

/** Adds what is not there yet; a due time of a policy exists once. */
export async function insertExpectations(tx: Sql, expectations: Expectation[]): Promise<void> {
  for (let i = 0; i < expectations.length; i += 100) {
    await tx('backupExpectations')
      .insert(expectations.slice(i, i + 100))
      .onConflict(['policyId', 'dueAt'])
      .ignore();
  }
}

/** Planned ones that fall due by `to` and have no run yet, the oldest first. */
export async function expectationsToArm(sql: Sql, to: Date, limit: number, policyId?: string): Promise<Expectation[]> {
  const query = sql('backupExpectations').where({ state: 'planned' }).whereNull('runId');
  if (policyId) query.where({ policyId });
  return query.where('dueAt', '<=', to).orderBy(['dueAt', 'id']).limit(limit);
}

/** Those that should have started by `now` and did not, the oldest first. */
export async function expectationsNotStarted(sql: Sql, now: Date, limit: number): Promise<Expectation[]> {
  return sql('backupExpectations').whereIn('state', ['planned', 'queued']).where('startBy', '<', now).orderBy(['dueAt', 'id']).limit(limit);
}

export async function setExpectation(
  tx: Sql,
  id: string,
  fields: { state: ExpectationState; reason?: string | null; runId?: string | null },
): Promise<void> {
  await tx('backupExpectations').where({ id }).update(fields);
}

/** Follows its run, unless it was marked missed or skipped: that stays true. */
export async function followRun(tx: Sql, runId: string, state: ExpectationState): Promise<void> {
  await tx('backupExpectations').where({ runId }).whereIn('state', ['planned', 'queued', 'running']).update({ state });
}

/** The expectation that a run was made for, or null. */
export async function expectationOfRun(sql: Sql, runId: string): Promise<Expectation | null> {
  return (await sql('backupExpectations').where({ runId }).first()) ?? null;
}

/** Takes back what is planned from `from` on; answers the ids of runs that had been armed for them. */
export async function deletePlanned(tx: Sql, policyId: string, from: Date): Promise<string[]> {
  const mine = () => tx('backupExpectations').where({ policyId }).where('dueAt', '>', from).whereIn('state', ['planned', 'skipped']);
  const rows: Array<{ runId: string | null }> = await mine().whereNotNull('runId').select('runId');
  await mine().delete();
  return rows.flatMap((row) => (row.runId ? [row.runId] : []));
}

/** When the policy runs next, or null. */
export async function nextDueOf(sql: Sql, policyIds: string[], now: Date): Promise<Map<string, Date>> {
  if (policyIds.length === 0) return new Map();
  const rows: Array<{ policyId: string; dueAt: Date }> = await sql('backupExpectations')
    .select('policyId')
    .min('dueAt as due_at')
    .whereIn('policyId', policyIds)
    .where({ state: 'planned' })
    .where('dueAt', '>', now)
    .groupBy('policyId');
  return new Map(rows.map((row) => [row.policyId, row.dueAt]));
}
