import type { Sql } from '../../db/connection.ts';
import type { FieldChange } from '../assets/asset-view.ts';
import type { Actor, Role } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { ImportRow } from './import.ts';
import type { FileRow, ImportFile } from './import-file.ts';
import type { ImportOutcome } from './import-schemas.ts';

/** What an import would do with one row. */
export interface PlannedRow<R = unknown> {
  line: number;
  outcome: ImportOutcome;
  /** The record as it is; null for a new one. */
  before: R | null;
  /** The record as it would be; null when the row is refused. */
  after: R | null;
  /** Known before it is written where other rows may mention it. */
  id: string | null;
  label: string | null;
  name: string | null;
  changes: FieldChange[];
  reasons: string[];
  warnings: string[];
  versionAfter: number | null;
}

/** All that planning a portion of a file asks for. */
export interface Planning {
  sql: Sql;
  now: Date;
  file: ImportFile;
  /** Whether somebody reads what each row would change; writing finds that out by itself. */
  wantsChanges: boolean;
  /** Whether unknown locations and people refuse a row. */
  isStrict: boolean;
  /** Where names that lead nowhere are gathered. */
  unknown: { locations: Set<string>; people: Set<string> };
  /** The line whose row did something to this record in an earlier portion, and what people call it. */
  touched(ids: string[]): Promise<Map<string, { line: number; label: string | null }>>;
}

/** A kind of list: how its columns are called, and what becomes of its rows. */
export interface Subject<R = unknown> {
  /** The least role that may import it. */
  role: Role;
  /** The headers that fill each field, in both languages, separated by bars. */
  synonyms: Record<string, string>;
  /** The same for fields that administrators added. */
  ownSynonyms?(sql: Sql): Promise<Record<string, string>>;
  /** Puts the rows of a file into an order in which what others mention comes first. */
  arrange?(rows: FileRow[]): FileRow[];
  /** Works out what the rows would do; writes nothing. */
  plan(planning: Planning, rows: FileRow[]): Promise<Array<PlannedRow<R>>>;
  /** Writes what was planned, and notes id, label, changes and version in each row. */
  write(tx: Context, actor: Actor, rows: Array<PlannedRow<R>>, importId: string): Promise<void>;
  /** Why some of these rows cannot be taken back, by line. */
  hindrances(tx: Context, rows: ImportRow[]): Promise<Map<number, string>>;
  /** Takes rows back: what was made is gone, what was changed is as before. */
  takeBack(tx: Context, actor: Actor, rows: ImportRow[], importId: string): Promise<void>;
}

/** True for rows that write something. */
export const isWriting = (row: { outcome: ImportOutcome }): boolean => row.outcome === 'created' || row.outcome === 'updated';
