import { transact } from '../../db/transaction.ts';
import type { Actor } from './actor.ts';
import type { Context } from './context.ts';
import { sha256 } from './ids.ts';
import { invalid, Problem } from './problem.ts';

export interface KeptAnswer {
  status: number;
  body: unknown;
}

const keepMs = 24 * 60 * 60 * 1000;

/**
 * Runs a create at most once for an Idempotency-Key. The key and what the create did are one transaction: after a crash
 * either both exist or neither. The same key with the same request answers what was answered before; with another
 * request it is a 409 (draft-ietf-httpapi-idempotency-key-header).
 */
export async function once(
  ctx: Context,
  actor: Actor,
  key: string,
  request: { method: string; path: string; body: unknown },
  work: (tx: Context) => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  if (key.length > 200) throw invalid('/Idempotency-Key', 'must have at most 200 characters');
  const personId = actor.id ?? '';
  const requestHash = sha256(JSON.stringify([request.method, request.path, request.body]));
  try {
    return await transact(ctx, async (tx) => {
      const kept = await tx.db.sql('idempotencyKeys').where({ personId, key }).first();
      if (kept) return replay(kept, requestHash);
      // The key first: a second request with it waits here for the first, instead of racing it to the work.
      await tx.db.sql('idempotencyKeys').insert({ key, personId, requestHash, status: 0, answerJson: 'null', createdAt: tx.clock() });
      const answer = await work(tx);
      // JSON as the caller will read it, so that the replay is the same to the letter.
      const answerJson = JSON.stringify(answer.body ?? null);
      await tx.db.sql('idempotencyKeys').where({ personId, key }).update({ status: answer.status, answerJson });
      return answer;
    });
  } catch (error) {
    if (!ctx.db.dialect.isUniqueViolation(error)) throw error;
    const kept = await ctx.db.sql('idempotencyKeys').where({ personId, key }).first();
    if (!kept) throw error;
    return replay(kept, requestHash);
  }
}

function replay(kept: { requestHash: string; status: number; answer: unknown }, requestHash: string): KeptAnswer {
  if (kept.requestHash !== requestHash) throw new Problem('idempotency_conflict');
  return { status: kept.status, body: kept.answer };
}

/** Forgets keys that are older than a day. */
export async function forgetIdempotencyKeys(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock().getTime() - keepMs);
  await transact(ctx, async (tx) => void (await tx.db.sql('idempotencyKeys').where('createdAt', '<', before).delete()));
}
