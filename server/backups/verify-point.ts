import { mkdir, rm } from 'node:fs/promises';
import { enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid } from '../platform/problem.ts';
import { reportRecovery, reportTrouble } from './backup-incidents.ts';
import type { Rung, VerifySummary, Watch } from './engines/engine.ts';
import { engineOf } from './engines/engines.ts';
import { BackupFailure, failureClassOf } from './failure.ts';
import { type Outcome, performWork } from './perform-work.ts';
import { findPoint, updatePoint } from './point-store.ts';
import { findPolicy } from './policy-store.ts';
import type { RecoveryPoint } from './recovery-point.ts';
import { accessOf, backupsDirectory } from './repository.ts';
import { findRepository, lockRepository } from './repository-store.ts';
import { isAtLeast, type Verification } from './verification.ts';
import { findVerification, hasDamagedPoint, insertVerification, lastFailedOf } from './verification-store.ts';
import { leaveWork, runningIn } from './work-store.ts';

export const verifyKey = (id: string): string => `backup-verify:${id}`;

/** Asks for the proof of a recovery point at a rung. */
export async function requestVerification(
  ctx: Context,
  actor: Actor,
  input: { recoveryPointId: string; rung: Rung },
): Promise<Verification> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const point = await findPoint(sql, input.recoveryPointId);
    if (!point || point.forgottenAt) throw invalid('/recoveryPointId', 'There is no such recovery point');
    const now = tx.clock();
    const id = newId();
    await insertVerification(sql, { id, ...input, repositoryId: point.repositoryId, requestedById: actor.id }, now);
    await enqueue(sql, { job: 'backup.verify', payload: { verificationId: id }, runAt: now, now, key: verifyKey(id) });
    if (actor.kind === 'person') {
      const detail = { recoveryPointId: point.id, rung: input.rung };
      await recordAudit(tx, actor, { action: 'recoveryPoint.verify', subjectType: 'recoveryPoint', subjectId: point.id, detail });
    }
    return (await findVerification(sql, id))!;
  });
}

/** The job `backup.verify`: reads a point as its rung demands and records whether it proved itself. */
export function executeVerification(
  ctx: Context,
  { verificationId }: { verificationId: string },
  rowId: string,
  signal?: AbortSignal,
): Promise<void> {
  return performWork<Verification, VerifySummary>(
    ctx,
    rowId,
    { table: 'backupVerifications', id: verificationId, isBlocked, perform: (work, watch) => verify(ctx, work, watch), finish },
    signal,
  );
}

/** restic locks a repository that it checks against everybody; such work waits for the others instead of failing on the lock. */
async function isBlocked(tx: Context, work: Verification): Promise<boolean> {
  const { sql } = tx.db;
  await lockRepository(sql, work.repositoryId);
  const repository = await findRepository(sql, work.repositoryId);
  if (repository?.engine !== 'restic') return false;
  const others = [...(await runningIn(sql, 'backupRuns', repository.id)), ...(await runningIn(sql, 'backupVerifications', repository.id))];
  return others.some(({ id }) => id !== work.id);
}

async function verify(ctx: Context, work: Verification, watch: Watch): Promise<VerifySummary> {
  const point = await findPoint(ctx.db.sql, work.recoveryPointId);
  const repository = await findRepository(ctx.db.sql, work.repositoryId);
  if (!point || !repository || point.forgottenAt) throw new BackupFailure('unknown', 'The recovery point is gone');
  const scratch = backupsDirectory(ctx.settings, 'scratch', work.id);
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  try {
    const engine = engineOf(repository.engine);
    const access = accessOf(ctx.settings, repository);
    await engine.identify(access);
    const done = await engine.verify(access, { ref: point.ref, proof: point.proof, rung: work.rung, scratch }, watch);
    if (done.files === 0) throw new BackupFailure('verify_failed', 'Nothing was looked at, so nothing is proven');
    return done;
  } catch (error) {
    const isFull = error instanceof BackupFailure && error.failureClass === 'target_full';
    throw isFull ? new BackupFailure('scratch_full', error.message) : error;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function finish(tx: Context, work: Verification, outcome: Outcome<VerifySummary>, log: string): Promise<void> {
  const { sql } = tx.db;
  const now = tx.clock();
  const durationMs = work.startedAt ? now.getTime() - work.startedAt.getTime() : null;
  const end = (fields: object): Promise<boolean> =>
    leaveWork(sql, 'backupVerifications', work.id, work.fence, { ...fields, log, durationMs, finishedAt: now, progressJson: null });
  const point = await findPoint(sql, work.recoveryPointId);
  if ('isCancelled' in outcome || !point) return void (await end({ status: 'cancelled' }));
  if ('ok' in outcome) {
    const { files, bytes, facts } = outcome.ok;
    await end({ status: 'succeeded', files, bytes, factsJson: JSON.stringify(facts), failureClass: null, failureMessage: null });
    return prove(tx, work, point, outcome.ok);
  }
  const failureClass = failureClassOf(outcome.failure);
  const message = String((outcome.failure as Error).message ?? outcome.failure).slice(0, 2000);
  await end({ status: 'failed', failureClass, failureMessage: message });
  await disprove(tx, work, point, failureClass, message);
}

async function prove(tx: Context, work: Verification, point: RecoveryPoint, { files, bytes }: VerifySummary): Promise<void> {
  const { sql } = tx.db;
  const now = tx.clock();
  const failed = await lastFailedOf(sql, point.id, work.id);
  const isRehabilitated = point.damagedAt !== null && (!failed || isAtLeast(work.rung, failed.rung));
  const isHighest = !point.verifiedRung || isAtLeast(work.rung, point.verifiedRung);
  await updatePoint(sql, point.id, {
    ...(isHighest && { verifiedRung: work.rung, verifiedAt: now }),
    ...(isRehabilitated && { damagedAt: null }),
  });
  const policy = await findPolicy(sql, point.policyId);
  if (!policy || (await hasDamagedPoint(sql, policy.id))) return;
  const proof = `Recovery point ${point.id} of ${point.takenAt.toISOString()} proved itself at rung ${work.rung}: ${files} files, ${bytes} bytes.`;
  await reportRecovery(tx, policy, 'verification', proof);
}

async function disprove(
  tx: Context,
  work: Verification,
  point: RecoveryPoint,
  failureClass: ReturnType<typeof failureClassOf>,
  message: string,
): Promise<void> {
  const isDamage = failureClass === 'corrupt_pack' || failureClass === 'verify_failed';
  if (isDamage) await updatePoint(tx.db.sql, point.id, { damagedAt: tx.clock(), verifiedRung: null, verifiedAt: null });
  const policy = await findPolicy(tx.db.sql, point.policyId);
  if (!policy || policy.retiredAt) return;
  const words = `Rung ${work.rung} of recovery point ${point.id} of ${point.takenAt.toISOString()}: ${message}`;
  await reportTrouble(tx, policy, { failureClass, message: words, dueAt: work.queuedAt, group: 'verification' });
}
