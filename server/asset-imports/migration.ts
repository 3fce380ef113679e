import type { SubjectName } from './import-schemas.ts';
import type { MigrationState } from './migration-schemas.ts';

/** What is noted of a list that is read. */
export interface ListProgress {
  importId: string;
  total: number;
  /** Lists are read again for what waited for something further down. */
  pass: number;
  /** How many rows this pass took. */
  taken: number;
  /** True when nothing waits any more: what is missing then does not come. */
  isLast: boolean;
}

export interface MigrationTotals {
  lists: Record<string, ListProgress>;
  /** How many there are of what has no room here. */
  others: Record<string, number>;
  /** Tries in a row that did not reach it. */
  failures: number;
  /** How far the seats of the licence at hand are read. */
  seatOffset: number;
}

/** Coming over from Snipe-IT by its interface: which list is being read, and how far. */
export interface Migration {
  id: string;
  baseUrl: string;
  sealedToken: string | null;
  actorId: string | null;
  actorName: string;
  state: MigrationState;
  settings: { currency: string; requestsPerMinute: number };
  stage: number;
  position: number;
  totals: MigrationTotals;
  reason: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

/** The lists that are taken, in this order: what others mention comes first. */
export const takenLists: ReadonlyArray<{ list: string; subject: SubjectName }> = [
  { list: 'locations', subject: 'locations' },
  { list: 'users', subject: 'people' },
  { list: 'suppliers', subject: 'suppliers' },
  { list: 'hardware', subject: 'assets' },
  { list: 'licenses', subject: 'licences' },
  { list: 'seats', subject: 'seats' },
  { list: 'accessories', subject: 'accessories' },
  { list: 'consumables', subject: 'consumables' },
  { list: 'components', subject: 'components' },
];

/** Lists that are only counted, for the report of what was not taken. */
export const countedLists = ['companies', 'kits', 'maintenances', 'depreciations', 'fieldsets'] as const;

/** The list that a stage reads; null when all are done. */
export const listAt = (stage: number): string | null => takenLists[stage]?.list ?? countedLists[stage - takenLists.length] ?? null;

/** How far it has come, from 0 to 100: the lists count by their rows as far as these are known. */
export function migrationPercent({ state, stage, totals }: Migration, done: number): number {
  if (state === 'done' || state === 'undone') return 100;
  const known = Object.values(totals.lists).reduce((sum, { total }) => sum + total, 0);
  const share = known === 0 ? 0 : done / known;
  const stages = takenLists.length + countedLists.length;
  return Math.min(99, Math.floor(100 * Math.min(share, (stage + 1) / stages)));
}
