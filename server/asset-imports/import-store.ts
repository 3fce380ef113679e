import type { Sql } from '../../db/connection.ts';
import type { Asset } from '../assets/asset.ts';

export interface AssetImport {
  id: string;
  fileName: string | null;
  actorId: string | null;
  actorName: string;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  createdAt: Date;
  undoneAt: Date | null;
}

/** What an import did to one asset, with all that is needed to take it back. */
export interface ImportedRow {
  importId: string;
  line: number;
  outcome: 'created' | 'updated';
  assetId: string;
  tag: string;
  /** The version that the import left; another one now means that somebody worked on the asset since. */
  versionAfter: number;
  before: Asset | null;
}

export async function insertImport(tx: Sql, row: AssetImport): Promise<void> {
  await tx('assetImports').insert(row);
}

export async function insertImportedRows(tx: Sql, rows: ImportedRow[]): Promise<void> {
  const columns = rows.map(({ before, ...row }) => ({ ...row, beforeJson: before && JSON.stringify(before) }));
  for (let start = 0; start < columns.length; start += 500) await tx('assetImportRows').insert(columns.slice(start, start + 500));
}

/** The import with this id, or null. */
export async function findImport(sql: Sql, id: string): Promise<AssetImport | null> {
  return (await sql('assetImports').where({ id }).first()) ?? null;
}

/** Everything that an import wrote, in the order of its file. */
export async function importedRows(sql: Sql, importId: string): Promise<ImportedRow[]> {
  const rows: ImportedRow[] = await sql('assetImportRows').where({ importId }).orderBy('line');
  return rows.map((row) => ({ ...row, before: row.before && revived(row.before) }));
}

/** JSON knows no instants. */
function revived(asset: Asset): Asset {
  const instant = (value: Date | null) => (value === null ? null : new Date(value));
  return {
    ...asset,
    checkedOutAt: instant(asset.checkedOutAt),
    dueAt: instant(asset.dueAt),
    createdAt: new Date(asset.createdAt),
    updatedAt: new Date(asset.updatedAt),
  };
}

/** Marks an import as undone; false when it was already. */
export async function markUndone(tx: Sql, id: string, undoneAt: Date): Promise<boolean> {
  return (await tx('assetImports').where({ id, undoneAt: null }).update({ undoneAt })) === 1;
}
