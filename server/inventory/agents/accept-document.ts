import { enqueue } from '../../../db/outbox.ts';
import { transact } from '../../../db/transaction.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { Problem } from '../../platform/problem.ts';
import type { InventoryReceipt } from '../inventory-document.ts';
import { receiveInventory } from '../receive-inventory.ts';
import { findAgentByDevice, insertAgent } from '../sources/agent-store.ts';
import { unpackDocument } from './agent-message.ts';
import { newAgent } from './contact-journal.ts';
import { firstWaitingOf, insertSubmission } from './submission-store.ts';

/** A document with from where it came. */
export interface Arrival {
  sourceId: string | null;
  deviceId: string;
  agentUuid: string | null;
  requestId: string | null;
  product: string | null;
  packed: Uint8Array;
}

/** What became of a document: looked at already, or kept to be looked at soon. */
export type Acceptance = { kind: 'looked'; receipt: InventoryReceipt } | { kind: 'kept'; submissionId: string };

/** How many agents may wait for their document to be looked at; those that come behind them are answered at once. */
const mostAtOnce = 3;
let inHand = 0;
let line: Promise<unknown> = Promise.resolve();

/**
 * Takes a document so that it is lost no more: looked at while the agent waits when few do, else kept with the work that
 * is to be done about it. What fails on our side is kept as well; what is wrong with the document is a Problem.
 */
export async function acceptDocument(ctx: Context, arrival: Arrival): Promise<Acceptance> {
  if (inHand >= mostAtOnce || (await hasWaiting(ctx, arrival))) return keepDocument(ctx, arrival);
  inHand += 1;
  const looked = line.then(() => receiveInventory(ctx, { sourceId: arrival.sourceId, document: unpackDocument(arrival.packed) }));
  line = looked.catch(() => {});
  try {
    return { kind: 'looked', receipt: await looked };
  } catch (error) {
    if (error instanceof Problem && error.status < 500 && error.code !== 'conflict') throw error;
    ctx.log.error({ err: error }, 'an inventory could not be looked at; it is kept and tried again');
    return keepDocument(ctx, arrival);
  } finally {
    inHand -= 1;
  }
}

/** What came earlier from the same agent is looked at earlier. */
async function hasWaiting(ctx: Context, { sourceId, deviceId }: Arrival): Promise<boolean> {
  const agent = sourceId === null ? null : await findAgentByDevice(ctx.db.sql, sourceId, deviceId);
  return agent !== null && (await firstWaitingOf(ctx.db.sql, agent.id)) !== null;
}

/** Keeps a document with the work that is to be done about it. */
export async function keepDocument(ctx: Context, arrival: Arrival): Promise<Acceptance> {
  const id = newId();
  await transact(ctx, async (tx) => {
    const now = tx.clock();
    const agentId = arrival.sourceId === null ? null : await agentOf(tx, arrival.sourceId, arrival);
    await insertSubmission(tx.db.sql, {
      id,
      sourceId: arrival.sourceId,
      agentId,
      agentUuid: arrival.agentUuid,
      requestId: requestIdOf(arrival, id),
      packed: Buffer.from(arrival.packed),
      status: 'waiting',
      error: null,
      receivedAt: now,
      processedAt: null,
    });
    await enqueueLook(tx, id);
  });
  return { kind: 'kept', submissionId: id };
}

async function agentOf(tx: Context, sourceId: string, arrival: Arrival): Promise<string | null> {
  await insertAgent(tx.db.sql, newAgent(sourceId, arrival.deviceId, { ...arrival, happenedAt: tx.clock() }));
  return (await findAgentByDevice(tx.db.sql, sourceId, arrival.deviceId))?.id ?? null;
}

export const lookKey = (submissionId: string): string => `inventory.look:${submissionId}`;

/** Asks for a kept document to be looked at. */
export async function enqueueLook(tx: Context, submissionId: string): Promise<void> {
  const now = tx.clock();
  await enqueue(tx.db.sql, { job: 'inventory.look', payload: { submissionId }, runAt: now, now, key: lookKey(submissionId) });
}

/** The word by which an agent asks again about a document that was kept. */
export const requestIdOf = (arrival: Arrival, submissionId: string): string =>
  arrival.requestId ?? submissionId.replaceAll('-', '').slice(-8).toUpperCase();
