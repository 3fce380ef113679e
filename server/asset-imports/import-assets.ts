import { transact } from '../../db/transaction.ts';
import { refusingDoubles } from '../assets/write-asset.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import { carryOutRows, countsOf, type Portion, planRows } from './carry-out-rows.ts';
import { readColumns, rememberColumns } from './column-memory.ts';
import { finishImport } from './finish-import.ts';
import type { Import } from './import.ts';
import { type ImportFile, importFile } from './import-file.ts';
import type { ImportAnswer, ImportQuery, ImportRowAnswer } from './import-schemas.ts';
import { insertImport } from './import-store.ts';
import type { PlannedRow } from './import-subject.ts';
import { type Csv, readCsv } from './read-csv.ts';
import { subjects } from './subjects.ts';

/** Rows that an answer tells one by one; the counts tell of all. */
const toldRows = 1000;

/** A file that was read, with what its columns mean. */
export interface ReadFile {
  csv: Csv;
  file: ImportFile;
  fields: Array<string | null>;
  /** The fields that columns of such a list may fill. */
  choices: string[];
  isRemembered: boolean;
}

/** Reads a file as it came in; 4xx when it is no table, or the caller may not bring such a list. */
export async function readImport(ctx: Context, actor: Actor, bytes: Uint8Array, options: ImportQuery): Promise<ReadFile> {
  if (!hasRole(actor, subjects[options.subject].role)) throw new Problem('forbidden');
  const csv = readCsv(bytes);
  const columns = await readColumns(ctx.db.sql, csv.headers, options);
  return { csv, file: importFile(csv, columns.fields, options.dates, subjects[options.subject].arrange), ...columns };
}

/**
 * Imports a list at once, or tells what importing it would do. It is one transaction: all rows that are not refused are
 * in, or none is, whatever happens in the middle; and it can be undone as a whole.
 */
export async function importAssets(
  ctx: Context,
  actor: Actor,
  bytes: Uint8Array,
  asked: Omit<ImportQuery, 'subject'> & Partial<Pick<ImportQuery, 'subject'>>,
): Promise<ImportAnswer> {
  const options = { ...asked, subject: asked.subject ?? 'assets' };
  return importAtOnce(ctx, actor, await readImport(ctx, actor, bytes, options), options);
}

/** The same for a file that was read already. */
export async function importAtOnce(ctx: Context, actor: Actor, read: ReadFile, options: ImportQuery): Promise<ImportAnswer> {
  const begun = newImport(ctx, actor, read, options);
  const rows = read.file.groups.flat();
  if (options.dryRun) return answerOf(begun, read, await planRows(ctx.db.sql, ctx.clock(), begun, read.file, rows));
  return refusingDoubles(ctx, () =>
    transact(ctx, async (tx) => {
      await rememberColumns(tx, actor, read.csv.headers, options);
      await insertImport(tx.db.sql, begun);
      const portion = await carryOutRows(tx, actor, begun, read.file, rows);
      const counts = countsOf(portion.rows);
      const done: Partial<Import> = { ...counts, state: 'done', position: begun.total, finishedAt: tx.clock() };
      await finishImport(tx, actor, { ...begun, ...done, unknown: listed(portion.unknown) });
      return answerOf(begun, read, portion);
    }),
  );
}

/** An import that has not begun. */
export function newImport(ctx: Context, actor: Actor, { csv, file, fields, choices }: ReadFile, options: ImportQuery): Import {
  return {
    id: newId(),
    subject: options.subject,
    state: 'running',
    isDryRun: options.dryRun,
    fileName: options.fileName ?? null,
    actorId: actor.id,
    actorName: actor.name,
    total: file.total,
    position: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    rejected: 0,
    undone: 0,
    kept: 0,
    delimiter: csv.delimiter,
    columns: csv.headers.map((header, index) => ({ header, field: fields[index] ?? null, sample: sampleOf(csv, index) })),
    settings: { dates: options.dates, unknown: options.unknown, fields: choices },
    unknown: { locations: [], people: [] },
    reason: null,
    migrationId: null,
    createdAt: ctx.clock(),
    finishedAt: null,
    undoneAt: null,
  };
}

/** The first text of a column, for whoever is to say what it means. */
const sampleOf = ({ rows }: Csv, index: number): string | null =>
  rows
    .slice(0, 200)
    .map(({ cells }) => (cells[index] ?? '').trim())
    .find((text) => text !== '')
    ?.slice(0, 60) ?? null;

const mostUnknown = 200;

/** Names that lead nowhere, as many as somebody reads. */
export const listed = (unknown: Portion['unknown']): Import['unknown'] => ({
  locations: [...unknown.locations].slice(0, mostUnknown),
  people: [...unknown.people].slice(0, mostUnknown),
});

function answerOf({ id, subject, isDryRun, columns, delimiter }: Import, read: ReadFile, { rows, unknown }: Portion): ImportAnswer {
  const inOrder = rows.toSorted((a, b) => a.line - b.line);
  const refused = inOrder.filter(({ outcome }) => outcome === 'rejected');
  const others = inOrder.filter(({ outcome }) => outcome !== 'rejected');
  return {
    id: isDryRun ? null : id,
    subject,
    dryRun: isDryRun,
    ...countsOf(rows),
    columns,
    isRemembered: read.isRemembered,
    fields: read.choices,
    delimiter,
    unknown: listed(unknown),
    rows: [...refused, ...others].slice(0, toldRows).map((row) => rowAnswer(row, !isDryRun)),
    isCut: rows.length > toldRows,
  };
}

/** A row as the API shows it; a new record has its id when it is written. */
export function rowAnswer(
  row: Pick<PlannedRow, 'line' | 'outcome' | 'name' | 'label' | 'changes' | 'reasons' | 'warnings' | 'id'>,
  isDone: boolean,
): ImportRowAnswer {
  const { line, outcome, name, label, changes, reasons, warnings } = row;
  const id = outcome === 'created' && !isDone ? null : row.id;
  return { line, outcome, tag: label, assetId: id, subjectId: id, name, changes, reasons, warnings };
}
