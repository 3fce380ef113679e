import { isAbsolute, normalize } from 'node:path';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId, newSecret } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { seal } from '../platform/secret-box.ts';
import { engineOf } from './engines/engines.ts';
import { obstacleAt } from './engines/marker.ts';
import { BackupFailure } from './failure.ts';
import { accessOf, passwordPurpose, type Repository } from './repository.ts';
import type { NewRepository } from './repository-schemas.ts';
import { allRepositories, findRepository, findRepositoryBy, insertRepository, updateRepository } from './repository-store.ts';

/**
 * Makes a repository in an empty directory and keeps it. A directory that belongs to another repository, is not empty or
 * cannot be written is refused. restic always encrypts: without a password one is made and answered this once.
 */
export async function addRepository(
  ctx: Context,
  actor: Actor,
  input: NewRepository,
): Promise<{ repository: Repository; generatedPassword: string | null }> {
  const location = await checkedLocation(ctx, input.location);
  if (await findRepositoryBy(ctx.db.sql, 'name', input.name)) throw invalid('/name', 'Another repository has this name');
  const engine = engineOf(input.engine);
  const probe = await engine.probe();
  if (!probe.available) throw invalid('/engine', probe.note ?? `${input.engine} is not available here`);
  const obstacle = await obstacleAt(location);
  if (obstacle) throw invalid('/location', `${location} ${obstacle}`);
  const generatedPassword = input.engine === 'restic' && !input.password ? newSecret() : null;
  const password = input.password ?? generatedPassword;
  const draft: Repository = {
    id: newId(),
    name: input.name,
    engine: input.engine,
    location,
    sealedPassword: password === null ? null : seal(ctx.settings.secretKey, passwordPurpose, password),
    pinnedId: '',
    version: 1,
    createdAt: ctx.clock(),
  };
  const repository = { ...draft, pinnedId: await initialised(ctx, draft) };
  await transact(ctx, async (tx) => {
    await insertRepository(tx.db.sql, repository);
    const detail = { name: repository.name, engine: repository.engine, location };
    await recordAudit(tx, actor, { action: 'backupRepository.add', subjectType: 'backupRepository', subjectId: repository.id, detail });
  });
  return { repository, generatedPassword };
}

async function initialised(ctx: Context, draft: Repository): Promise<string> {
  try {
    return await engineOf(draft.engine).init(accessOf(ctx.settings, draft));
  } catch (error) {
    if (error instanceof BackupFailure) throw invalid('/location', `The repository could not be made: ${error.message}`);
    throw error;
  }
}

async function checkedLocation(ctx: Context, given: string): Promise<string> {
  if (!isAbsolute(given)) throw invalid('/location', 'must be an absolute path');
  const location = normalize(given).replace(/(.)\/+$/, '$1');
  if (location === '/') throw invalid('/location', 'must be a directory of its own');
  for (const other of await allRepositories(ctx.db.sql)) {
    const isInside = location === other.location || location.startsWith(`${other.location}/`) || other.location.startsWith(`${location}/`);
    if (isInside) throw invalid('/location', `${location} belongs to another repository (${other.name}, ${other.id})`);
  }
  return location;
}

/** Gives a repository another name. */
export async function renameRepository(ctx: Context, actor: Actor, id: string, name: string, ifMatch: number | null): Promise<Repository> {
  return transact(ctx, async (tx) => {
    const repository = await findRepository(tx.db.sql, id);
    if (!repository) throw notFound('repository');
    if (ifMatch !== null && ifMatch !== repository.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: repository.version } });
    const namesake = await findRepositoryBy(tx.db.sql, 'name', name);
    if (namesake && namesake.id !== id) throw invalid('/name', 'Another repository has this name');
    const after = { ...repository, name, version: repository.version + 1 };
    if (!(await updateRepository(tx.db.sql, after))) throw new Problem('version_mismatch');
    const detail = { from: repository.name, to: name };
    await recordAudit(tx, actor, { action: 'backupRepository.rename', subjectType: 'backupRepository', subjectId: id, detail });
    return after;
  });
}
