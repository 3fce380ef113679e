import type { Sql } from '../../db/connection.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Alert, AlertKind, AlertRule, Digest } from './alert.ts';
import type { AlertQuery } from './alert-schemas.ts';

/** The alerts of a kind that are open, dismissed ones among them. */
export async function openAlerts(sql: Sql, kind: AlertKind): Promise<Alert[]> {
  return sql('alerts').where({ kind }).whereNull('resolvedAt').orderBy('id').limit(100_000);
}

export async function insertAlerts(tx: Sql, alerts: Alert[]): Promise<void> {
  const rows = alerts.map(({ data, ...alert }) => ({ ...alert, dataJson: JSON.stringify(data) }));
  for (let start = 0; start < rows.length; start += 500) await tx('alerts').insert(rows.slice(start, start + 500));
}

export async function resolveAlerts(tx: Sql, ids: string[], resolvedAt: Date): Promise<void> {
  for (let start = 0; start < ids.length; start += 500) {
    await tx('alerts')
      .whereIn('id', ids.slice(start, start + 500))
      .update({ resolvedAt });
  }
}

export async function renameAlert(tx: Sql, id: string, data: Alert['data']): Promise<void> {
  await tx('alerts')
    .where({ id })
    .update({ dataJson: JSON.stringify(data) });
}

export async function findOpenAlert(sql: Sql, id: string): Promise<Alert | null> {
  return (await sql('alerts').where({ id }).whereNull('resolvedAt').first()) ?? null;
}

export async function setDismissal(
  tx: Sql,
  id: string,
  dismissal: Pick<Alert, 'dismissedById' | 'dismissedByName' | 'dismissedAt' | 'note'>,
): Promise<void> {
  await tx('alerts').where({ id }).update(dismissal);
}

/** A page of open alerts, the earliest due first. */
export async function listAlerts(sql: Sql, query: AlertQuery): Promise<{ items: Alert[]; nextCursor: string | null }> {
  const rows = sql('alerts')
    .whereNull('resolvedAt')
    .limit(query.limit + 1);
  if (query.kind) rows.where({ kind: query.kind });
  if (query.state === 'dismissed') rows.whereNotNull('dismissedAt');
  else rows.whereNull('dismissedAt');
  afterCursor(
    rows,
    [
      { column: 'dueOn', direction: 'asc' },
      { column: 'id', direction: 'asc' },
    ],
    query.cursor,
  );
  return toPage((await rows) as Alert[], query.limit, ({ dueOn, id }) => [dueOn, id]);
}

/** How many of each kind are open and not dismissed. */
export async function countAlerts(sql: Sql): Promise<Array<{ kind: AlertKind; count: number }>> {
  const rows: Array<{ kind: AlertKind; count: number }> = await sql('alerts')
    .select('kind')
    .count({ count: '*' })
    .whereNull('resolvedAt')
    .whereNull('dismissedAt')
    .groupBy('kind');
  return rows.map(({ kind, count }) => ({ kind, count: Number(count) }));
}

/** What nobody told a person yet, the earliest due first. */
export async function untoldTo(sql: Sql, personId: string, kinds: AlertKind[] | null, limit: number): Promise<Alert[]> {
  const rows = sql('alerts')
    .select('alerts.*')
    .leftJoin('alertTold', (on) => on.on('alertTold.alertId', 'alerts.id').andOnVal('alertTold.personId', personId))
    .whereNull('alerts.resolvedAt')
    .whereNull('alerts.dismissedAt')
    .whereNull('alertTold.alertId')
    .orderBy(['alerts.dueOn', 'alerts.id'])
    .limit(limit);
  return kinds ? rows.whereIn('alerts.kind', kinds) : rows;
}

export async function markTold(tx: Sql, personId: string, alertIds: string[], toldAt: Date): Promise<void> {
  for (let start = 0; start < alertIds.length; start += 500) {
    await tx('alertTold').insert(alertIds.slice(start, start + 500).map((alertId) => ({ alertId, personId, toldAt })));
  }
}

export async function listRules(sql: Sql): Promise<AlertRule[]> {
  return sql('alertRules').select('kind', 'isEnabled', 'daysBefore', 'daysAfter', 'version').limit(100);
}

export async function writeRule(tx: Sql, rule: AlertRule, updatedAt: Date): Promise<void> {
  const { kind, ...changes } = { ...rule, updatedAt };
  await tx('alertRules')
    .insert({ kind, ...changes })
    .onConflict('kind')
    .merge(changes);
}

export interface DigestRow extends Omit<Digest, 'rhythm' | 'hour'> {
  personId: string;
  /** Null: as the role has it. */
  rhythm: Digest['rhythm'] | null;
  hour: number | null;
  lastDay: string | null;
}

export async function findDigest(sql: Sql, personId: string): Promise<DigestRow | null> {
  return (await sql('alertDigests').where({ personId }).first()) ?? null;
}

export async function writeDigest(tx: Sql, { kinds, ...row }: DigestRow, updatedAt: Date): Promise<void> {
  const { personId, ...changes } = { ...row, kindsJson: kinds && JSON.stringify(kinds), updatedAt };
  await tx('alertDigests')
    .insert({ personId, ...changes })
    .onConflict('personId')
    .merge(changes);
}

/** Takes a person's digest of a day; answers false when it was sent already. Of two at once, one gets it. */
export async function takeDay(tx: Sql, personId: string, day: string, now: Date): Promise<boolean> {
  await tx('alertDigests').insert({ personId, version: 0, updatedAt: now }).onConflict('personId').ignore();
  const count = await tx('alertDigests')
    .where({ personId })
    .where((any) => any.whereNull('lastDay').orWhere('lastDay', '<', day))
    .update({ lastDay: day });
  return count === 1;
}
