import { complete } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { asActor } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { importsOf, lockMigration } from './migration-store.ts';
import { enqueueUndo, settle } from './start-migration.ts';
import { undoImport } from './undo-import.ts';

/** How long a list that is taken back in the background is left alone before it is looked at again. */
const pauseMs = 2000;

/**
 * State job `asset.unmigrate`: takes the last list of a migration back that is not yet, and asks for the one before. Where
 * something was worked on since, it stops with the reason and what came before that list stays.
 */
export async function performUndoMigration(
  ctx: Context,
  { migrationId, actorId }: { migrationId: string; actorId: string },
  rowId: string,
): Promise<void> {
  try {
    await transact(ctx, async (tx) => {
      if (!(await complete(tx.db.sql, rowId))) return;
      const found = await lockMigration(tx.db.sql, migrationId);
      if (found?.state !== 'undoing') return;
      const left = (await importsOf(tx.db.sql, [migrationId])).filter(({ state }) => state !== 'undone');
      const last = left.at(-1);
      if (!last) return void (await settle(tx, { ...found, state: 'undone', sealedToken: null, finishedAt: tx.clock() }));
      if (last.state !== 'undoing') await undoImport(tx, await actorOf(tx, actorId), last.id);
      await enqueueUndo(tx, migrationId, actorId, new Date(tx.clock().getTime() + (last.state === 'undoing' ? pauseMs : 0)));
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await transact(ctx, async (tx) => {
      if (!(await complete(tx.db.sql, rowId))) return;
      const found = await lockMigration(tx.db.sql, migrationId);
      if (found?.state === 'undoing') await settle(tx, { ...found, state: 'cancelled', reason: error.message, finishedAt: tx.clock() });
    });
  }
}

async function actorOf(tx: Context, actorId: string): Promise<Actor> {
  const person = await findPerson(tx.db.sql, actorId);
  return person ? asActor(person, []) : systemActor;
}
