import { complete } from '../../../db/outbox.ts';
import { attempt, transact } from '../../../db/transaction.ts';
import { asActor } from '../../people/person.ts';
import { findPerson, supportGroupsOf } from '../../people/person-queries.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { Problem } from '../../platform/problem.ts';
import type { Asset } from '../asset.ts';
import { lockAssets } from '../lock-assets.ts';
import { writeAsset } from '../write-asset.ts';
import { applyToAsset, checkMayDo } from './apply-to-asset.ts';
import { type BulkChange, type BulkItem, overwritten, percentOf, reasonOf } from './bulk-change.ts';
import { lockBulkChange, nextItems, updateBulkChange, updateItem } from './bulk-store.ts';
import { enqueueBulk } from './start-bulk-change.ts';

/** So many at a time: others who write do not wait longer than for a handful of changes. */
const portion = 20;

type Outcome = Partial<Pick<BulkItem, 'state' | 'reason' | 'before' | 'versionAfter'>>;

/**
 * State job `asset.bulk`: works on the next portion of a bulk change, forwards or backwards. Items, counts and the job that
 * goes on are one transaction, so a crash at any moment loses no item and does none twice.
 */
export async function performBulkChange(ctx: Context, { bulkChangeId }: { bulkChangeId: string }, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const change = await lockBulkChange(tx.db.sql, bulkChangeId);
    if (change?.state !== 'running' && change?.state !== 'undoing') return;
    const isUndoing = change.state === 'undoing';
    const actor = await actorOf(tx, change.actorId);
    const items = await nextItems(tx.db.sql, change.id, isUndoing ? 'done' : 'waiting', portion, isUndoing);
    // Two changes of the same assets take them in the same order and do not wait for each other.
    for (const item of [...items].sort((a, b) => (a.assetId < b.assetId ? -1 : 1))) {
      const outcome = await tryOn(tx, isUndoing, (part) => (isUndoing ? undoOne(part, actor, item) : doOne(part, actor, change, item)));
      await updateItem(tx.db.sql, item, { ...outcome, happenedAt: tx.clock() });
      tally(change, outcome.state);
    }
    await goOn(tx, change, items.length < portion);
  });
}

/** Who asked for it, with what they may do today. */
async function actorOf(tx: Context, personId: string): Promise<Actor | null> {
  const person = await findPerson(tx.db.sql, personId);
  if (!person?.isActive) return null;
  const groups = await supportGroupsOf(tx.db.sql, personId);
  return asActor(
    person,
    groups.map(({ id }) => id),
  );
}

/** One item by itself: what goes wrong with it undoes nothing of the others. */
async function tryOn(tx: Context, isUndoing: boolean, work: (part: Context) => Promise<Outcome>): Promise<Outcome> {
  try {
    return await attempt(tx, work);
  } catch (error) {
    const { dialect } = tx.db;
    if (dialect.isRetryable(error) || dialect.isUnavailable(error) || dialect.isFull(error)) throw error;
    if (!(error instanceof Problem)) tx.log.error({ err: error }, 'an item of a bulk change of assets failed');
    return { state: isUndoing ? 'kept' : 'failed', reason: reasonOf(error) };
  }
}

async function locked(tx: Context, assetId: string): Promise<Asset> {
  const asset = (await lockAssets(tx.db.sql, [assetId])).get(assetId);
  if (!asset) throw new Problem('not_found', 'There is no such asset');
  return asset;
}

async function doOne(tx: Context, actor: Actor | null, { action }: BulkChange, item: BulkItem): Promise<Outcome> {
  if (!actor) throw new Problem('forbidden');
  checkMayDo(actor, action);
  const before = await locked(tx, item.assetId);
  await applyToAsset(tx, actor, before.id, action);
  const after = await locked(tx, item.assetId);
  return after.version === before.version
    ? { state: 'unchanged' }
    : { state: 'done', before: overwritten(before, after), versionAfter: after.version };
}

async function undoOne(tx: Context, actor: Actor | null, item: BulkItem): Promise<Outcome> {
  if (!actor || !item.before) throw new Problem('forbidden');
  const asset = await locked(tx, item.assetId);
  if (asset.version !== item.versionAfter) throw new Problem('conflict', `${asset.tag} was changed since`);
  await writeAsset(tx, actor, asset, item.before, { kind: 'undone' });
  return { state: 'undone' };
}

function tally(change: BulkChange, state: BulkItem['state'] | undefined): void {
  if (state === 'done' || state === 'unchanged') change.done += 1;
  if (state === 'failed') change.failed += 1;
  if (state === 'undone') change.undone += 1;
  if (state === 'kept') change.kept += 1;
}

async function goOn(tx: Context, change: BulkChange, isLast: boolean): Promise<void> {
  const now = tx.clock();
  if (isLast && change.state === 'running') Object.assign(change, { state: 'done', finishedAt: now });
  if (isLast && change.state === 'undoing') Object.assign(change, { state: 'undone', undoneAt: now });
  if (!isLast) await enqueueBulk(tx, change.id);
  const { state, done, failed, undone, kept, finishedAt, undoneAt } = change;
  await updateBulkChange(tx.db.sql, change.id, { state, done, failed, undone, kept, finishedAt, undoneAt });
  tellBulk(tx, change);
}

/** Tells the pages of who asked for it how far it has come. */
export function tellBulk(tx: Context, change: BulkChange): void {
  const { id, actorId, state, total, done, failed, undone, kept } = change;
  const data = { percent: percentOf(change), state, total, done, failed, undone, kept };
  tx.db.afterCommit(() => tx.live.publish({ type: 'assetBulkChange.changed', id, audience: { personIds: [actorId] }, data }));
}
