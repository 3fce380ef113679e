import { complete, enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { addComment } from './add-comment.ts';
import { type FanOut, findFanOut, findItem, finishItem, queueWaiting } from './fan-out-store.ts';
import { numberText } from './incident.ts';
import { findIncidentRow } from './incident-store.ts';
import { reopenIncident } from './reopen-incident.ts';
import { resolveIncident } from './resolve-incident.ts';

const portion = 100;

/** State job `incident.fanOut`: makes a job of each child that waits, a portion at a time. */
export async function planFanOut(ctx: Context, { fanOutId }: { fanOutId: string }, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const now = tx.clock();
    const childIds = await queueWaiting(tx.db.sql, fanOutId, portion);
    for (const childId of childIds)
      await enqueue(tx.db.sql, { job: 'incident.fanOutChild', payload: { fanOutId, childId }, runAt: now, now });
    if (childIds.length === portion) await enqueue(tx.db.sql, { job: 'incident.fanOut', payload: { fanOutId }, runAt: now, now });
  });
}

/**
 * State job `incident.fanOutChild`: does to one child what was asked for all. The child's change, the count and the end of
 * the job are one transaction, so a crash at any moment loses no child and does none twice.
 */
export async function actOnChild(ctx: Context, job: { fanOutId: string; childId: string }, rowId: string): Promise<void> {
  await transact(ctx, async (open) => {
    // One instant for the child's resolution and the record of it: by this it is known again when it is taken back.
    const now = open.clock();
    const tx: Context = { ...open, clock: () => now };
    if (!(await complete(tx.db.sql, rowId))) return;
    const fanOut = await findFanOut(tx.db.sql, job.fanOutId);
    if (!fanOut) return;
    const reason = await tryOn(tx, fanOut, job.childId);
    const state = reason === null ? 'done' : 'skipped';
    const after = await finishItem(tx.db.sql, fanOut.id, job.childId, { state, reason, finishedAt: now });
    await report(tx, after);
  });
}

/** Why the child could not take it, or null. These verbs check before they write, so nothing is left half done. */
async function tryOn(tx: Context, fanOut: FanOut, childId: string): Promise<string | null> {
  try {
    await act(tx, fanOut, childId);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

async function act(tx: Context, { kind, text, code, undoesId, ...fanOut }: FanOut, childId: string): Promise<void> {
  const actor: Actor = {
    kind: 'person',
    id: fanOut.actorId,
    name: fanOut.actorName,
    role: fanOut.actorRole,
    supportGroupIds: [],
    scopes: null,
  };
  if (kind === 'answer') {
    const child = await findIncidentRow(tx.db.sql, childId);
    if (child && (child.status === 'closed' || child.status === 'cancelled'))
      throw new Problem('conflict', `${numberText(child.number)} is ${child.status} and cannot be commented on`);
    await addComment(tx, actor, childId, { body: text });
  } else if (kind === 'resolve') await resolveIncident(tx, actor, childId, { code: code ?? 'fixed', note: text });
  else {
    await checkAsLeft(tx, undoesId, childId);
    await reopenIncident(tx, actor, childId, undefined, null);
  }
}

/** A child that somebody reopened and resolved again is theirs now. */
async function checkAsLeft(tx: Context, resolutionId: string | null, childId: string): Promise<void> {
  const child = await findIncidentRow(tx.db.sql, childId);
  const item = resolutionId ? await findItem(tx.db.sql, resolutionId, childId) : null;
  if (!child || !item?.finishedAt || child.resolvedAt?.getTime() === item.finishedAt.getTime()) return;
  throw new Problem('conflict', `${numberText(child.number)} was changed since`);
}

/** Pages that show the family hear of each tenth child and of the last. */
async function report(tx: Context, { parentId, total, done, skipped }: FanOut): Promise<void> {
  const finished = done + skipped;
  if (finished % 10 !== 0 && finished !== total) return;
  tx.db.afterCommit(() =>
    tx.live.publish({
      type: 'incident.changed',
      id: parentId,
      audience: { role: 'technician' },
      data: { kind: 'fanOut', finished, total },
    }),
  );
}
