import type { Database } from '../../db/connection.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { touchMachines } from './facts/machine-store.ts';

interface Batch {
  ids: Set<number>;
  done: Promise<void>;
}

interface Line {
  running: Promise<void>;
  next: Batch | null;
}

const lines = new WeakMap<Database, Line>();

/**
 * Notes that a machine was heard. Those that are heard while a note is being written share the next one, so that a site
 * that wakes up together costs a few writes and not one a machine. Settles when it is kept.
 */
export function noteAlive(ctx: Context, machineId: number): Promise<void> {
  if (ctx.db.inTransaction) return touchMachines(ctx.db.sql, [machineId], ctx.clock());
  const line = lines.get(ctx.db) ?? { running: Promise.resolve(), next: null };
  lines.set(ctx.db, line);
  if (line.next) {
    line.next.ids.add(machineId);
    return line.next.done;
  }
  const ids = new Set([machineId]);
  const done = line.running
    .catch(() => {})
    .then(() => {
      line.next = null;
      return transact(ctx, (tx) => touchMachines(tx.db.sql, [...ids], tx.clock()));
    });
  line.next = { ids, done };
  line.running = done;
  return done;
}
