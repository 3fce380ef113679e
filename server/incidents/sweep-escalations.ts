import { transact } from '../../db/transaction.ts';
import { overdueEscalations } from '../escalation/escalation-queries.ts';
import type { Context } from '../platform/context.ts';
import { fireOn } from './fire-escalation-step.ts';

/** How long an alarm may ring before the sweep takes it for lost. */
const graceMs = 60_000;

/** Sweep: fires steps whose alarm was lost, each incident by itself so that a bad one does not hold up the others. */
export async function sweepEscalations(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock().getTime() - graceMs);
  for (const incidentId of await overdueEscalations(ctx.db.sql, before, 200)) {
    try {
      await transact(ctx, (tx) => fireOn(tx, incidentId));
    } catch (error) {
      ctx.log.error({ err: error, incidentId }, 'an escalation step could not fire; it is tried again');
    }
  }
}
