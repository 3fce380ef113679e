import { enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { rememberColumns } from './column-memory.ts';
import type { Import } from './import.ts';
import { newImport, type ReadFile } from './import-assets.ts';
import type { ImportQuery } from './import-schemas.ts';
import { findFile, insertImport, keepFile, lockImport, updateImport } from './import-store.ts';

/**
 * Keeps a file and begins to work on it in the background, portion by portion: a dry run writes down what each row would
 * do, an import does it. What is said here survives whatever happens to the process.
 */
export async function startImport(ctx: Context, actor: Actor, bytes: Uint8Array, read: ReadFile, options: ImportQuery): Promise<Import> {
  const begun = newImport(ctx, actor, read, options);
  await transact(ctx, async (tx) => {
    if (!options.dryRun) await rememberColumns(tx, actor, read.csv.headers, options);
    await insertImport(tx.db.sql, begun);
    await keepFile(tx.db.sql, begun.id, bytes);
    await enqueueImport(tx, begun.id);
  });
  return begun;
}

/** Puts the next portion into the outbox. */
export async function enqueueImport(tx: Context, importId: string): Promise<void> {
  const now = tx.clock();
  await enqueue(tx.db.sql, { job: 'asset.import', payload: { importId }, runAt: now, now, key: `asset.import:${importId}` });
}

/**
 * Carries a dry run out that went on in the background, with the same file and the same rules; the books are read anew, so
 * that what changed meanwhile counts. 409 when there is nothing to carry out.
 */
export async function carryOutDryRun(ctx: Context, actor: Actor, importId: string): Promise<Import> {
  return transact(ctx, async (tx) => {
    const dry = await lockImport(tx.db.sql, importId);
    if (!dry) throw notFound('import');
    const content = await findFile(tx.db.sql, importId);
    if (dry.state !== 'checked' || !content) throw new Problem('conflict', 'Only a dry run that is finished can be carried out');
    const none = { position: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, unknown: { locations: [], people: [] } };
    await tx.db.sql('importRows').where({ importId }).delete();
    const begun: Import = {
      ...dry,
      ...none,
      isDryRun: false,
      state: 'running',
      actorId: actor.id,
      actorName: actor.name,
      finishedAt: null,
    };
    await updateImport(tx.db.sql, importId, begun);
    await enqueueImport(tx, importId);
    return begun;
  });
}
