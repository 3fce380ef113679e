import type { Sql } from '../../db/connection.ts';
import type { Import, ImportRow } from './import.ts';
import type { ImportOutcome } from './import-schemas.ts';

const columnsOf = ({ columns, settings, unknown, ...row }: Partial<Import>): Record<string, unknown> => ({
  ...row,
  ...(columns && { columnsJson: JSON.stringify(columns) }),
  ...(settings && { settingsJson: JSON.stringify(settings) }),
  ...(unknown && { unknownJson: JSON.stringify(unknown) }),
});

export async function insertImport(tx: Sql, row: Import): Promise<void> {
  await tx('assetImports').insert(columnsOf(row));
}

/** The import with this id, or null. */
export async function findImport(sql: Sql, id: string): Promise<Import | null> {
  return (await sql('assetImports').where({ id }).first()) ?? null;
}

/** The same, held until the transaction ends. */
export async function lockImport(tx: Sql, id: string): Promise<Import | null> {
  return (await tx('assetImports').where({ id }).forUpdate().first()) ?? null;
}

export async function updateImport(tx: Sql, id: string, changes: Partial<Import>): Promise<void> {
  await tx('assetImports').where({ id }).update(columnsOf(changes));
}

/** Keeps the file itself, before anything is done with it. */
export async function keepFile(tx: Sql, importId: string, content: Uint8Array): Promise<void> {
  await tx('assetImportFiles').insert({ importId, content: Buffer.from(content) });
}

/** The file as it came, or null when nobody needs it any more. */
export async function findFile(sql: Sql, importId: string): Promise<Uint8Array | null> {
  return (await sql('assetImportFiles').where({ importId }).first())?.content ?? null;
}

export async function dropFile(tx: Sql, importId: string): Promise<void> {
  await tx('assetImportFiles').where({ importId }).delete();
}

/** Rows of one INSERT: twelve columns each, and SQLite takes 32,766 values in a statement. */
const batch = 500;

export async function insertRows(tx: Sql, rows: ImportRow[]): Promise<void> {
  const columns = rows.map(({ before, changes, reasons, warnings, ...row }) => ({
    ...row,
    changesJson: JSON.stringify(changes),
    reasonsJson: JSON.stringify(reasons),
    warningsJson: JSON.stringify(warnings),
    beforeJson: before === null ? null : JSON.stringify(before),
  }));
  for (let start = 0; start < columns.length; start += batch) await tx('importRows').insert(columns.slice(start, start + batch));
}

/** Which of these records an earlier row of the import was about. */
export async function touchedBy(sql: Sql, importId: string, ids: string[]): Promise<Map<string, { line: number; label: string | null }>> {
  const touched = new Map<string, { line: number; label: string | null }>();
  for (let start = 0; start < ids.length; start += 500) {
    const rows: ImportRow[] = await sql('importRows')
      .select('subjectId', 'line', 'label')
      .where({ importId })
      .whereIn('subjectId', ids.slice(start, start + 500));
    for (const { subjectId, line, label } of rows) touched.set(subjectId as string, { line, label });
  }
  return touched;
}

/** Rows that wrote something and were not taken back or passed over yet, the last written first. */
export async function rowsToUndo(sql: Sql, importId: string, limit?: number): Promise<ImportRow[]> {
  const query = sql('importRows').where({ importId, undoing: null }).whereIn('outcome', ['created', 'updated']).orderBy('seq', 'desc');
  return limit === undefined ? query : query.limit(limit);
}

/** Notes what undoing did with these rows; a reason says why one was left alone. */
export async function markRows(
  tx: Sql,
  importId: string,
  lines: number[],
  undoing: NonNullable<ImportRow['undoing']>,
  reason?: string,
): Promise<void> {
  for (let start = 0; start < lines.length; start += 500) {
    await tx('importRows')
      .where({ importId })
      .whereIn('line', lines.slice(start, start + 500))
      .update({ undoing, ...(reason !== undefined && { reasonsJson: JSON.stringify([reason]) }) });
  }
}

/** Rows in the order of the file after a line, of one outcome if told. */
export async function rowsAfter(
  sql: Sql,
  importId: string,
  { line, outcome, limit }: { line: number; outcome?: ImportOutcome | undefined; limit: number },
): Promise<ImportRow[]> {
  const query = sql('importRows').where({ importId }).where('line', '>', line).orderBy('line').limit(limit);
  return outcome ? query.where({ outcome }) : query;
}

/** Forgets an import with everything about it; for dry runs that nobody came back to. */
export async function deleteImport(tx: Sql, id: string): Promise<void> {
  await dropFile(tx, id);
  await tx('importRows').where({ importId: id }).delete();
  await tx('assetImports').where({ id }).delete();
}

/** Dry runs from before this instant. */
export async function oldDryRuns(sql: Sql, before: Date, limit: number): Promise<string[]> {
  const rows = await sql('assetImports').select('id').where({ isDryRun: true }).where('createdAt', '<', before).limit(limit);
  return rows.map(({ id }: { id: string }) => id);
}
