import type { Context } from '../../platform/context.ts';
import { parsesWaiting } from './parse-lane.ts';
import { waitingSince } from './submission-store.ts';

/** Documents that wait to be read; a greeting that comes behind them is told to send nothing now. */
const mostWaiting = 40;
const longestMs = 10 * 60_000;

/** True when what came already takes so long that more must not come now. */
export async function isOverloaded(ctx: Context): Promise<boolean> {
  if (parsesWaiting() > mostWaiting) return true;
  const since = await waitingSince(ctx.db.sql);
  return since !== null && ctx.clock().getTime() - since.getTime() > longestMs;
}
