import type { Context } from '../platform/context.ts';
import { type Clocked, closeBook, openBook, settle } from './clock-book.ts';
import { incidentsReckonedBefore } from './clock-store.ts';
import { timeZoneData } from './zone-offsets.ts';

/** Reckons the due times of an incident anew with the time-zone data of this process. */
export async function refreshClocks(tx: Context, incidentId: string, at: Date): Promise<Clocked> {
  const book = await openBook(tx.db.sql, incidentId);
  await settle(tx.db.sql, book, at, { cause: 'timeZoneData' });
  return closeBook(tx, book);
}

/**
 * Open incidents whose due times rest on an earlier edition of the time-zone data: work for a sweep after an upgrade. Only a
 * later edition takes over, so that processes of two versions do not undo each other's work.
 */
export const incidentsToRefresh = (ctx: Context, limit: number): Promise<string[]> =>
  incidentsReckonedBefore(ctx.db.sql, timeZoneData, limit);
