import type { Sql } from '../../db/connection.ts';
import { attempt } from '../../db/transaction.ts';
import type { FieldChange } from '../assets/asset-view.ts';
import type { Actor, Role } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import type { FileRow, Texts } from './import-file.ts';
import type { PlannedRow, Planning, Subject } from './import-subject.ts';

/** How another record is mentioned; the id is null for one that the same file will make. */
export interface Mention {
  id: string | null;
  name: string;
}

/** What a record is, field by field, as people read it. */
export type Values = Record<string, string | number | boolean | null | Mention>;

/** What a row says. Fields that it does not speak of are absent. */
export interface Reading {
  values: Values;
  reasons: string[];
  warnings: string[];
  /** Mentions that lead nowhere: left out, or a reason to refuse where the import is strict. */
  lacks: string[];
}

/** What is looked up once for many rows. */
export interface Lookup {
  /** By what a record is known; two rows of one key are doubles. Null when the row names none. */
  keyOf(texts: Texts): string | null;
  /** The record of this key as it is, or null. */
  find(key: string): { id: string; version: number; values: Values } | null;
  read(texts: Texts, before: Values | null): Reading;
}

/** A kind of record that lists may speak of beside assets. `create`, `change` and `remove` are use cases of its own room. */
export interface RecordKind {
  role: Role;
  synonyms: Record<string, string>;
  /** What is wrong with a row that has no key. */
  withoutKey: string;
  arrange?(rows: FileRow[]): FileRow[];
  load(sql: Sql, rows: Texts[], planning: Planning): Promise<Lookup>;
  labelOf(values: Values): string | null;
  create(tx: Context, actor: Actor, values: Values): Promise<{ id: string; version: number }>;
  change(tx: Context, actor: Actor, id: string, values: Values): Promise<{ version: number }>;
  remove(tx: Context, actor: Actor, id: string): Promise<void>;
  versionsOf(sql: Sql, ids: string[]): Promise<Map<string, number>>;
  /** Which of those that an import made were used since, where their version does not tell. */
  usedSince?(sql: Sql, ids: string[]): Promise<Set<string>>;
}

const shownName = (values: Values): string | null => (typeof values['name'] === 'string' ? values['name'] : null);

/** Makes a list of simple records importable: planned row by row, written by the use cases of their own rooms. */
export function recordSubject(kind: RecordKind): Subject<Values> {
  return {
    role: kind.role,
    synonyms: kind.synonyms,
    ...(kind.arrange && { arrange: kind.arrange }),
    plan: (planning, rows) => planRecords(kind, planning, rows),
    async write(tx, actor, rows) {
      for (const row of rows) await writeRecord(kind, tx, actor, row);
    },
    async hindrances(tx, rows) {
      const versions = await kind.versionsOf(
        tx.db.sql,
        rows.map(({ subjectId }) => subjectId as string),
      );
      const made = rows.filter(({ outcome }) => outcome === 'created').map(({ subjectId }) => subjectId as string);
      const used = (await kind.usedSince?.(tx.db.sql, made)) ?? new Set();
      const changed = rows.filter(
        ({ subjectId, versionAfter }) => versions.get(subjectId as string) !== versionAfter || used.has(subjectId as string),
      );
      return new Map(changed.map(({ line, label }) => [line, `${label} was changed since`]));
    },
    async takeBack(tx, actor, rows) {
      // What was changed may point to what was made; what was made last stands on what was made before.
      const [made, changed] = [rows.filter(({ before }) => before === null), rows.filter(({ before }) => before !== null)];
      for (const { subjectId, before } of changed) await kind.change(tx, actor, subjectId as string, before as Values);
      for (const { subjectId } of made) await kind.remove(tx, actor, subjectId as string);
    },
  };
}

async function planRecords(kind: RecordKind, planning: Planning, rows: FileRow[]): Promise<Array<PlannedRow<Values>>> {
  const lookup = await kind.load(
    planning.sql,
    rows.map(({ texts }) => texts),
    planning,
  );
  const present = rows.flatMap(({ texts }) => {
    const key = lookup.keyOf(texts);
    return key === null ? [] : (lookup.find(key)?.id ?? []);
  });
  const touched = await planning.touched(present);
  const firstLines = firstLinesOf(planning, lookup);
  return rows.map(({ line, texts }) => {
    const key = lookup.keyOf(texts);
    const found = key === null ? null : lookup.find(key);
    const { values, reasons, warnings, lacks } = lookup.read(texts, found?.values ?? null);
    if (key === null) reasons.push(kind.withoutKey);
    const earlier = (found && touched.get(found.id)?.line) ?? (key === null ? undefined : firstLines.get(key));
    if (earlier !== undefined && earlier !== line) reasons.push(`Line ${earlier} has ${kind.labelOf(values) ?? key} too`);
    const all = planning.isStrict ? [...reasons, ...lacks] : reasons;
    const isTaken = all.length === 0;
    const changes = isTaken ? changesOf(found?.values ?? null, values) : [];
    return {
      line,
      outcome: !isTaken ? 'rejected' : !found ? 'created' : changes.length > 0 ? 'updated' : 'unchanged',
      // Only what the row speaks of is put back when it is undone.
      before: found ? onlyOf(found.values, values) : null,
      after: isTaken ? values : null,
      id: found?.id ?? null,
      label: kind.labelOf({ ...found?.values, ...values }),
      name: shownName({ ...found?.values, ...values }),
      changes,
      reasons: all,
      warnings: planning.isStrict ? warnings : [...warnings, ...lacks],
      versionAfter: null,
    } satisfies PlannedRow<Values>;
  });
}

/** The line on which each key stands first in the whole file. */
function firstLinesOf({ file }: Planning, lookup: Lookup): Map<string, number> {
  const first = new Map<string, number>();
  for (const { line, texts } of file.groups.flat()) {
    const key = lookup.keyOf(texts);
    if (key !== null && !first.has(key)) first.set(key, line);
  }
  return first;
}

const onlyOf = (before: Values, spoken: Values): Values =>
  Object.fromEntries(Object.keys(spoken).map((field) => [field, before[field] ?? null]));

const compared = (value: Values[string] | undefined): unknown =>
  typeof value === 'object' && value !== null ? (value.id ?? `new ${value.name}`) : (value ?? null);

/** What a row changes, field by field. */
export function changesOf(before: Values | null, values: Values): FieldChange[] {
  return Object.entries(values)
    .filter(([field, to]) => compared(before?.[field]) !== compared(to))
    .map(([field, to]) => ({ field, from: before?.[field] ?? null, to }));
}

async function writeRecord(kind: RecordKind, tx: Context, actor: Actor, row: PlannedRow<Values>): Promise<void> {
  try {
    const values = row.after as Values;
    // By itself: what goes wrong with one row undoes nothing of the others.
    const written = await attempt(tx, async (part) =>
      row.id === null ? kind.create(part, actor, values) : { id: row.id, ...(await kind.change(part, actor, row.id, values)) },
    );
    Object.assign(row, { id: written.id, versionAfter: written.version });
  } catch (error) {
    // What the room of the record refuses is refused here in its words; it has written nothing of it.
    if (!(error instanceof Problem) || (error.code !== 'invalid_request' && error.code !== 'conflict')) throw error;
    Object.assign(row, { outcome: 'rejected', reasons: [error.issues[0]?.message ?? error.message], changes: [], id: row.id });
  }
}
