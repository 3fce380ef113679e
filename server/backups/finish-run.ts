import { enqueue } from '../../db/outbox.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { reportRecovery, reportTrouble } from './backup-incidents.ts';
import type { BackupPolicy } from './backup-policy.ts';
import type { BackupRun } from './backup-run.ts';
import type { StoredPoint } from './engines/engine.ts';
import type { RunResult } from './execute-run.ts';
import { expectationOfRun, followRun, setExpectation } from './expectation-store.ts';
import { BackupFailure, type FailureClass, failureClassOf, nextAttemptAt } from './failure.ts';
import { recordForeign } from './foreign-points.ts';
import type { Outcome } from './perform-work.ts';
import { runKey } from './plan-backups.ts';
import { insertPoint, knownRefs } from './point-store.ts';
import { findPolicy } from './policy-store.ts';
import { retainKey } from './retain-points.ts';
import { existingRunIds, findRun } from './run-store.ts';
import { publishRun } from './tell-run.ts';
import { leaveWork } from './work-store.ts';

/**
 * Records the end of a run: a good one leaves a recovery point, resolves the incident and lets old points go; one that failed
 * is tried again where its class allows that, and otherwise opens the incident.
 */
export async function finishRun(tx: Context, run: BackupRun, outcome: Outcome<RunResult>, log: string): Promise<void> {
  const policy = await findPolicy(tx.db.sql, run.policyId);
  if (!policy) return;
  if ('ok' in outcome) await keep(tx, run, policy, outcome.ok, log);
  else if ('isCancelled' in outcome) await end(tx, run, { status: 'cancelled', log });
  else await fail(tx, run, policy, outcome.failure, log);
  const after = await findRun(tx.db.sql, run.id);
  if (after) publishRun(tx, after);
}

type End = { status: 'succeeded' | 'partial' | 'failed' | 'cancelled'; log: string } & Partial<
  Pick<BackupRun, 'failureClass' | 'failureMessage' | 'recoveryPointId' | 'files' | 'bytes' | 'storedBytes'>
>;

async function end(tx: Context, run: BackupRun, fields: End): Promise<void> {
  await leaveWork(tx.db.sql, 'backupRuns', run.id, run.fence, { ...fields, finishedAt: tx.clock(), progressJson: null });
  await followRun(tx.db.sql, run.id, fields.status);
}

/** The point is kept whatever its worth; only a whole and plausible one counts as good. */
async function keep(tx: Context, run: BackupRun, policy: BackupPolicy, result: RunResult, log: string): Promise<void> {
  const { summary } = result;
  const trouble = troubleOf(result);
  const pointId = newId();
  await insertPoint(tx.db.sql, {
    id: pointId,
    policyId: policy.id,
    assetId: policy.assetId,
    repositoryId: run.repositoryId,
    runId: run.id,
    ref: summary.ref,
    takenAt: result.takenAt,
    files: summary.files,
    bytes: summary.bytes,
    storedBytes: summary.storedBytes,
    isGood: trouble === null,
    proof: summary.proof,
    sourceFacts: result.sourceFacts,
    verifiedRung: null,
    verifiedAt: null,
    damagedAt: null,
    forgottenAt: null,
    heldAt: null,
    heldUntil: null,
    holdReason: null,
    heldById: null,
    doomedAt: null,
  });
  // Another run may have finished since the repository was looked at: what it made is ours.
  if (result.foreign) await recordForeign(tx, policy, await stillForeign(tx, run.repositoryId, result.foreign));
  const sizes = { files: summary.files, bytes: summary.bytes, storedBytes: summary.storedBytes, recoveryPointId: pointId };
  if (trouble) {
    const status = trouble.failureClass === 'source_unreadable' ? 'partial' : 'failed';
    await end(tx, run, { ...sizes, status, log, failureClass: trouble.failureClass, failureMessage: trouble.message });
    await reportTrouble(tx, policy, { failureClass: trouble.failureClass, message: trouble.message, dueAt: run.dueAt });
    return;
  }
  await end(tx, run, { ...sizes, status: 'succeeded', log, failureClass: null, failureMessage: null });
  if (result.hookFailure) {
    // The recovery point is good; what was stopped for it may still be standing.
    await reportTrouble(tx, policy, {
      failureClass: 'hook_failed',
      message: `After a good backup: ${result.hookFailure}`,
      dueAt: run.dueAt,
    });
    return retainSoon(tx, policy);
  }
  await reportRecovery(tx, policy, 'run', proofOf(policy, run, result, pointId));
  await retainSoon(tx, policy);
}

