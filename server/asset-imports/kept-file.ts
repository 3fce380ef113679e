import type { Sql } from '../../db/connection.ts';
import type { Import } from './import.ts';
import { type ImportFile, importFile } from './import-file.ts';
import { findFile } from './import-store.ts';
import { readCsv } from './read-csv.ts';
import { subjects } from './subjects.ts';

/** Files of imports that are at work, so that each portion does not read the whole file again; after a crash it is read once. */
const read = new Map<string, ImportFile>();
const mostRead = 2;

/** The file of an import as it is worked on, or null when it is not kept any more. */
export async function fileOf(sql: Sql, { id, subject, columns, settings, isDryRun }: Import): Promise<ImportFile | null> {
  const key = `${id} ${isDryRun}`;
  const known = read.get(key);
  if (known) return known;
  const bytes = await findFile(sql, id);
  if (!bytes) return null;
  const fields = columns.map(({ field }) => field);
  const file = importFile(readCsv(bytes), fields, settings.dates, subjects[subject].arrange);
  read.set(key, file);
  for (const oldest of [...read.keys()].slice(0, -mostRead)) read.delete(oldest);
  return file;
}

/** Lets go of a file that is done with. */
export function forgetFile(id: string): void {
  for (const isDryRun of [true, false]) read.delete(`${id} ${isDryRun}`);
}
