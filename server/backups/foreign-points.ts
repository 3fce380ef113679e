import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { reportRecovery, reportTrouble } from './backup-incidents.ts';
import type { BackupPolicy } from './backup-policy.ts';
import type { Engine, RepositoryAccess, StoredPoint } from './engines/engine.ts';
import { type ForeignPoint, foreignPointsOf, insertForeign, updateForeign } from './foreign-point-store.ts';
import { knownRefs } from './point-store.ts';
import { policiesOfRepository } from './policy-store.ts';
import { lockRepository } from './repository-store.ts';

/** What lies in a repository and was made by no run of ours: retention by a client's own clock could be led astray by it. */
export async function findForeign(ctx: Context, engine: Engine, access: RepositoryAccess): Promise<StoredPoint[]> {
  const stored = await engine.list(access);
  const known = await knownRefs(
    ctx.db.sql,
    access.id,
    stored.map(({ ref }) => ref),
  );
  return stored.filter(({ ref }) => !known.has(ref));
}

/**
 * Records what a run found beside our points. Such points never count as kept ones; each new one is told in one incident,
 * which is resolved when all of them were accepted or are gone.
 */
export async function recordForeign(tx: Context, policy: BackupPolicy, found: StoredPoint[]): Promise<void> {
  const { repositoryId } = policy;
  const now = tx.clock();
  await lockRepository(tx.db.sql, repositoryId);
  const before = await foreignPointsOf(tx.db.sql, repositoryId);
  const refs = new Set(found.map(({ ref }) => ref));
  for (const { ref } of before) if (!refs.has(ref)) await updateForeign(tx.db.sql, repositoryId, ref, { goneAt: now });
  const fresh: string[] = [];
  for (const { ref, takenAt } of found) if (await insertForeign(tx.db.sql, { repositoryId, ref, takenAt, foundAt: now })) fresh.push(ref);
  if (fresh.length === 0) return settle(tx, repositoryId);
  const message = `${fresh.length} recovery points were made by no run of ours: ${fresh.slice(0, 5).join(', ')}. They are left alone and never counted.`;
  await reportTrouble(tx, policy, { failureClass: 'foreign_snapshot', message, dueAt: now });
}

/** Says that a foreign point is meant to be there. */
export async function acceptForeign(ctx: Context, actor: Actor, repositoryId: string, ref: string): Promise<ForeignPoint[]> {
  return transact(ctx, async (tx) => {
    await lockRepository(tx.db.sql, repositoryId);
    const changed = await updateForeign(tx.db.sql, repositoryId, ref, { acceptedAt: tx.clock(), acceptedById: actor.id });
    if (changed === 0) throw notFound('foreign recovery point');
    await recordAudit(tx, actor, {
      action: 'foreignPoint.accept',
      subjectType: 'backupRepository',
      subjectId: repositoryId,
      detail: { ref },
    });
    await settle(tx, repositoryId);
    return foreignPointsOf(tx.db.sql, repositoryId);
  });
}

/** Resolves the incidents once nothing is left that nobody knows. */
async function settle(tx: Context, repositoryId: string): Promise<void> {
  const open = (await foreignPointsOf(tx.db.sql, repositoryId)).filter(({ acceptedAt }) => !acceptedAt);
  if (open.length > 0) return;
  const proof = 'Every foreign recovery point of the repository was accepted or is gone.';
  for (const policy of await policiesOfRepository(tx.db.sql, repositoryId)) await reportRecovery(tx, policy, 'foreign', proof);
}