async function retainSoon(tx: Context, policy: BackupPolicy): Promise<void> {
  const now = tx.clock();
  await enqueue(tx.db.sql, { job: 'backup.retain', payload: { policyId: policy.id }, runAt: now, now, key: retainKey(policy.id) });
}

async function stillForeign(tx: Context, repositoryId: string, found: StoredPoint[]): Promise<StoredPoint[]> {
  const known = await knownRefs(
    tx.db.sql,
    repositoryId,
    found.map(({ ref }) => ref),
  );
  // A run that is under way, or died between its engine and our ledger, is in the ledger of runs.
  const runIds = found.flatMap(({ runId }) => runId ?? []);
  const ours = await existingRunIds(tx.db.sql, runIds);
  return found.filter(({ ref, runId }) => !known.has(ref) && !(runId && ours.has(runId)));
}

function troubleOf({ summary, hasShrunk }: RunResult): BackupFailure | null {
  if (summary.unreadable > 0)
    return new BackupFailure('source_unreadable', `${summary.unreadable} files could not be read; see the run's log.`);
  if (hasShrunk)
    return new BackupFailure(
      'source_shrunk',
      `Only ${summary.files} files, ${summary.bytes} bytes. If that is right, run it again and accept the smaller source.`,
    );
  return null;
}

const proofOf = (policy: BackupPolicy, run: BackupRun, { summary, takenAt }: RunResult, pointId: string): string =>
  `The run of ${takenAt.toISOString()} of ${policy.name} was good: ${summary.files} files, ${summary.bytes} bytes in recovery point ${pointId} (${summary.ref}), run ${run.id}.`;

/** A program said that now is no time for it: nobody is to blame, and the ledger says why nothing was made. */
async function skip(tx: Context, run: BackupRun, reason: string, log: string): Promise<void> {
  await end(tx, run, { status: 'cancelled', log, failureClass: 'hook_softskip', failureMessage: reason });
  const expectation = await expectationOfRun(tx.db.sql, run.id);
  if (expectation) await setExpectation(tx.db.sql, expectation.id, { state: 'skipped', reason });
}

async function fail(tx: Context, run: BackupRun, policy: BackupPolicy, error: unknown, log: string): Promise<void> {
  const failureClass: FailureClass = failureClassOf(error);
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 2000);
  if (failureClass === 'unknown') tx.log.error({ err: error, runId: run.id }, 'a backup failed for an unknown reason');
  if (failureClass === 'hook_softskip') return skip(tx, run, message, log);
  const now = tx.clock();
  const fullLog = `${log}Attempt ${run.attempt}: ${failureClass}: ${message}\n`;
  const again = nextAttemptAt(failureClass, run.attempt, now, run.finishBy);
  if (!again) {
    await end(tx, run, { status: 'failed', log: fullLog, failureClass, failureMessage: message });
    await reportTrouble(tx, policy, { failureClass, message, dueAt: run.dueAt });
    return;
  }
  const fields = {
    status: 'queued',
    attempt: run.attempt + 1,
    log: fullLog,
    failureClass,
    failureMessage: message,
    owner: null,
    queuedAt: now,
  };
  await leaveWork(tx.db.sql, 'backupRuns', run.id, run.fence, fields);
  await enqueue(tx.db.sql, { job: 'backup.run', payload: { runId: run.id }, runAt: again, now, key: runKey(run.id) });
}
