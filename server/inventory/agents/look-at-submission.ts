import { complete } from '../../../db/outbox.ts';
import { attempt, transact } from '../../../db/transaction.ts';
import type { Context } from '../../platform/context.ts';
import { Problem } from '../../platform/problem.ts';
import type { InventoryReceipt } from '../inventory-document.ts';
import { receiveInventory } from '../receive-inventory.ts';
import { findAgent, updateAgent } from '../sources/agent-store.ts';
import { unpackDocument } from './agent-message.ts';
import { findSubmission, firstWaitingOf, type Submission, updateSubmission } from './submission-store.ts';

/**
 * Looks at a document that was kept, and before it at those of the same agent that came earlier. State job: all of it is
 * recorded together. What is wrong with the document is noted; what is wrong with us is tried again.
 */
export async function lookAtSubmission(ctx: Context, { submissionId }: { submissionId: string }, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const asked = await findSubmission(tx.db.sql, submissionId);
    if (!asked) return;
    for (let next = await nextOf(tx, asked); next; next = next.id === asked.id ? null : await nextOf(tx, asked)) await lookAt(tx, next);
  });
}

/** The first document of the agent that waits and came no later than this one. */
async function nextOf(tx: Context, asked: Submission): Promise<Submission | null> {
  const first = asked.agentId ? await firstWaitingOf(tx.db.sql, asked.agentId) : { id: asked.id };
  const submission = first && first.id <= asked.id ? await findSubmission(tx.db.sql, first.id) : null;
  return submission?.status === 'waiting' ? submission : null;
}

async function lookAt(tx: Context, submission: Submission): Promise<void> {
  const document = unpackDocument(submission.packed as Buffer);
  try {
    const receipt = await attempt(tx, (part) => receiveInventory(part, { sourceId: submission.sourceId, document }));
    await updateSubmission(tx.db.sql, submission.id, { status: 'done', packed: null, processedAt: tx.clock() });
    await tellAgent(tx, submission, document.isPartial, receipt);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500 || error.code === 'conflict') throw error;
    // The document stays: somebody may change what it was refused for.
    await updateSubmission(tx.db.sql, submission.id, { status: 'failed', error: error.message.slice(0, 500), processedAt: tx.clock() });
    if (submission.agentId) await updateAgent(tx.db.sql, submission.agentId, { lastError: error.message.slice(0, 500) });
  }
}

async function tellAgent(tx: Context, { agentId }: Submission, isPartial: boolean, receipt: InventoryReceipt): Promise<void> {
  const agent = agentId ? await findAgent(tx.db.sql, agentId) : null;
  if (agent)
    await updateAgent(tx.db.sql, agent.id, { assetId: receipt.assetId, tag: receipt.tag, full: fullAfter(agent.full, isPartial, receipt) });
}

/** Whether a whole inventory is had after this one: asking goes on until a whole one came. */
export function fullAfter(before: 'had' | 'wanted' | 'asked', isPartial: boolean, receipt: InventoryReceipt): 'had' | 'wanted' | 'asked' {
  if (!isPartial) return 'had';
  if (receipt.needsFull) return before === 'asked' ? 'asked' : 'wanted';
  return before;
}
