import type { Sql } from '../../db/connection.ts';
import type { EscalationPolicy } from './escalation-policy.ts';

const policies = (sql: Sql) =>
  sql('escalationPolicies as p')
    .join('escalationPolicyVersions as v', (on) => on.on('v.policyId', 'p.id').andOn('v.version', 'p.version'))
    .select(['p.id', 'p.name', 'p.isDefault', 'p.version', 'p.createdAt', 'p.updatedAt', 'v.stepsJson', 'v.repeat']);

/** The policy with this id in its newest version, or null. */
export async function findPolicy(sql: Sql, id: string): Promise<EscalationPolicy | null> {
  return (await policies(sql).where('p.id', id).first()) ?? null;
}

/** The policy for services that name none, or null. */
export async function findDefaultPolicy(sql: Sql): Promise<EscalationPolicy | null> {
  return (await policies(sql).where('p.isDefault', true).first()) ?? null;
}

/** What a policy said in one of its versions: running escalations follow the version that they began with. */
export async function findPolicyVersion(
  sql: Sql,
  policyId: string,
  version: number,
): Promise<Pick<EscalationPolicy, 'steps' | 'repeat'> | null> {
  const row = await sql('escalationPolicyVersions').where({ policyId, version }).first();
  return row ? { steps: row.steps, repeat: row.repeat } : null;
}

export async function listPolicies(sql: Sql): Promise<EscalationPolicy[]> {
  return policies(sql)
    .orderBy([
      { column: 'p.name', order: 'asc' },
      { column: 'p.id', order: 'asc' },
    ])
    .limit(1000);
}

export async function findPolicyByName(sql: Sql, name: string): Promise<{ id: string } | null> {
  return (await sql('escalationPolicies').select('id').where({ name }).first()) ?? null;
}

export async function insertPolicy(tx: Sql, policy: EscalationPolicy): Promise<void> {
  const { id, name, isDefault, version, createdAt, updatedAt } = policy;
  await tx('escalationPolicies').insert({ id, name, isDefault, version, createdAt, updatedAt });
  await insertVersion(tx, policy);
}

/** Saves the next version of a policy that still has the one before; false when somebody was faster. */
export async function updatePolicy(tx: Sql, policy: EscalationPolicy): Promise<boolean> {
  const { id, name, isDefault, version, updatedAt } = policy;
  const count = await tx('escalationPolicies')
    .where({ id, version: version - 1 })
    .update({ name, isDefault, version, updatedAt });
  if (count === 1) await insertVersion(tx, policy);
  return count === 1;
}

const insertVersion = (tx: Sql, { id, version, steps, repeat }: EscalationPolicy) =>
  tx('escalationPolicyVersions').insert({ policyId: id, version, stepsJson: JSON.stringify(steps), repeat });

export async function clearDefaultPolicy(tx: Sql): Promise<void> {
  await tx('escalationPolicies').where({ isDefault: true }).update({ isDefault: false });
}
