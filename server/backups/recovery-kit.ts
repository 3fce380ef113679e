import { transact } from '../../db/transaction.ts';
import { assetRefs } from '../assets/asset-queries.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { type BackupPolicy, sourceTitle } from './backup-policy.ts';
import { isLate } from './backup-views.ts';
import { lastGoodOf } from './point-store.ts';
import { policiesOfRepository } from './policy-store.ts';
import type { RecoveryPoint } from './recovery-point.ts';
import { accessOf, type Repository } from './repository.ts';
import { allRepositories } from './repository-store.ts';

/**
 * Everything by which the repositories can be opened and restored from when nothing of ours is left: their places, ids,
 * passwords, last good points and the commands. Every look at it is in the audit log.
 */
export async function showRecoveryKit(ctx: Context, actor: Actor) {
  const repositories = await allRepositories(ctx.db.sql);
  await transact(ctx, (tx) =>
    recordAudit(tx, actor, {
      action: 'recoveryKit.show',
      subjectType: 'recoveryKit',
      subjectId: 'all',
      detail: { repositories: repositories.map(({ name }) => name) },
    }),
  );
  const items = [];
  for (const repository of repositories) items.push(await kitOf(ctx, repository));
  return { madeAt: ctx.clock(), baseUrl: ctx.settings.baseUrl, items };
}

async function kitOf(ctx: Context, repository: Repository) {
  const { sql } = ctx.db;
  const { id, name, engine, location, pinnedId } = repository;
  const { password } = accessOf(ctx.settings, repository);
  const policies = (await policiesOfRepository(sql, id)).filter(({ retiredAt }) => !retiredAt);
  const lastGood = await lastGoodOf(
    sql,
    policies.map((policy) => policy.id),
  );
  const assets = await assetRefs(
    sql,
    policies.map(({ assetId }) => assetId),
  );
  return {
    repository: { id, name, engine, location, pinnedId, password },
    protects: policies.map((policy) => ({
      policy: policy.name,
      asset: assets.get(policy.assetId)?.name ?? null,
      source: sourceTitle(policy.source),
      ref: lastGood.get(policy.id)?.ref ?? null,
      takenAt: lastGood.get(policy.id)?.takenAt ?? null,
      isLate: isLate(policy, lastGood.get(policy.id), ctx.clock()),
      commands: commandsFor(repository, password !== null, policy, lastGood.get(policy.id)),
    })),
  };
}

const quoted = (text: string): string => (/^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** What to type on any machine with the plain tools; docs/restore-without-coulisse.md says more, and a test does it. */
function commandsFor(repository: Repository, isEncrypted: boolean, policy: BackupPolicy, point: RecoveryPoint | undefined): string[] {
  if (!point) return [];
  const enter = 'mkdir /restore && cd /restore';
  const location = quoted(repository.location);
  const load = loadCommand(policy);
  if (repository.engine === 'restic') {
    // The password is asked for: on the command line every user of the machine could read it.
    return [`restic -r ${location} restore ${point.ref} --target /restore`, ...load];
  }
  const { name } = (point.proof as { archive: { name: string } }).archive;
  const plain = name.replace(/\.age$/, '');
  const archive = `${location}/${quoted(name)}`;
  const unpack = plain.endsWith('.zst') ? 'zstd -dc' : 'gzip -dc';
  const read = isEncrypted ? `age -d ${archive} | ${unpack}` : `${unpack} ${archive}`;
  return [enter, `${read} | tar -xp`, 'sha256sum --quiet --check SHA256SUMS', ...load];
}

function loadCommand({ source }: BackupPolicy): string[] {
  if (source.type === 'postgres')
    return [`pg_restore --exit-on-error --single-transaction -d NEW_DATABASE ${quoted(`${source.database}.dump`)}`];
  if (source.type === 'mysql') return [`mariadb NEW_DATABASE < ${quoted(`${source.database}.sql`)}`];
  return [];
}
