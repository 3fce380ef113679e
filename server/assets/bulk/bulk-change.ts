import type { z } from 'zod';
import { Problem } from '../../platform/problem.ts';
import type { Asset } from '../asset.ts';
import type { bulkAction } from './bulk-schemas.ts';

/** More than that is an import, not work by hand. */
export const mostAtOnce = 10_000;

export type BulkAction = z.output<typeof bulkAction>;

export const bulkStates = ['running', 'done', 'undoing', 'undone'] as const;
export type BulkState = (typeof bulkStates)[number];

/** `unchanged`: it was so already. `kept`: it was not undone, because somebody has changed it since. */
export const itemStates = ['waiting', 'done', 'unchanged', 'failed', 'undone', 'kept'] as const;
export type ItemState = (typeof itemStates)[number];

/** One change to many assets, and how far it has come. */
export interface BulkChange {
  id: string;
  actorId: string;
  action: BulkAction;
  state: BulkState;
  total: number;
  /** Items that were worked on without a failure, changed or not. */
  done: number;
  failed: number;
  undone: number;
  kept: number;
  createdAt: Date;
  finishedAt: Date | null;
  undoneAt: Date | null;
}

export interface BulkItem {
  bulkChangeId: string;
  seq: number;
  assetId: string;
  state: ItemState;
  reason: string | null;
  before: Partial<Asset> | null;
  versionAfter: number | null;
  happenedAt: Date | null;
}

const bookkeeping = new Set(['id', 'version', 'createdAt', 'updatedAt']);

/** What a change overwrote, as it was before: the way back. */
export function overwritten(before: Asset, after: Asset): Partial<Asset> {
  const fields = Object.entries(before).filter(
    ([field, value]) => !bookkeeping.has(field) && JSON.stringify(value) !== JSON.stringify(after[field as keyof Asset]),
  );
  return Object.fromEntries(fields);
}

/** The same from the database, where instants are text. */
export const revived = (kept: Record<string, unknown>): Partial<Asset> =>
  Object.fromEntries(
    Object.entries(kept).map(([field, value]) => [field, field.endsWith('At') && typeof value === 'string' ? new Date(value) : value]),
  );

/** How much is done, in whole percent. */
export function percentOf({ state, total, done, failed, undone, kept }: BulkChange): number {
  if (state === 'done' || state === 'undone') return 100;
  const [worked, of] = state === 'undoing' ? [undone + kept, done] : [done + failed, total];
  return of === 0 ? 100 : Math.min(99, Math.floor((100 * worked) / of));
}

/** The words for what went wrong with one asset; anything that is not a refusal is ours, and is said so. */
export const reasonOf = (error: unknown): string => (error instanceof Problem ? error.message : 'Something went wrong on our side');
