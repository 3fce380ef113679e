import type { Sql } from '../../db/connection.ts';
import type { Import, ImportRow } from './import.ts';
import type { Migration } from './migration.ts';

const columnsOf = ({ settings, totals, ...row }: Partial<Migration>): Record<string, unknown> => ({
  ...row,
  ...(settings && { settingsJson: JSON.stringify(settings) }),
  ...(totals && { totalsJson: JSON.stringify(totals) }),
});

export async function insertMigration(tx: Sql, row: Migration): Promise<void> {
  await tx('snipeMigrations').insert(columnsOf(row));
}

/** The migration with this id, or null. */
export async function findMigration(sql: Sql, id: string): Promise<Migration | null> {
  return (await sql('snipeMigrations').where({ id }).first()) ?? null;
}

/** The same, held until the transaction ends. */
export async function lockMigration(tx: Sql, id: string): Promise<Migration | null> {
  return (await tx('snipeMigrations').where({ id }).forUpdate().first()) ?? null;
}

export async function updateMigration(tx: Sql, id: string, changes: Partial<Migration>): Promise<void> {
  await tx('snipeMigrations').where({ id }).update(columnsOf(changes));
}

/** The imports that are parts of a migration, in the order in which they began. */
export async function importsOf(sql: Sql, migrationIds: string[]): Promise<Import[]> {
  return sql('assetImports').whereIn('migrationId', migrationIds).orderBy(['createdAt', 'id']).limit(5000);
}

/** How things that came by an import are called here, by their number there; those refused are left out. */
export async function labelsOf(sql: Sql, importId: string, lines: number[]): Promise<Map<number, string>> {
  const labels = new Map<number, string>();
  for (let start = 0; start < lines.length; start += 500) {
    const rows: Array<Pick<ImportRow, 'line' | 'label'>> = await sql('importRows')
      .select('line', 'label')
      .where({ importId })
      .whereNot({ outcome: 'rejected' })
      .whereIn('line', lines.slice(start, start + 500));
    for (const { line, label } of rows) if (label !== null) labels.set(line, label);
  }
  return labels;
}

/** Which of these rows an import has dealt with. */
export async function knownLines(sql: Sql, importId: string, lines: number[]): Promise<Set<number>> {
  const known = new Set<number>();
  for (let start = 0; start < lines.length; start += 500) {
    const rows: Array<Pick<ImportRow, 'line'>> = await sql('importRows')
      .select('line')
      .where({ importId })
      .whereIn('line', lines.slice(start, start + 500));
    for (const { line } of rows) known.add(line);
  }
  return known;
}

/** The first row after a line that was not refused, or null. */
export async function rowAfter(sql: Sql, importId: string, line: number): Promise<Pick<ImportRow, 'line' | 'name'> | null> {
  const row = await sql('importRows')
    .select('line', 'name')
    .where({ importId })
    .whereNot({ outcome: 'rejected' })
    .where('line', '>', line)
    .orderBy('line')
    .first();
  return row ?? null;
}
