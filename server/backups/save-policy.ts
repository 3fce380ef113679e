import { realpath } from 'node:fs/promises';
import { cancel } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { findAsset } from '../assets/asset-queries.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { type Schedule, scheduleFault } from '../platform/schedule.ts';
import { seal } from '../platform/secret-box.ts';
import type { BackupPolicy, Source, VerificationRule } from './backup-policy.ts';
import type { NewPolicy, PolicyChange } from './backup-schemas.ts';
import { deletePlanned } from './expectation-store.ts';
import { planPolicy, runKey } from './plan-backups.ts';
import { findPolicy, insertPolicy, updatePolicy } from './policy-store.ts';
import { sourceSecretPurpose } from './repository.ts';
import { findRepository } from './repository-store.ts';
import { deletePlannedRuns } from './run-store.ts';
import { sourceOptions } from './source-schemas.ts';
import { makeKeyPair } from './sources/ssh-keys.ts';

/** Structure daily, samples weekly, all data monthly, unless a policy says otherwise. */
const defaultVerification: VerificationRule = { structure: 'P1D', sample: 'P7D', data: 'P30D' };

/** Puts a server under a policy. Its first expectation exists at once, so that a policy that never ran is late like any other. */
export async function addPolicy(ctx: Context, actor: Actor, input: NewPolicy): Promise<BackupPolicy> {
  checkSchedule(input.schedule, ctx.clock());
  const { source, secret } = await checkSource(input.source, input.name, null);
  return transact(ctx, async (tx) => {
    const now = tx.clock();
    await checkReferences(tx, input, source);
    const { schedule, window, verification, source: _, ...fields } = input;
    const policy: BackupPolicy = {
      ...fields,
      id: newId(),
      source,
      sealedSourceSecret: secret === null ? null : seal(tx.settings.secretKey, sourceSecretPurpose, secret),
      cron: schedule.cron,
      timeZone: schedule.timeZone,
      timeWindow: window,
      verification: verification ?? defaultVerification,
      pauseEndsAt: null,
      pauseReason: null,
      horizonAt: now,
      retiredAt: null,
      version: 1,
      createdAt: now,
    };
    await insertPolicy(tx.db.sql, policy);
    await planPolicy(tx, policy);
    await audit(tx, actor, policy, 'backupPolicy.add');
    return policy;
  });
}

/** Changes a policy; what was planned from now on is planned anew. */
export async function changePolicy(
  ctx: Context,
  actor: Actor,
  id: string,
  change: PolicyChange,
  ifMatch: number | null,
): Promise<BackupPolicy> {
  if (change.schedule) checkSchedule(change.schedule, ctx.clock());
  const known = change.source ? await findPolicy(ctx.db.sql, id) : null;
  const checked = change.source ? await checkSource(change.source, change.name ?? known?.name ?? '', known?.source ?? null) : null;
  return transact(ctx, async (tx) => {
    const before = await policyForChange(tx, id, ifMatch);
    const { schedule, window, verification, source: _, ...fields } = change;
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<BackupPolicy>;
    const after: BackupPolicy = {
      ...before,
      ...given,
      ...(checked && sourceOf(tx, before, checked)),
      ...(schedule && { cron: schedule.cron, timeZone: schedule.timeZone }),
      ...(window !== undefined && { timeWindow: window }),
      ...(verification !== undefined && { verification: verification ?? defaultVerification }),
      version: before.version + 1,
    };
    await checkReferences(tx, after, after.source);
    await replan(tx, after);
    await audit(tx, actor, after, 'backupPolicy.change');
    return after;
  });
}

/** A source without a password keeps the one that it had. */
function sourceOf(tx: Context, before: BackupPolicy, { source, secret }: CheckedSource): Partial<BackupPolicy> {
  if (secret !== null) return { source, sealedSourceSecret: seal(tx.settings.secretKey, sourceSecretPurpose, secret) };
  return { source, sealedSourceSecret: source.type === before.source.type ? before.sealedSourceSecret : null };
}

/** Ends a policy. Its recovery points stay and can be restored from. */
export async function retirePolicy(ctx: Context, actor: Actor, id: string, ifMatch: number | null): Promise<void> {
  await transact(ctx, async (tx) => {
    const before = await policyForChange(tx, id, ifMatch);
    const after = { ...before, retiredAt: tx.clock(), version: before.version + 1 };
    await unplan(tx, id);
    if (!(await updatePolicy(tx.db.sql, after))) throw new Problem('version_mismatch');
    await audit(tx, actor, after, 'backupPolicy.retire');
  });
}

/** Rests a policy until an instant, for a reason; null wakes it. What falls due meanwhile is skipped, not missed. */
export async function pausePolicy(
  ctx: Context,
  actor: Actor,
  id: string,
  pause: { until: Date; reason: string } | null,
): Promise<BackupPolicy> {
  if (pause && pause.until <= ctx.clock()) throw invalid('/until', 'must be in the future');
  return transact(ctx, async (tx) => {
    const before = await policyForChange(tx, id, null);
    const after = { ...before, pauseEndsAt: pause?.until ?? null, pauseReason: pause?.reason ?? null, version: before.version + 1 };
    await replan(tx, after);
    await audit(tx, actor, after, pause ? 'backupPolicy.pause' : 'backupPolicy.resume');
    return after;
  });
}

