import { assetRefs, protectableAssets } from '../assets/asset-queries.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { type BackupPolicy, isPausedAt, plus } from './backup-policy.ts';
import type { BackupRun, Expectation, WorkStatus } from './backup-run.ts';
import { isLate, pointViews, policyViews, runViews } from './backup-views.ts';
import { archiveEngine } from './engines/archive/archive-engine.ts';
import { resticEngine } from './engines/restic/restic-engine.ts';
import { lastGoodOf } from './point-store.ts';
import type { RecoveryPoint } from './recovery-point.ts';

interface Paging {
  limit: number;
  cursor?: string | undefined;
}

/** Policies in use by name. */
export async function listPolicies(
  ctx: Context,
  { assetId, repositoryId, limit, cursor }: Paging & { assetId?: string | undefined; repositoryId?: string | undefined },
) {
  const query = ctx.db
    .sql('backupPolicies')
    .whereNull('retiredAt')
    .limit(limit + 1);
  if (assetId) query.where({ assetId });
  if (repositoryId) query.where({ repositoryId });
  const order = [
    { column: 'name', direction: 'asc' as const },
    { column: 'id', direction: 'asc' as const },
  ];
  const page = toPage<BackupPolicy>(await afterCursor(query, order, cursor), limit, (row) => [row.name, row.id]);
  return { ...page, items: await policyViews(ctx, page.items) };
}

const newestDue = [
  { column: 'dueAt', direction: 'desc' as const },
  { column: 'id', direction: 'desc' as const },
];

/** Runs, the newest due first. */
export async function listRuns(
  ctx: Context,
  {
    policyId,
    assetId,
    status,
    limit,
    cursor,
  }: Paging & { policyId?: string | undefined; assetId?: string | undefined; status?: WorkStatus | undefined },
) {
  const query = ctx.db.sql('backupRuns').limit(limit + 1);
  if (policyId) query.where({ policyId });
  if (assetId) query.where({ assetId });
  if (status) query.where({ status });
  const page = toPage<BackupRun>(await afterCursor(query, newestDue, cursor), limit, (row) => [row.dueAt, row.id]);
  return { ...page, items: await runViews(ctx, page.items) };
}

/** The ledger of what should run when, in its order. */
export async function listExpectations(
  ctx: Context,
  { policyId, from, to, limit, cursor }: Paging & { policyId?: string | undefined; from?: Date | undefined; to?: Date | undefined },
) {
  const query = ctx.db.sql('backupExpectations').limit(limit + 1);
  if (policyId) query.where({ policyId });
  if (from) query.where('dueAt', '>=', from);
  if (to) query.where('dueAt', '<', to);
  const order = newestDue.map(({ column }) => ({ column, direction: 'asc' as const }));
  return toPage<Expectation>(await afterCursor(query, order, cursor), limit, (row) => [row.dueAt, row.id]);
}

/** Recovery points that still exist, the newest first. */
export async function listPoints(
  ctx: Context,
  { assetId, policyId, limit, cursor }: Paging & { assetId?: string | undefined; policyId?: string | undefined },
) {
  const query = ctx.db
    .sql('recoveryPoints')
    .whereNull('forgottenAt')
    .limit(limit + 1);
  if (assetId) query.where({ assetId });
  if (policyId) query.where({ policyId });
  const order = [
    { column: 'takenAt', direction: 'desc' as const },
    { column: 'id', direction: 'desc' as const },
  ];
  const page = toPage<RecoveryPoint>(await afterCursor(query, order, cursor), limit, (row) => [row.takenAt, row.id]);
  return { ...page, items: await pointViews(ctx, page.items) };
}

/** Policies in use; bounded, because overviews look at all of them. */
async function policiesInUse(ctx: Context): Promise<BackupPolicy[]> {
  return ctx.db.sql('backupPolicies').whereNull('retiredAt').orderBy('id').limit(20_000);
}

