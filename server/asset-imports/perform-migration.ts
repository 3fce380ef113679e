import { complete, findOutboxRow } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { unseal } from '../platform/secret-box.ts';
import { countedLists, listAt, type Migration, takenLists } from './migration.ts';
import { findMigration, lockMigration, rowAfter } from './migration-store.ts';
import { pageRows, readSnipe, SnipeFailure, type SnipePage } from './snipe-client.ts';
import { enqueueMigration, settle, tokenPurpose } from './start-migration.ts';
import { finishStage, type SeatPage, takePage, takeSeats } from './take-snipe-page.ts';

const mostFailures = 30;

/** What one call brought: a page of a list, of a licence's seats, or nothing since no licence is left. */
type Brought = { page: SnipePage } | { seats: SeatPage } | { isOver: true };

/**
 * Leaf job `asset.migrate`: reads one page of Snipe-IT's interface and takes what it says in. The page, the position and the
 * job that reads the next are one transaction: after a crash the same page is read again, and nothing comes twice.
 */
export async function performMigration(ctx: Context, { migrationId }: { migrationId: string }, rowId: string): Promise<void> {
  const found = await findMigration(ctx.db.sql, migrationId);
  if (!(await findOutboxRow(ctx.db.sql, rowId))) return;
  if (found?.state !== 'running') return transact(ctx, async (tx) => void (await complete(tx.db.sql, rowId)));
  let brought: Brought;
  try {
    brought = await bring(ctx, found);
  } catch (error) {
    if (!(error instanceof SnipeFailure)) throw error;
    return transact(ctx, async (tx) => {
      if (await complete(tx.db.sql, rowId)) await noteFailure(tx, migrationId, error);
    });
  }
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const at = await lockMigration(tx.db.sql, migrationId);
    if (at?.state !== 'running' || at.stage !== found.stage || at.position !== found.position) return;
    await goOn(tx, await takenIn(tx, { ...at, reason: null, totals: { ...at.totals, failures: 0 } }, brought));
  });
}

async function bring(ctx: Context, at: Migration): Promise<Brought> {
  const server = { baseUrl: at.baseUrl, token: unseal(ctx.settings.secretKey, tokenPurpose, at.sealedToken ?? '') };
  const list = listAt(at.stage) as string;
  if (list !== 'seats') {
    const limit = at.stage < takenLists.length ? pageRows : 1;
    return { page: await readSnipe(ctx.settings, server, list, { offset: at.position, limit }) };
  }
  const licences = at.totals.lists['licenses']?.importId;
  const licence = licences ? await rowAfter(ctx.db.sql, licences, at.position) : null;
  if (!licence) return { isOver: true };
  const page = await readSnipe(ctx.settings, server, `licenses/${licence.line}/seats`, { offset: at.totals.seatOffset });
  return { seats: { licence, page } };
}

async function takenIn(tx: Context, at: Migration, brought: Brought): Promise<Migration> {
  if ('isOver' in brought) return finishStage(tx, at);
  if ('seats' in brought) return takeSeats(tx, at, brought.seats);
  if (at.stage < takenLists.length) return takePage(tx, at, brought.page);
  const list = countedLists[at.stage - takenLists.length] as string;
  const others = { ...at.totals.others, [list]: brought.page.total };
  return { ...at, totals: { ...at.totals, others }, stage: at.stage + 1, position: 0 };
}

async function goOn(tx: Context, at: Migration): Promise<void> {
  const now = tx.clock();
  if (at.state === 'running' && listAt(at.stage) === null) {
    // Nobody needs the token any more.
    await settle(tx, { ...at, state: 'done', sealedToken: null, finishedAt: now });
    return;
  }
  if (at.state === 'running')
    await enqueueMigration(tx, at.id, new Date(now.getTime() + Math.ceil(60_000 / at.settings.requestsPerMinute)));
  await settle(tx, at);
}

/** What passes by itself is tried again, later each time; what does not ends the migration with its reason. */
async function noteFailure(tx: Context, migrationId: string, failure: SnipeFailure): Promise<void> {
  const at = await lockMigration(tx.db.sql, migrationId);
  if (at?.state !== 'running') return;
  const now = tx.clock();
  const failures = at.totals.failures + 1;
  const reason = failure.message;
  const totals = { ...at.totals, failures };
  const isCounting = at.stage >= takenLists.length;
  if (failure.kind === 'refused' && isCounting) {
    // An older release does not know the list: then there is none of it.
    return goOn(tx, { ...at, stage: at.stage + 1, position: 0 });
  }
  if (failure.kind === 'refused' || failures > mostFailures) {
    await settle(tx, { ...at, totals, state: 'failed', reason, finishedAt: now });
    return;
  }
  const waitMs = failure.retryAfterMs ?? Math.min(10 * 60_000, 5000 * 2 ** Math.min(failures, 8));
  await enqueueMigration(tx, migrationId, new Date(now.getTime() + waitMs));
  await settle(tx, { ...at, totals, reason });
}
