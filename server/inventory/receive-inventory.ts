import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import type { Asset } from '../assets/asset.ts';
import { findAsset } from '../assets/asset-queries.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { agentActor } from './agent-actor.ts';
import { lastStateOf } from './facts/machine-queries.ts';
import { type PreparedDocument, prepareDocument, writeFacts } from './facts/write-facts.ts';
import type { InventoryDocument, InventoryReceipt } from './inventory-document.ts';
import { noteAlive } from './note-alive.ts';
import { type Fingerprint, findFingerprint, insertFingerprint } from './reconcile/fingerprint-store.ts';
import { identityHash, identityOf } from './reconcile/identity.ts';
import { placeMachine } from './reconcile/place-machine.ts';
import { keepDocument } from './reconcile/review-store.ts';
import { loadRuleBook } from './reconcile/rule-store.ts';

/** A contact this long ago is as good as now. */
const freshMs = 60_000;

/**
 * Takes what an agent says about a machine: knows it again by the rules, registers it, or keeps it for a person to
 * decide; then keeps its facts, and what changed. The same said twice writes nothing but that the machine is alive.
 */
export async function receiveInventory(
  ctx: Context,
  input: { sourceId: string | null; document: InventoryDocument },
): Promise<InventoryReceipt> {
  const prepared = prepareDocument(input.document, input.sourceId);
  const identity = identityOf(input.document);
  const hash = identityHash(identity);
  const same = await unchangedReceipt(ctx, hash, prepared);
  if (same) return same;
  // All of it happens at one instant, so that what began with this document is told from what was there.
  const now = ctx.clock();
  return transact({ ...ctx, clock: () => now }, async (tx) => {
    const before = await findFingerprint(tx.db.sql, hash);
    const fingerprint = before ?? (await meet(tx, { ...freshFingerprint(tx, prepared), identity, hash }, prepared));
    if (fingerprint.state === 'ignored') return { outcome: 'review', assetId: null, tag: null, needsFull: false };
    if (fingerprint.state === 'review' || !fingerprint.assetId) return waitingReceipt(tx, fingerprint, prepared);
    return take(tx, fingerprint.assetId, before === null, prepared);
  });
}

/** All that an idle machine costs: three reads. */
async function unchangedReceipt(
  ctx: Context,
  hash: string,
  { document, hash: documentHash }: PreparedDocument,
): Promise<InventoryReceipt | null> {
  if (document.isPartial) return null;
  const last = await lastStateOf(ctx.db.sql, hash);
  if (!last || last.documentHash !== documentHash || last.seenVersion !== last.assetVersion) return null;
  if (ctx.clock().getTime() - last.lastContactAt.getTime() >= freshMs) await noteAlive(ctx, last.machineId);
  return { outcome: 'unchanged', assetId: last.assetId, tag: last.tag, needsFull: false };
}

function freshFingerprint(tx: Context, { document, sourceId }: PreparedDocument): Omit<Fingerprint, 'identity' | 'hash'> {
  const now = tx.clock();
  return {
    id: newId(),
    state: 'review',
    assetId: null,
    reviewId: null,
    isPinned: false,
    agentName: document.agent.name,
    sourceId,
    firstSeenAt: now,
    lastSeenAt: now,
  };
}

/** A way of introducing itself that nobody used before. One at a time: two halves of a machine may come together. */
async function meet(tx: Context, fresh: Fingerprint, prepared: PreparedDocument): Promise<Fingerprint> {
  const { sql } = tx.db;
  await takeTurn(sql, 'inventory');
  const meanwhile = await findFingerprint(sql, fresh.hash);
  if (meanwhile) return meanwhile;
  await insertFingerprint(sql, fresh);
  await placeMachine(tx, fresh, prepared, await loadRuleBook(sql));
  return (await findFingerprint(sql, fresh.hash)) as Fingerprint;
}

async function waitingReceipt(tx: Context, { reviewId }: Fingerprint, { document }: PreparedDocument): Promise<InventoryReceipt> {
  if (reviewId) await keepDocument(tx.db.sql, reviewId, document, tx.clock());
  return { outcome: 'review', assetId: null, tag: null, needsFull: document.isPartial };
}

async function take(tx: Context, assetId: string, isNewWay: boolean, prepared: PreparedDocument): Promise<InventoryReceipt> {
  const asset = (await findAsset(tx.db.sql, assetId)) as Asset;
  const { machine, isChanged, isFirst } = await writeFacts(tx, agentActor(prepared.document), asset, prepared);
  const isMade = isNewWay && isFirst && machine.firstContactAt.getTime() === tx.clock().getTime();
  const outcome = machine.isStub ? 'stub' : isMade ? 'created' : isChanged ? 'updated' : 'unchanged';
  return { outcome, assetId, tag: asset.tag, needsFull: machine.isStub };
}
