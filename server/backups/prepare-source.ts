import { lstat, mkdir, opendir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Context } from '../platform/context.ts';
import { unseal } from '../platform/secret-box.ts';
import type { BackupPolicy, Source } from './backup-policy.ts';
import type { BackupOrder, RepositoryAccess, Watch } from './engines/engine.ts';
import { BackupFailure } from './failure.ts';
import { backupsDirectory, sourceSecretPurpose } from './repository.ts';
import { dumpMysql } from './sources/mysql-dump.ts';
import { databasePlace } from './sources/own-database.ts';
import { dumpPostgres } from './sources/postgres-dump.ts';
import { spoolCommand } from './sources/spool-command.ts';
import { copySqlite } from './sources/sqlite-copy.ts';
import { fetchOverSsh } from './sources/ssh-tar.ts';

/** What an engine is given to read, and what we know about it. */
export type Prepared = Pick<BackupOrder, 'paths' | 'exclude' | 'oneFileSystem'> & Dumped;

interface Dumped {
  paths: string[];
  facts: Record<string, unknown>;
  /** Files that are there and could not be fetched. */
  unreadable: number;
}

/** The directory for a policy's dumps: the same for every run, so that engines recognise what did not change. */
export const dumpDirectory = (ctx: Context, policyId: string): string => backupsDirectory(ctx.settings, 'dumps', policyId);

/** Makes a policy's dump directory, empty: what a dead run left there is gone. */
export async function emptyDumpDirectory(ctx: Context, policyId: string): Promise<string> {
  const directory = dumpDirectory(ctx, policyId);
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return directory;
}

/**
 * Looks at the source and dumps it where it is no plain files. Throws `source_missing` or `source_empty` before an engine
 * sees it, because engines call a missing path a success.
 */
export async function prepareSource(ctx: Context, policy: BackupPolicy, access: RepositoryAccess, watch: Watch): Promise<Prepared> {
  const { source } = policy;
  if (source.type === 'path') {
    await insistOnFiles(source.paths);
    return { paths: source.paths, exclude: source.exclude, oneFileSystem: source.oneFileSystem, facts: { engine: 'path' }, unreadable: 0 };
  }
  const directory = await emptyDumpDirectory(ctx, policy.id);
  const dumped = await dump(ctx, policy, source, directory, access, watch);
  return { unreadable: 0, ...dumped, exclude: [], oneFileSystem: false };
}

async function dump(
  ctx: Context,
  policy: BackupPolicy,
  source: Exclude<Source, { type: 'path' }>,
  directory: string,
  access: RepositoryAccess,
  watch: Watch,
): Promise<Omit<Dumped, 'unreadable'> & Partial<Dumped>> {
  if (source.type === 'command') {
    const target = join(directory, source.fileName);
    const bytes = await spoolCommand(source.argv, target, watch);
    return { paths: [target], facts: { engine: 'command', bytes } };
  }
  if (source.type === 'sqlite') {
    await insistOnFiles([source.path]);
    const target = join(directory, basename(source.path));
    return { paths: [target], facts: { ...(await copySqlite(source.path, target)) } };
  }
  if (source.type === 'postgres' || source.type === 'mysql') {
    const password = secretOf(ctx, policy);
    const dumpIt = source.type === 'mysql' ? dumpMysql : dumpPostgres;
    const { path, facts } = await dumpIt({ ...source, password }, directory, watch);
    return { paths: [path], facts };
  }
  if (source.type === 'ssh') {
    const { bytes, unreadable } = await fetchOverSsh(source, secretOf(ctx, policy) ?? '', directory, watch);
    await insistOnFiles([directory]);
    return { paths: [directory], facts: { engine: 'ssh', host: source.host, bytes }, unreadable };
  }
  return dumpCoulisse(ctx, directory, access, watch);
}

/** The password or the key that goes with a policy's source, or null. */
export function secretOf(ctx: Context, { sealedSourceSecret }: BackupPolicy): string | null {
  return sealedSourceSecret === null ? null : unseal(ctx.settings.secretKey, sourceSecretPurpose, sealedSourceSecret);
}

/**
 * Coulisse itself: its database first, then the attachments and mails, so that every file that the copy mentions is there. The secret
 * key goes along only into an encrypted repository: in a readable one it would open every password in the database.
 */
async function dumpCoulisse(ctx: Context, directory: string, access: RepositoryAccess, watch: Watch) {
  const place = await databasePlace(ctx.db);
  const database =
    place.client === 'sqlite'
      ? { path: join(directory, 'coulisse.db'), facts: { ...(await copySqlite(place.path, join(directory, 'coulisse.db'))) } }
      : await dumpPostgres(place, directory, watch);
  const extras = [
    ...['attachments', 'mail'].map((folder) => join(ctx.settings.dataDir, folder)),
    ...(access.password === null ? [] : [join(ctx.settings.dataDir, 'secret.key')]),
  ];
  const present: string[] = [];
  for (const path of extras) if (await exists(path)) present.push(path);
  return { paths: [database.path, ...present], facts: { ...database.facts, isOwn: true } };
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Throws unless every path exists and at least one file stands below them. */
export async function insistOnFiles(paths: string[]): Promise<void> {
  for (const path of paths) {
    const found = await lstat(path).catch((error: NodeJS.ErrnoException) => error);
    if (found instanceof Error) {
      throw new BackupFailure(found.code === 'EACCES' ? 'source_unreadable' : 'source_missing', `${path}: ${found.code}`);
    }
  }
  for (const path of paths) if (await holdsFile(path)) return;
  throw new BackupFailure('source_empty', `There is no file below ${paths.join(', ')}`);
}

async function holdsFile(path: string): Promise<boolean> {
  const stat = await lstat(path).catch(() => null);
  if (!stat?.isDirectory()) return stat !== null;
  const below: string[] = [];
  for await (const entry of await opendir(path).catch(() => [])) {
    if (!entry.isDirectory()) return true;
    below.push(join(path, entry.name));
  }
  for (const directory of below) if (await holdsFile(directory)) return true;
  return false;
}
