import type { Sql } from '../../db/connection.ts';
import type { AcknowledgementTerm } from './acknowledgement.ts';
import type { Assignment } from './choose-assignee.ts';
import type { Action } from './escalation-policy.ts';
import type { SkipReason } from './next-step.ts';
import type { NamedRef } from './who-is-there.ts';

/** How far an incident has climbed the version of the policy that it began with. */
export interface EscalationRow extends AcknowledgementTerm {
  incidentId: string;
  policyId: string;
  policyVersion: number;
  state: 'running' | 'paused' | 'stopped';
  /** The incident's, as far as quiet hours go by it; null in what began before there were any. */
  priority: string | null;
  openedAt: Date;
  responseDueAt: Date | null;
  resolutionDueAt: Date | null;
  acknowledgedAt: Date | null;
  acknowledgedById: string | null;
  /** Since when it stands still, and for how long it did before. */
  heldAt: Date | null;
  heldMs: number;
  /** For how long steps counted from the opening waited in quiet hours. */
  quietMs: number;
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
  recipients: NamedRef[];
  /** People whom the step meant, but who are away. */
  absent: NamedRef[];
  /** To whom it gave the incident, and why to them. */
  assignments: Assignment[];
  /** When it was due but for quiet hours. */
  waitedSinceAt: Date | null;
  skipped: SkipReason | null;
}

const readEscalation = (row: EscalationRow): EscalationRow => ({ ...row, heldMs: Number(row.heldMs), quietMs: Number(row.quietMs) });

/** The escalation of an incident, or null. */
export async function findEscalation(sql: Sql, incidentId: string): Promise<EscalationRow | null> {
  const row = await sql('escalations').where({ incidentId }).first();
  return row ? readEscalation(row) : null;
}

/** The escalation of an incident, held until the end of the transaction. */
export async function lockEscalation(tx: Sql, incidentId: string): Promise<EscalationRow | null> {
  const row = await tx('escalations').where({ incidentId }).forUpdate().first();
  return row ? readEscalation(row) : null;
}

export async function insertEscalation(tx: Sql, row: EscalationRow): Promise<void> {
  await tx('escalations').insert(row);
}

export async function updateEscalation(tx: Sql, incidentId: string, changes: Partial<EscalationRow>): Promise<void> {
  await tx('escalations').where({ incidentId }).update(changes);
}

/** The steps that fired for an incident, in the order in which they did. */
export async function listFirings(sql: Sql, incidentId: string): Promise<FiringRow[]> {
  const rows: Array<FiringRow & { unmet: 'priority' | 'assigned' | null }> = await sql('escalationFirings')
    .where({ incidentId })
    .orderBy('id')
    .limit(1000);
  return rows.map(({ unmet, ...row }) => ({ ...row, skipped: unmet ?? row.skipped, lateMs: Number(row.lateMs) }));
}

/** Enters a step into the ledger; false when it stands there already, and then it must not fire. */
export async function insertFiring(tx: Sql, firing: FiringRow): Promise<boolean> {
  const { actions, recipients, absent, assignments, skipped, ...row } = firing;
  const added = await tx('escalationFirings')
    .insert({
      ...row,
      skipped: skipped === 'nobody' ? skipped : null,
      unmet: skipped === 'nobody' ? null : skipped,
      actionsJson: JSON.stringify(actions),
      recipientsJson: JSON.stringify(recipients),
      absentJson: JSON.stringify(absent),
      assignmentsJson: JSON.stringify(assignments),
    })
    .onConflict(['incidentId', 'policyId', 'policyVersion', 'step', 'loop'])
    .ignore()
    .returning('id');
  return added.length === 1;
}

/** Incidents with something that was due by `now`. */
export async function dueEscalations(sql: Sql, now: Date, limit: number): Promise<string[]> {
  const rows = await sql('escalations').select('incidentId').where('nextDueAt', '<=', now).orderBy('nextDueAt').limit(limit);
  return rows.map((row: { incidentId: string }) => row.incidentId);
}
