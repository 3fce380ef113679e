import type { AssetRef } from '../assets/asset.ts';
import { assetRefs } from '../assets/asset-queries.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { type BackupPolicy, isPausedAt, minus, type Source } from './backup-policy.ts';
import { type BackupRun, isOver, type Work } from './backup-run.ts';
import { nextDueOf } from './expectation-store.ts';
import { failureTitle } from './failure.ts';
import { lastGoodOf } from './point-store.ts';
import { policiesById } from './policy-store.ts';
import { isHeldAt, type RecoveryPoint } from './recovery-point.ts';
import type { Repository } from './repository.ts';
import { allRepositories } from './repository-store.ts';
import { lastRunsOf } from './run-store.ts';
import { authorizedKeysLine } from './sources/ssh-command.ts';
import { percentOf } from './tell-run.ts';
import type { Restore, Verification } from './verification.ts';

/** The state of long work as the API tells it. */
export function workView(work: Work) {
  return {
    id: work.id,
    status: work.status,
    attempt: work.attempt,
    failureClass: work.failureClass,
    failureTitle: work.failureClass && failureTitle(work.failureClass),
    failureMessage: work.failureMessage,
    progress: work.progress && { percent: percentOf(work.progress), ...work.progress },
    queuedAt: work.queuedAt,
    startedAt: work.startedAt,
    finishedAt: work.finishedAt,
    requestedById: work.requestedById,
  };
}

interface Refs {
  assets: Map<string, AssetRef>;
  policies: Map<string, BackupPolicy>;
}

async function refsOf(ctx: Context, things: Array<{ assetId: string; policyId: string }>): Promise<Refs> {
  const [assets, policies] = await Promise.all([
    assetRefs(
      ctx.db.sql,
      things.map((thing) => thing.assetId),
    ),
    policiesById(
      ctx.db.sql,
      things.map((thing) => thing.policyId),
    ),
  ]);
  return { assets, policies };
}

const policyRef = ({ policies }: Refs, id: string): { id: string; name: string } | null => {
  const policy = policies.get(id);
  return policy ? { id, name: policy.name } : null;
};

/** Runs with the names of what they concern. */
export async function runViews(ctx: Context, runs: BackupRun[]) {
  const refs = await refsOf(ctx, runs);
  return runs.map((run) => ({
    ...workView(run),
    policyId: run.policyId,
    policy: policyRef(refs, run.policyId),
    asset: refs.assets.get(run.assetId) ?? null,
    assetId: run.assetId,
    repositoryId: run.repositoryId,
    origin: run.origin,
    dueAt: run.dueAt,
    lateMs: run.startedAt && Math.max(0, run.startedAt.getTime() - run.dueAt.getTime()),
    durationMs: run.startedAt && run.finishedAt && run.finishedAt.getTime() - run.startedAt.getTime(),
    recoveryPointId: run.recoveryPointId,
    files: run.files,
    bytes: run.bytes,
    storedBytes: run.storedBytes,
    canCancel: !isOver(run.status),
  }));
}

export async function runDetailView(ctx: Context, run: BackupRun) {
  const [view] = await runViews(ctx, [run]);
  return { ...view!, log: run.log };
}

export async function pointViews(ctx: Context, points: RecoveryPoint[]) {
  const refs = await refsOf(ctx, points);
  const holders = await personRefs(
    ctx.db.sql,
    points.flatMap(({ heldById }) => heldById ?? []),
  );
  const now = ctx.clock();
  return points.map(({ proof: _, verifiedRung, verifiedAt, sourceFacts, forgottenAt: __, ...point }) => ({
    ...point,
    hold: isHeldAt(point, now)
      ? { since: point.heldAt!, until: point.heldUntil, reason: point.holdReason ?? '', by: holders.get(point.heldById ?? '') ?? null }
      : null,
    isGoing: point.doomedAt !== null,
    policy: policyRef(refs, point.policyId),
    asset: refs.assets.get(point.assetId) ?? null,
    verification: verifiedRung && verifiedAt ? { rung: verifiedRung, at: verifiedAt } : null,
    source: sourceFacts,
  }));
}

/** Policies with when they run next, their last run and their last good point. */
export async function policyViews(ctx: Context, policies: BackupPolicy[]) {
  const { sql } = ctx.db;
  const now = ctx.clock();
  const ids = policies.map((policy) => policy.id);
  const [assets, repositories, nextDue, lastGood, lastRuns] = await Promise.all([
    assetRefs(
      sql,
      policies.map((policy) => policy.assetId),
    ),
    allRepositories(sql),
    nextDueOf(sql, ids, now),
    lastGoodOf(sql, ids),
    lastRunsOf(sql, ids),
  ]);
  const byId = new Map(repositories.map((repository) => [repository.id, repository]));
  return policies.map((policy) => ({
    ...basics(policy),
    asset: assets.get(policy.assetId) ?? null,
    repository: repositoryRef(byId.get(policy.repositoryId)),
    pausedUntil: isPausedAt(policy, now) ? policy.pauseEndsAt : null,
    pauseReason: isPausedAt(policy, now) ? policy.pauseReason : null,
    nextDueAt: nextDue.get(policy.id) ?? null,
    lastGood: lastGoodView(lastGood.get(policy.id)),
    lastRun: lastRunView(lastRuns.get(policy.id)),
    isLate: isLate(policy, lastGood.get(policy.id), now),
  }));
}

/** A source as people see it; of a host, with the line that lets us in. */
const sourceView = (source: Source) => (source.type === 'ssh' ? { ...source, authorizedKeysLine: authorizedKeysLine(source) } : source);

function basics(policy: BackupPolicy) {
  const { id, name, assetId, repositoryId, startWithin, catchUp, retention, verification, hooks, recoveryPointObjective } = policy;
  return {
    ...{
      id,
      name,
      assetId,
      repositoryId,
      source: sourceView(policy.source),
      startWithin,
      catchUp,
      retention,
      verification,
      hooks,
      recoveryPointObjective,
    },
    schedule: { cron: policy.cron, timeZone: policy.timeZone },
    window: policy.timeWindow,
    version: policy.version,
    createdAt: policy.createdAt,
  };
}

const repositoryRef = (repository: Repository | undefined) =>
  repository ? { id: repository.id, name: repository.name, engine: repository.engine } : null;

const lastGoodView = (point: RecoveryPoint | undefined) =>
  point
    ? {
        id: point.id,
        takenAt: point.takenAt,
        bytes: point.bytes,
        verification: point.verifiedRung ? { rung: point.verifiedRung, at: point.verifiedAt } : null,
      }
    : null;

const lastRunView = (run: BackupRun | undefined) =>
  run ? { id: run.id, status: run.status, dueAt: run.dueAt, failureClass: run.failureClass } : null;

/** True when the last good point, or the enrolment while there is none, is older than the objective allows. */
export const isLate = (policy: BackupPolicy, lastGood: RecoveryPoint | undefined, now: Date): boolean =>
  (lastGood?.takenAt ?? policy.createdAt) < minus(now, policy.recoveryPointObjective, policy.timeZone);

export function verificationView(work: Verification) {
  const { recoveryPointId, rung, files, bytes, durationMs, facts, log } = work;
  return { ...workView(work), recoveryPointId, rung, files, bytes, durationMs, facts: facts ?? null, log };
}

export function restoreView(work: Restore) {
  const { recoveryPointId, paths, target, files, bytes, durationMs, log } = work;
  const downloadUrl = work.downloadPath ? `/api/v1/backups/restores/${work.id}/download` : null;
  return { ...workView(work), recoveryPointId, paths, target, files, bytes, durationMs, downloadUrl, log };
}
