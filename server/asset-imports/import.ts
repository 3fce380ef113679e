import type { ImportOutcome, ImportSettings, ImportState, SubjectName } from './import-schemas.ts';

/** A list that came in: what it is about, how it is to be read, and how far it has come. */
export interface Import {
  id: string;
  subject: SubjectName;
  state: ImportState;
  isDryRun: boolean;
  fileName: string | null;
  actorId: string | null;
  actorName: string;
  total: number;
  /** Rows that are done with; where it goes on after a crash. */
  position: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  undone: number;
  /** Rows that undoing left alone, because somebody worked on them since. */
  kept: number;
  delimiter: string;
  columns: Array<{ header: string; field: string | null; sample?: string | null }>;
  settings: ImportSettings;
  unknown: { locations: string[]; people: string[] };
  /** Why it failed. */
  reason: string | null;
  /** The move from another program that it is a part of. */
  migrationId: string | null;
  createdAt: Date;
  finishedAt: Date | null;
  undoneAt: Date | null;
}

/** What becomes, became, or was taken back of one row. */
export interface ImportRow {
  importId: string;
  line: number;
  /** When it was worked on among the rows. */
  seq: number;
  outcome: ImportOutcome;
  subjectId: string | null;
  /** What people call the thing by: the tag, the address. */
  label: string | null;
  name: string | null;
  changes: Array<{ field: string; from: unknown; to: unknown }>;
  reasons: string[];
  warnings: string[];
  /** The version that the import left; another one now means that somebody worked on it since. */
  versionAfter: number | null;
  before: unknown;
  undoing: 'undone' | 'kept' | null;
}

/** True while a job works on it. */
export const isAtWork = (state: ImportState): boolean => state === 'running' || state === 'undoing';

/** True when something of it is in the books and can be taken back. */
export const isUndoable = ({ isDryRun, state }: Pick<Import, 'isDryRun' | 'state'>): boolean =>
  !isDryRun && (state === 'running' || state === 'done' || state === 'cancelled' || state === 'failed');

/** How far it has come, from 0 to 100. */
export function percentOf({ state, total, position, created, updated, undone, kept }: Import): number {
  const [done, all] = state === 'undoing' ? [undone + kept, created + updated] : [position, total];
  return all === 0 ? 100 : Math.floor((100 * done) / all);
}
