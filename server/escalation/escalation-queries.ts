import type { Sql } from '../../db/connection.ts';
import { dueEscalations, type FiringRow, listFirings } from './escalation-store.ts';
import { findPolicy as findPolicyRow } from './policy-store.ts';

export type EscalationItem = Pick<FiringRow, 'step' | 'loop' | 'dueAt' | 'firedAt' | 'lateMs' | 'recipients' | 'actions' | 'skipped'>;

/** The steps that fired for an incident, in the order in which they did. */
export async function escalationsOf(sql: Sql, incidentId: string): Promise<EscalationItem[]> {
  const firings = await listFirings(sql, incidentId);
  return firings.map(({ step, loop, dueAt, firedAt, lateMs, recipients, actions, skipped }) => ({
    step,
    loop,
    dueAt,
    firedAt,
    lateMs,
    recipients,
    actions,
    skipped,
  }));
}

/** The escalation policy with this id, or null. */
export const findPolicy = findPolicyRow;

/** Incidents with an escalation step that was due by `now`: work for a sweep, should an alarm have been lost. */
export const overdueEscalations = (sql: Sql, now: Date, limit: number): Promise<string[]> => dueEscalations(sql, now, limit);
