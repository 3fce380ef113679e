import { open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram, runChild } from '../engines/child.ts';
import type { Watch } from '../engines/engine.ts';
import { BackupFailure } from '../failure.ts';
import { dumpFailure } from './spool-command.ts';

export interface PostgresPlace {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string | null;
}

/** The place that a `postgres://…` address names. */
export function placeOf(url: string): PostgresPlace {
  const { hostname, port, pathname, username, password, searchParams } = new URL(url);
  return {
    host: searchParams.get('host') ?? decodeURIComponent(hostname || 'localhost'),
    port: Number(port || searchParams.get('port') || 5432),
    database: decodeURIComponent(pathname.slice(1)),
    user: decodeURIComponent(username || process.env['USER'] || 'postgres'),
    password: password ? decodeURIComponent(password) : null,
  };
}

/**
 * Dumps a database in the custom format, uncompressed so that the engine finds what did not change. The dump is read to
 * its end before it counts: its table of contents alone is whole even in a file that was cut.
 */
export async function dumpPostgres(
  place: PostgresPlace,
  directory: string,
  watch: Watch,
): Promise<{ path: string; facts: Record<string, unknown> }> {
  if (!findProgram('pg_dump') || !findProgram('pg_restore')) {
    throw new BackupFailure('engine_missing', 'pg_dump and pg_restore are not installed here; on Debian: apt install postgresql-client');
  }
  const target = join(directory, `${place.database}.dump`);
  const passFile = join(directory, '.pgpass');
  const escaped = (text: string): string => text.replace(/[\\:]/g, '\\$&');
  // libpq takes a password from a plain file, from the environment or from the terminal; the file is the one that leaks nowhere.
  await writeFile(passFile, `*:*:*:*:${escaped(place.password ?? '')}\n`, { mode: 0o600 });
  try {
    const connection = ['-h', place.host, '-p', String(place.port), '-U', place.user, '-d', place.database, '--no-password'];
    await run('pg_dump', [...connection, '-Fc', '-Z0', '-f', `${target}.partial`], watch, {
      PGPASSFILE: passFile,
      PGCONNECT_TIMEOUT: '15',
    });
    const tables = await readBack(`${target}.partial`, watch);
    const file = await open(`${target}.partial`, 'r+');
    await file.sync();
    await file.close();
    await rename(`${target}.partial`, target);
    return { path: target, facts: { engine: 'postgres', database: place.database, tables, bytes: (await stat(target)).size } };
  } finally {
    await rm(passFile, { force: true });
    await rm(`${target}.partial`, { force: true });
  }
}

async function readBack(path: string, watch: Watch): Promise<number> {
  let tables = 0;
  await run('pg_restore', ['--list', path], watch, {}, (line) => {
    if (/ TABLE DATA /.test(line)) tables += 1;
  });
  await run('pg_restore', ['-f', '/dev/null', path], watch, {}, undefined, 'dump_truncated');
  return tables;
}

async function run(
  command: string,
  args: string[],
  watch: Watch,
  env: Record<string, string>,
  onLine?: (line: string) => void,
  failureClass?: 'dump_truncated',
): Promise<void> {
  const order = { command, args, env, signal: watch.signal, wallMs: watch.wallMs, graceMs: 10_000, onErrorLine: watch.onLog };
  const { code, signal, errors } = await runChild({ ...order, ...(onLine && { onLine }) });
  if (code === 0) return;
  const failure = dumpFailure(command, code ?? signal, errors);
  throw failureClass ? new BackupFailure(failureClass, failure.message) : failure;
}
