import type { Context } from '../platform/context.ts';
import { type Clocked, closeBook, openBook, settle } from './clock-book.ts';
import { incidentsWithOverdueClocks } from './clock-store.ts';

/**
 * Stamps the promises that were broken by an instant, each with the time at which it was, however late this runs, and
 * sets the alarm for the next. For the job `serviceLevel.breach`; harmless when there is nothing to stamp.
 */
export async function stampBreaches(tx: Context, incidentId: string, at: Date): Promise<Clocked> {
  const book = await openBook(tx.db.sql, incidentId);
  await settle(tx.db.sql, book, at, { cause: 'elapsed', atDueToo: true });
  return closeBook(tx, book);
}

/** Incidents whose promises were broken by now and bear no stamp: work for a sweep, should an alarm have been lost. */
export const overdueIncidents = (ctx: Context, limit: number): Promise<string[]> =>
  incidentsWithOverdueClocks(ctx.db.sql, ctx.clock(), limit);