/** A policy in use, for who is about to change it. */
async function policyForChange(tx: Context, id: string, ifMatch: number | null): Promise<BackupPolicy> {
  const policy = await findPolicy(tx.db.sql, id);
  if (!policy || policy.retiredAt) throw notFound('backup policy');
  if (ifMatch !== null && ifMatch !== policy.version)
    throw new Problem('version_mismatch', undefined, { extra: { version: policy.version } });
  return policy;
}

async function replan(tx: Context, policy: BackupPolicy): Promise<void> {
  await unplan(tx, policy.id);
  policy.horizonAt = tx.clock();
  if (!(await updatePolicy(tx.db.sql, policy))) throw new Problem('version_mismatch');
  await planPolicy(tx, policy);
}

async function unplan(tx: Context, policyId: string): Promise<void> {
  const runIds = await deletePlanned(tx.db.sql, policyId, tx.clock());
  for (const runId of runIds) await cancel(tx.db.sql, runKey(runId));
  await deletePlannedRuns(tx.db.sql, runIds);
}

function checkSchedule(schedule: Schedule, now: Date): void {
  const fault = scheduleFault(schedule, now);
  if (fault) throw invalid(`/schedule/${fault.field}`, fault.message);
}

async function checkReferences(tx: Context, input: { assetId: string; repositoryId: string }, source: Source): Promise<void> {
  const asset = await findAsset(tx.db.sql, input.assetId);
  if (asset?.id !== input.assetId) throw invalid('/assetId', 'There is no such asset');
  if (asset.status === 'retired' || asset.status === 'disposed') throw invalid('/assetId', `${asset.tag} is ${asset.status}`);
  const repository = await findRepository(tx.db.sql, input.repositoryId);
  if (!repository) throw invalid('/repositoryId', 'There is no such repository');
  const paths = source.type === 'path' ? source.paths : [];
  const swallowing = paths.findIndex((path) => path === '/' || repository.location === path || repository.location.startsWith(`${path}/`));
  const isLeftOut = source.type === 'path' && source.exclude.includes(repository.location);
  if (swallowing >= 0 && !isLeftOut) {
    throw invalid(`/source/paths/${swallowing}`, `holds the repository ${repository.location} itself; exclude it or name other paths`);
  }
}

interface CheckedSource {
  source: Source;
  secret: string | null;
}

async function checkSource(given: { type: string }, name: string, before: Source | null): Promise<CheckedSource> {
  const known = Object.keys(sourceOptions);
  if (!known.includes(given.type)) throw invalid('/source/type', `must be one of ${known.join(', ')}`);
  const source = parseSource(given);
  if (source.type === 'path') for (const [i, path] of source.paths.entries()) await insistOnRealPath(path, `/source/paths/${i}`);
  if (source.type === 'sqlite') await insistOnRealPath(source.path, '/source/path');
  if (source.type === 'ssh') return withKey(source, name, before);
  if (source.type !== 'postgres' && source.type !== 'mysql') return { source, secret: null };
  const { password, ...rest } = source;
  return { source: rest, secret: password ?? null };
}

type GivenSsh = Extract<ReturnType<typeof parseSource>, { type: 'ssh' }>;

/** The key that was given, the one that the policy has, or a new one. */
async function withKey(given: GivenSsh, name: string, before: Source | null): Promise<CheckedSource> {
  const { privateKey, publicKey, authorizedKeysLine: _, ...place } = given;
  if (privateKey && !publicKey) throw invalid('/source/publicKey', 'must go with privateKey');
  if (privateKey && publicKey) return { source: { ...place, publicKey }, secret: privateKey };
  if (before?.type === 'ssh') return { source: { ...place, publicKey: before.publicKey }, secret: null };
  const made = await makeKeyPair(`coulisse: ${name.replace(/[^\p{L}\p{N} ._-]/gu, '')}`).catch((error) => {
    throw invalid('/source/type', (error as Error).message);
  });
  return { source: { ...place, publicKey: made.publicKey }, secret: made.privateKey };
}

function parseSource(given: { type: string }) {
  const parsed = sourceOptions[given.type as keyof typeof sourceOptions].safeParse(given);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) => ({ pointer: `/source/${path.join('/')}`.replace(/\/$/, ''), message }));
  throw new Problem('invalid_request', undefined, { issues });
}

/** The path must exist, and be no detour over a symbolic link, which an archive would keep instead of what it points to. */
async function insistOnRealPath(path: string, pointer: string): Promise<void> {
  let real: string;
  try {
    real = await realpath(path);
  } catch (error) {
    throw invalid(
      pointer,
      `${path} ${(error as NodeJS.ErrnoException).code === 'EACCES' ? 'cannot be read' : 'does not exist'} on the machine that makes backups`,
    );
  }
  if (real !== path) throw invalid(pointer, `is a way over a symbolic link or not in its plain form; name ${real}`);
}

async function audit(tx: Context, actor: Actor, policy: BackupPolicy, action: string): Promise<void> {
  const { name, assetId, repositoryId, cron, timeZone, source, retention, hooks, pauseEndsAt, pauseReason } = policy;
  const detail = {
    name,
    assetId,
    repositoryId,
    cron,
    timeZone,
    source,
    retention,
    hooks,
    pausedUntil: pauseEndsAt?.toISOString() ?? null,
    pauseReason,
  };
  await recordAudit(tx, actor, { action, subjectType: 'backupPolicy', subjectId: policy.id, detail });
}