/** Which servers nothing protects, and which policies have no point as young as they promise. */
export async function coverage(ctx: Context) {
  const { sql } = ctx.db;
  const now = ctx.clock();
  const policies = await policiesInUse(ctx);
  const [servers, lastGood, assets] = await Promise.all([
    protectableAssets(sql),
    lastGoodOf(
      sql,
      policies.map((policy) => policy.id),
    ),
    assetRefs(
      sql,
      policies.map((policy) => policy.assetId),
    ),
  ]);
  const covered = new Set(policies.map((policy) => policy.assetId));
  const breaches = policies
    .filter((policy) => !isPausedAt(policy, now) && isLate(policy, lastGood.get(policy.id), now))
    .map((policy) => {
      const lastGoodAt = lastGood.get(policy.id)?.takenAt ?? null;
      return {
        asset: assets.get(policy.assetId) ?? null,
        policy: { id: policy.id, name: policy.name },
        lastGoodAt,
        recoveryPointObjective: policy.recoveryPointObjective,
        overdueSince: plus(lastGoodAt ?? policy.createdAt, policy.recoveryPointObjective, policy.timeZone),
      };
    });
  const unprotected = servers.filter((server) => !covered.has(server.id)).map(({ criticality, ...asset }) => ({ asset, criticality }));
  return { protectedCount: servers.length - unprotected.length, unprotected, breaches };
}

/** What reassures, or does not, at a glance. */
export async function overview(ctx: Context) {
  const { sql } = ctx.db;
  const now = ctx.clock();
  const policies = await policiesInUse(ctx);
  const lastGood = await lastGoodOf(
    sql,
    policies.map((policy) => policy.id),
  );
  const paused = policies.filter((policy) => isPausedAt(policy, now)).length;
  const late = policies.filter((policy) => !isPausedAt(policy, now) && isLate(policy, lastGood.get(policy.id), now)).length;
  const running: BackupRun[] = await sql('backupRuns').whereIn('status', ['queued', 'running']).orderBy('queuedAt').limit(50);
  const [stored] = await sql('recoveryPoints')
    .whereNull('forgottenAt')
    .sum('storedBytes as bytes')
    .count('id as n')
    .min('verifiedAt as verified_at');
  const { unprotected } = await coverage(ctx);
  return {
    policies: { total: policies.length, ok: policies.length - late - paused, late, paused },
    last24Hours: await lastDay(ctx, now),
    running: await runViews(ctx, running),
    unprotectedCount: unprotected.length,
    storedBytes: Number(stored?.bytes ?? 0),
    pointCount: Number(stored?.n ?? 0),
    oldestVerifiedAt: stored?.verifiedAt ?? null,
    engines: await engineProbes(),
  };
}

async function lastDay(ctx: Context, now: Date) {
  const since = new Date(now.getTime() - 24 * 3_600_000);
  const { sql } = ctx.db;
  const runs: Array<{ status: string; n: number }> = await sql('backupRuns')
    .select('status')
    .count('id as n')
    .where('dueAt', '>=', since)
    .groupBy('status');
  const [missed] = await sql('backupExpectations').count('id as n').where({ state: 'missed' }).where('dueAt', '>=', since);
  const of = (status: string): number => Number(runs.find((row) => row.status === status)?.n ?? 0);
  return { succeeded: of('succeeded'), partial: of('partial'), failed: of('failed'), missed: Number(missed?.n ?? 0) };
}

/** What this machine has of each engine. */
export const engineProbes = () =>
  Promise.all([archiveEngine, resticEngine].map(async (engine) => ({ name: engine.name, ...(await engine.probe()) })));

/** How an asset is protected: its policies, the youngest good point, the next run. */
export async function backupsOfAsset(ctx: Context, assetId: string) {
  const policies: BackupPolicy[] = await ctx.db
    .sql('backupPolicies')
    .where({ assetId })
    .whereNull('retiredAt')
    .orderBy(['name', 'id'])
    .limit(200);
  const items = await policyViews(ctx, policies);
  const goods = items.flatMap((item) => (item.lastGood ? [item.lastGood.takenAt.getTime()] : []));
  const dues = items.flatMap((item) => (item.nextDueAt ? [item.nextDueAt.getTime()] : []));
  return {
    items,
    lastGoodAt: goods.length > 0 ? new Date(Math.max(...goods)) : null,
    nextDueAt: dues.length > 0 ? new Date(Math.min(...dues)) : null,
    isProtected: items.some((item) => !item.isLate),
  };
}
