import type { Sql } from '../../db/connection.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { Import, ImportRow } from './import.ts';
import type { FileRow, ImportFile } from './import-file.ts';
import { insertRows, touchedBy } from './import-store.ts';
import { isWriting, type PlannedRow } from './import-subject.ts';
import { subjects } from './subjects.ts';

/** How a list is to be taken. */
export type Taking = Pick<Import, 'id' | 'subject' | 'isDryRun' | 'settings' | 'position'>;

export interface Portion {
  rows: PlannedRow[];
  unknown: { locations: Set<string>; people: Set<string> };
}

/** Works out what rows of a file would do to the books as they are now; writes nothing. */
export async function planRows(sql: Sql, now: Date, taking: Taking, file: ImportFile, rows: FileRow[]): Promise<Portion> {
  const unknown = { locations: new Set<string>(), people: new Set<string>() };
  const planning = {
    sql,
    now,
    file,
    wantsChanges: taking.isDryRun,
    isStrict: taking.settings.unknown === 'reject',
    unknown,
    touched: (ids: string[]) => touchedBy(sql, taking.id, ids),
  };
  return { rows: await subjects[taking.subject].plan(planning, rows), unknown };
}

/** Plans rows and, unless it is a dry run, writes what they say, with all that undoing needs to know. */
export async function carryOutRows(tx: Context, actor: Actor, taking: Taking, file: ImportFile, rows: FileRow[]): Promise<Portion> {
  const portion = await planRows(tx.db.sql, tx.clock(), taking, file, rows);
  if (!taking.isDryRun) await subjects[taking.subject].write(tx, actor, portion.rows.filter(isWriting), taking.id);
  await insertRows(
    tx.db.sql,
    portion.rows.map((row, index) => rowOf(taking, row, taking.position + index)),
  );
  return portion;
}

/** A row as it is kept: all that the page shows and that undoing needs to know. */
export function rowOf({ id: importId, isDryRun }: Taking, row: PlannedRow, seq: number): ImportRow {
  const { line, outcome, before, id, label, name, changes, reasons, warnings, versionAfter } = row;
  const state = outcome === 'updated' && !isDryRun ? before : null;
  return {
    importId,
    line,
    seq,
    outcome,
    subjectId: id,
    label,
    name,
    changes,
    reasons,
    warnings,
    versionAfter,
    before: state,
    undoing: null,
  };
}

/** How many rows of each outcome. */
export function countsOf(rows: Array<Pick<PlannedRow, 'outcome'>>): Pick<Import, 'created' | 'updated' | 'unchanged' | 'rejected'> {
  const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}
