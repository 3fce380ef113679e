import { cancel } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { finishImport } from './finish-import.ts';
import type { Import } from './import.ts';
import { deleteImport, lockImport, oldDryRuns } from './import-store.ts';
import { forgetFile } from './kept-file.ts';

/** Stops an import that is at work; what it did so far stays and can be undone. 409 when it is not at work. */
export async function cancelImport(ctx: Context, actor: Actor, importId: string): Promise<Import> {
  const cancelled = await transact(ctx, async (tx) => {
    const found = await lockImport(tx.db.sql, importId);
    if (!found) throw notFound('import');
    if (found.state !== 'running') throw new Problem('conflict', 'This import is not at work');
    await cancel(tx.db.sql, `asset.import:${importId}`);
    const stopped: Import = { ...found, state: 'cancelled', finishedAt: tx.clock() };
    await finishImport(tx, actor, stopped);
    return stopped;
  });
  forgetFile(importId);
  return cancelled;
}

const dryRunsKept = 7 * 86_400_000;

/** Sweep: forgets dry runs that nobody carried out within a week, with their files. */
export async function forgetDryRuns(ctx: Context): Promise<void> {
  const old = await oldDryRuns(ctx.db.sql, new Date(ctx.clock().getTime() - dryRunsKept), 50);
  for (const id of old) await transact(ctx, (tx) => deleteImport(tx.db.sql, id));
}
