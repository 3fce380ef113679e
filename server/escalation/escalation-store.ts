import type { Sql } from '../../db/connection.ts';
import type { Action } from './escalation-policy.ts';

/** How far an incident has climbed the version of the policy that it began with. */
export interface EscalationRow {
  incidentId: string;
  policyId: string;
  policyVersion: number;
  state: 'running' | 'paused' | 'stopped';
  openedAt: Date;
  responseDueAt: Date | null;
  resolutionDueAt: Date | null;
  acknowledgedAt: Date | null;
  /** Since when it stands still, and for how long it did before. */
  heldAt: Date | null;
  heldMs: number;
  nextDueAt: Date | null;
}

export interface FiringRow {
  id: string;
  incidentId: string;
  policyId: string;
  policyVersion: number;
  step: number;
  loop: number;
  dueAt: Date;
  firedAt: Date;
  lateMs: number;
  actions: Action[];
  recipients: Array<{ id: string; name: string }>;
  skipped: 'nobody' | null;
}

/** The escalation of an incident, held until the end of the transaction. */
export async function lockEscalation(tx: Sql, incidentId: string): Promise<EscalationRow | null> {
  const row = await tx('escalations').where({ incidentId }).forUpdate().first();
  return row ? { ...row, heldMs: Number(row.heldMs) } : null;
}

export async function insertEscalation(tx: Sql, row: EscalationRow): Promise<void> {
  await tx('escalations').insert(row);
}

export async function updateEscalation(tx: Sql, incidentId: string, changes: Partial<EscalationRow>): Promise<void> {
  await tx('escalations').where({ incidentId }).update(changes);
}

/** The steps that fired for an incident, in the order in which they did. */
export async function listFirings(sql: Sql, incidentId: string): Promise<FiringRow[]> {
  const rows: FiringRow[] = await sql('escalationFirings').where({ incidentId }).orderBy('id').limit(1000);
  return rows.map((row) => ({ ...row, lateMs: Number(row.lateMs) }));
}

/** Enters a step into the ledger; false when it stands there already, and then it must not fire. */
export async function insertFiring(tx: Sql, { actions, recipients, ...row }: FiringRow): Promise<boolean> {
  const added = await tx('escalationFirings')
    .insert({ ...row, actionsJson: JSON.stringify(actions), recipientsJson: JSON.stringify(recipients) })
    .onConflict(['incidentId', 'policyId', 'policyVersion', 'step', 'loop'])
    .ignore()
    .returning('id');
  return added.length === 1;
}

/** Incidents with a step that was due by `now`. */
export async function dueEscalations(sql: Sql, now: Date, limit: number): Promise<string[]> {
  const rows = await sql('escalations').select('incidentId').where('nextDueAt', '<=', now).orderBy('nextDueAt').limit(limit);
  return rows.map((row: { incidentId: string }) => row.incidentId);
}
