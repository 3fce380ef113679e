import type { Sql } from '../../db/connection.ts';
import type { TargetPriority } from './service-level-agreement.ts';
import type { BreachCause, ClockKind, SegmentState } from './service-level-clock.ts';

export interface ClockRow {
  incidentId: string;
  kind: ClockKind;
  /** Questions, fresh starts after a reopening and support groups count from 1, each in its kind. */
  cycle: number;
  /** Of an operational clock: whose. */
  supportGroupId: string | null;
  agreementId: string;
  agreementVersion: number;
  /** The rule of the agreement that the target comes from; null = the table by priority. */
  rule: number | null;
  priority: TargetPriority;
  /** Null while nothing is promised; the clock remembers what was answered even so. */
  target: string | null;
  calendarId: string | null;
  calendarVersion: number | null;
  /** Whether it stands while the incident is on hold. */
  isPausing: boolean;
  startedAt: Date;
  dueAt: Date | null;
  metAt: Date | null;
  breachedAt: Date | null;
  breachCause: BreachCause | null;
  cancelledAt: Date | null;
  breachNote: string | null;
  breachNotedById: string | null;
  breachNotedAt: Date | null;
  /** Edition of the time-zone data that the due time was reckoned with. */
  timeZoneData: string;
}

export interface SegmentRow {
  incidentId: string;
  seq: number;
  fromAt: Date;
  state: SegmentState;
  supportGroupId: string | null;
  calendarId: string | null;
  calendarVersion: number | null;
  cause: string;
}

/** What befell a clock. Of a `retargeted` one, priority, target and calendar are those that held until then. */
export interface ClockEventRow {
  id: string;
  incidentId: string;
  kind: ClockKind;
  cycle: number;
  event: 'met' | 'breached' | 'reopened' | 'retargeted' | 'cancelled';
  happenedAt: Date;
  dueAt: Date | null;
  priority: TargetPriority;
  target: string | null;
  calendarId: string | null;
  calendarVersion: number | null;
  cause: string;
}

/** The clocks of an incident; whoever is going to change them holds them until the end of the transaction. */
export async function lockClocks(tx: Sql, incidentId: string): Promise<ClockRow[]> {
  return tx('serviceLevelClocks').where({ incidentId }).orderBy('cycle').forUpdate();
}

export async function listClocks(sql: Sql, incidentId: string): Promise<ClockRow[]> {
  return sql('serviceLevelClocks').where({ incidentId }).orderBy('cycle');
}

export async function listSegments(sql: Sql, incidentId: string): Promise<SegmentRow[]> {
  return sql('serviceLevelSegments').where({ incidentId }).orderBy('seq');
}

export async function insertSegment(tx: Sql, segment: SegmentRow): Promise<void> {
  await tx('serviceLevelSegments').insert(segment);
}

export async function insertClocks(tx: Sql, clocks: ClockRow[]): Promise<void> {
  if (clocks.length > 0) await tx('serviceLevelClocks').insert(clocks);
}

export async function updateClock(tx: Sql, { incidentId, kind, cycle, ...fields }: ClockRow): Promise<void> {
  await tx('serviceLevelClocks').where({ incidentId, kind, cycle }).update(fields);
}

export async function insertClockEvent(tx: Sql, event: ClockEventRow): Promise<void> {
  await tx('serviceLevelEvents').insert(event);
}

export async function listClockEvents(sql: Sql, incidentId: string): Promise<ClockEventRow[]> {
  return sql('serviceLevelEvents').where({ incidentId }).orderBy('id').limit(1000);
}

/** Incidents with a clock that was due by `now` and bears no breach, in order of their ids. */
export async function incidentsWithOverdueClocks(sql: Sql, now: Date, limit: number): Promise<string[]> {
  const rows = await sql('serviceLevelClocks')
    .distinct('incidentId')
    .whereNull('breachedAt')
    .where('dueAt', '<=', now)
    .whereNull('metAt')
    .whereNull('cancelledAt')
    .orderBy('incidentId')
    .limit(limit);
  return rows.map((row: { incidentId: string }) => row.incidentId);
}

/** What the clocks of an incident do now: count, stand or rest; null before they were opened. */
export async function findClockState(sql: Sql, incidentId: string): Promise<SegmentState | null> {
  const row = await sql('serviceLevelSegments').select('state').where({ incidentId }).orderBy('seq', 'desc').first();
  return row?.state ?? null;
}

/** Incidents with an open clock that was reckoned with an earlier edition of the time-zone data (2025b < 2025c). */
export async function incidentsReckonedBefore(sql: Sql, timeZoneData: string, limit: number): Promise<string[]> {
  const rows = await sql('serviceLevelClocks')
    .distinct('incidentId')
    .where('timeZoneData', '<', timeZoneData)
    .whereNull('metAt')
    .whereNull('cancelledAt')
    .orderBy('incidentId')
    .limit(limit);
  return rows.map((row: { incidentId: string }) => row.incidentId);
}

/** Incidents whose solution is still owed under an agreement, in order of their ids, after one of them. */
export async function incidentsUnderAgreement(sql: Sql, agreementId: string, afterId: string | null, limit: number): Promise<string[]> {
  const rows: Array<{ incidentId: string }> = await sql('serviceLevelClocks')
    .select('incidentId')
    .where({ agreementId, kind: 'resolution' })
    .whereNull('metAt')
    .whereNull('cancelledAt')
    .where('incidentId', '>', afterId ?? '')
    .orderBy('incidentId')
    .limit(limit);
  return rows.map(({ incidentId }) => incidentId);
}

/** Keeps why a promise was missed, in the words of somebody who knows; answers whether there is such a clock. */
export async function updateBreachNote(
  tx: Sql,
  clock: Pick<ClockRow, 'incidentId' | 'kind' | 'cycle'>,
  note: Pick<ClockRow, 'breachNote' | 'breachNotedById' | 'breachNotedAt'>,
): Promise<void> {
  await tx('serviceLevelClocks').where(clock).update(note);
}
