import { cancel, enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { seal } from '../platform/secret-box.ts';
import type { Migration } from './migration.ts';
import type { NewMigration } from './migration-schemas.ts';
import { findMigration, insertMigration, lockMigration, updateMigration } from './migration-store.ts';

export const tokenPurpose = 'snipe-token';

/** Begins to come over from Snipe-IT. Its interface is read in the background; what goes wrong there is said of the migration. */
export async function startMigration(ctx: Context, actor: Actor, { baseUrl, token, ...settings }: NewMigration): Promise<Migration> {
  const begun: Migration = {
    id: newId(),
    baseUrl,
    sealedToken: seal(ctx.settings.secretKey, tokenPurpose, token),
    actorId: actor.id,
    actorName: actor.name,
    state: 'running',
    settings,
    stage: 0,
    position: 0,
    totals: { lists: {}, others: {}, failures: 0, seatOffset: 0 },
    reason: null,
    createdAt: ctx.clock(),
    finishedAt: null,
  };
  return transact(ctx, async (tx) => {
    await insertMigration(tx.db.sql, begun);
    await enqueueMigration(tx, begun.id, tx.clock());
    await note(tx, actor, 'assets.migrationStarted', begun);
    return begun;
  });
}

/** Puts the reading of the next page into the outbox. */
export async function enqueueMigration(tx: Context, migrationId: string, runAt: Date): Promise<void> {
  const key = `asset.migrate:${migrationId}`;
  await enqueue(tx.db.sql, { job: 'asset.migrate', payload: { migrationId }, runAt, now: tx.clock(), key });
}

/** Stops a migration where it stands; what came so far stays, and it can go on or be undone. */
export async function cancelMigration(ctx: Context, actor: Actor, id: string): Promise<Migration> {
  return transact(ctx, async (tx) => {
    const found = await known(tx, id);
    if (found.state !== 'running') throw new Problem('conflict', 'This migration is not at work');
    await cancel(tx.db.sql, `asset.migrate:${id}`);
    await note(tx, actor, 'assets.migrationCancelled', found);
    return settle(tx, { ...found, state: 'cancelled', finishedAt: tx.clock() });
  });
}

/** Goes on where a migration stopped or failed, with another token if one is given. */
export async function continueMigration(
  ctx: Context,
  actor: Actor,
  id: string,
  { token }: { token?: string | undefined },
): Promise<Migration> {
  return transact(ctx, async (tx) => {
    const found = await known(tx, id);
    if (found.state !== 'cancelled' && found.state !== 'failed') throw new Problem('conflict', 'Only a migration that stopped can go on');
    if (!token && !found.sealedToken) throw invalid('/token', 'Give the token again');
    const sealedToken = token ? seal(tx.settings.secretKey, tokenPurpose, token) : found.sealedToken;
    const totals = { ...found.totals, failures: 0 };
    await enqueueMigration(tx, id, tx.clock());
    await note(tx, actor, 'assets.migrationContinued', found);
    return settle(tx, { ...found, sealedToken, totals, state: 'running', reason: null, finishedAt: null });
  });
}

/** Takes a migration back, list by list from the last to the first, in the background. */
export async function undoMigration(ctx: Context, actor: Actor, id: string): Promise<Migration> {
  return transact(ctx, async (tx) => {
    const found = await known(tx, id);
    if (found.state === 'undoing' || found.state === 'undone') throw new Problem('conflict', 'This migration is undone, or about to be');
    await cancel(tx.db.sql, `asset.migrate:${id}`);
    await enqueueUndo(tx, id, actor.id as string, tx.clock());
    await note(tx, actor, 'assets.migrationUndone', found);
    return settle(tx, { ...found, state: 'undoing', reason: null });
  });
}

/** Puts the undoing of the next list into the outbox. */
export async function enqueueUndo(tx: Context, migrationId: string, actorId: string, runAt: Date): Promise<void> {
  const key = `asset.unmigrate:${migrationId}`;
  await enqueue(tx.db.sql, { job: 'asset.unmigrate', payload: { migrationId, actorId }, runAt, now: tx.clock(), key });
}

async function known(tx: Context, id: string): Promise<Migration> {
  const found = await lockMigration(tx.db.sql, id);
  if (!found) throw notFound('migration');
  return found;
}

/** The migration with this id; 404 otherwise. */
export async function knownMigration(ctx: Context, id: string): Promise<Migration> {
  const found = await findMigration(ctx.db.sql, id);
  if (!found) throw notFound('migration');
  return found;
}

/** Keeps where a migration stands, and tells the pages. */
export async function settle(tx: Context, at: Migration): Promise<Migration> {
  await updateMigration(tx.db.sql, at.id, at);
  tx.db.afterCommit(() =>
    tx.live.publish({ type: 'migration.changed', id: at.id, audience: { role: 'admin' }, data: { state: at.state } }),
  );
  return at;
}

async function note(tx: Context, actor: Actor, action: string, { id, baseUrl }: Migration): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'migration', subjectId: id, detail: { baseUrl } });
}
