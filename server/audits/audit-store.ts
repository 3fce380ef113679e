import type { Sql } from '../../db/connection.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Audit, AuditState } from './audit.ts';

/** The stock-take with this id or this number (`AUD-7`), or null. */
export async function findAudit(sql: Sql, idOrName: string): Promise<Audit | null> {
  const number = /^aud-(\d{1,9})$/i.exec(idOrName)?.[1];
  return (
    (await sql('audits')
      .where(number ? { number: Number(number) } : { id: idOrName })
      .first()) ?? null
  );
}

/** Number and title of each of these stock-takes. */
export async function auditTitles(sql: Sql, ids: string[]): Promise<Map<string, Pick<Audit, 'id' | 'number' | 'title'>>> {
  const rows: Array<Pick<Audit, 'id' | 'number' | 'title'>> = await sql('audits').select('id', 'number', 'title').whereIn('id', ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The stock-take, held until the transaction ends: scans of several readers count one after the other. */
export async function lockAudit(tx: Sql, id: string): Promise<Audit | null> {
  return (await tx('audits').where({ id }).forUpdate().first()) ?? null;
}

/** Stock-takes, the newest first. */
export async function listAudits(sql: Sql, range: { state?: AuditState | undefined; limit: number; cursor?: string | undefined }) {
  const query = sql('audits')
    .select('*')
    .limit(range.limit + 1);
  if (range.state) query.where({ state: range.state });
  const rows: Audit[] = await afterCursor(query, [{ column: 'number', direction: 'desc' }], range.cursor);
  return toPage(rows, range.limit, (audit) => [audit.number]);
}

const rowOf = ({ scope, ...audit }: Audit): Record<string, unknown> => ({ ...audit, scopeJson: JSON.stringify(scope) });

export async function insertAudit(tx: Sql, audit: Audit): Promise<void> {
  await tx('audits').insert(rowOf(audit));
}

/** Changes a stock-take that still has this version; answers false when somebody was faster. */
export async function updateAudit(tx: Sql, id: string, version: number, changes: Partial<Audit>): Promise<boolean> {
  const count = await tx('audits')
    .where({ id, version })
    .update({ ...changes, version: version + 1 });
  return count === 1;
}

export type Counter = 'expected' | 'found' | 'misplaced' | 'unexpected' | 'unknown';

/** Adds to the counters of a stock-take that the transaction holds; with another version, or readers would keep what they have. */
export async function addToCounters(tx: Sql, id: string, steps: Partial<Record<Counter, number>>): Promise<void> {
  const changes = Object.entries(steps).filter(([, step]) => step !== 0);
  if (changes.length === 0) return;
  await tx('audits')
    .where({ id })
    .update(
      Object.fromEntries([['version', 1] as const, ...changes].map(([counter, step]) => [counter, tx.raw('?? + ?', [counter, step])])),
    );
}

/** Takes a stock-take away that nobody has scanned for. */
export async function deleteAudit(tx: Sql, id: string): Promise<void> {
  await tx('auditItems').where({ auditId: id }).delete();
  await tx('audits').where({ id }).delete();
}
