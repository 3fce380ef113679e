import type { Sql } from '../../db/connection.ts';
import type { EscalationPolicy, PolicyRules } from './escalation-policy.ts';

const policies = (sql: Sql) =>
  sql('escalationPolicies as p')
    .join('escalationPolicyVersions as v', (on) => on.on('v.policyId', 'p.id').andOn('v.version', 'p.version'))
    .select(['p.id', 'p.name', 'p.isDefault', 'p.version', 'p.createdAt', 'p.updatedAt'])
    .select(['v.stepsJson', 'v.repeat', 'v.quietHoursJson', 'v.acknowledgementExpiresAfter']);

/** Steps that were kept before there were conditions have none. */
const complete = <P extends PolicyRules>(policy: P): P => ({
  ...policy,
  steps: policy.steps.map((step) => ({ ...step, conditions: step.conditions ?? { priorityAtLeast: null, unassigned: false } })),
});

/** The policy with this id in its newest version, or null. */
export async function findPolicy(sql: Sql, id: string): Promise<EscalationPolicy | null> {
  const row = await policies(sql).where('p.id', id).first();
  return row ? complete(row) : null;
}

/** The policy for services that name none, or null. */
export async function findDefaultPolicy(sql: Sql): Promise<EscalationPolicy | null> {
  const row = await policies(sql).where('p.isDefault', true).first();
  return row ? complete(row) : null;
}

/** What a policy said in one of its versions: running escalations follow the version that they began with. */
export async function findPolicyVersion(sql: Sql, policyId: string, version: number): Promise<PolicyRules | null> {
  const row = await sql('escalationPolicyVersions').where({ policyId, version }).first();
  if (!row) return null;
  const { steps, repeat, quietHours, acknowledgementExpiresAfter } = row;
  return complete({ steps, repeat, quietHours, acknowledgementExpiresAfter });
}

export async function listPolicies(sql: Sql): Promise<EscalationPolicy[]> {
  const rows = await policies(sql)
    .orderBy([
      { column: 'p.name', order: 'asc' },
      { column: 'p.id', order: 'asc' },
    ])
    .limit(1000);
  return rows.map(complete);
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

const insertVersion = (tx: Sql, policy: EscalationPolicy) =>
  tx('escalationPolicyVersions').insert({
    policyId: policy.id,
    version: policy.version,
    stepsJson: JSON.stringify(policy.steps),
    repeat: policy.repeat,
    quietHoursJson: policy.quietHours && JSON.stringify(policy.quietHours),
    acknowledgementExpiresAfter: policy.acknowledgementExpiresAfter,
  });

export async function clearDefaultPolicy(tx: Sql): Promise<void> {
  await tx('escalationPolicies').where({ isDefault: true }).update({ isDefault: false });
}
