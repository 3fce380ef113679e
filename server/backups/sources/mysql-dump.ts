import { open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram, runChild } from '../engines/child.ts';
import type { Watch } from '../engines/engine.ts';
import { BackupFailure } from '../failure.ts';
import { dumpFailure } from './spool-command.ts';

export interface MysqlPlace {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string | null;
}

interface Counted {
  name: string;
  rows: number;
  engine: string;
}

/**
 * Dumps a MySQL or MariaDB database consistently, with what the tool leaves out by itself (routines, events). The dump
 * counts only with its last line, and with the tables that the live database had just before and just after.
 */
export async function dumpMysql(
  place: MysqlPlace,
  directory: string,
  watch: Watch,
): Promise<{ path: string; facts: Record<string, unknown> }> {
  const dumper = findProgram('mariadb-dump') ?? findProgram('mysqldump');
  const client = findProgram('mariadb') ?? findProgram('mysql');
  if (!dumper || !client) {
    throw new BackupFailure('engine_missing', 'mysqldump and mysql are not installed here; on Debian: apt install mariadb-client');
  }
  const target = join(directory, `${place.database}.sql`);
  const options = join(directory, '.my.cnf');
  // A file of mode 0600: in the arguments or the environment every user of the machine could read the password.
  await writeFile(options, optionsOf(place), { mode: 0o600 });
  try {
    const before = await countRows(client, options, place, watch);
    const order = [`--defaults-extra-file=${options}`, ...dumpOptions, `--result-file=${target}.partial`, '--', place.database];
    await run(dumper, order, watch);
    await insistOnLastLine(`${target}.partial`);
    const after = await countRows(client, options, place, watch);
    const bytes = await flushed(`${target}.partial`);
    await rename(`${target}.partial`, target);
    return { path: target, facts: { engine: 'mysql', database: place.database, tables: leastOf(before, after, watch), bytes } };
  } finally {
    await rm(options, { force: true });
    await rm(`${target}.partial`, { force: true });
  }
}

const dumpOptions = [
  '--single-transaction',
  '--quick',
  '--routines',
  '--events',
  '--triggers',
  '--hex-blob',
  '--no-tablespaces',
  '--default-character-set=utf8mb4',
];

/** The format of option files: quoted, with backslash and quote escaped. */
function optionsOf({ host, port, user, password }: MysqlPlace): string {
  const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
  const where = host.startsWith('/') ? [`socket=${quoted(host)}`] : [`host=${quoted(host)}`, `port=${port}`, 'protocol=tcp'];
  return ['[client]', ...where, `user=${quoted(user)}`, `password=${quoted(password ?? '')}`, 'loose-connect-timeout=15', ''].join('\n');
}

/** Every base table with its rows and storage engine. */
async function countRows(client: string, options: string, { database }: MysqlPlace, watch: Watch): Promise<Counted[]> {
  const ask = async (sql: string): Promise<string[][]> => {
    const lines: string[] = [];
    await run(
      client,
      [`--defaults-extra-file=${options}`, '--batch', '--raw', '--skip-column-names', `--execute=${sql}`, database],
      watch,
      (line) => lines.push(line),
    );
    return lines.map((line) => line.split('\t'));
  };
  const tables = await ask(
    "select table_name, engine from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE' order by table_name",
  );
  if (tables.length === 0) return [];
  const name = (table: string): string => `\`${table.replaceAll('`', '``')}\``;
  const counts = await ask(tables.map(([table], at) => `select ${at}, count(*) from ${name(table!)}`).join(' union all '));
  const rows = new Map(counts.map(([at, count]) => [Number(at), Number(count)]));
  return tables.map(([table, engine], at) => ({ name: table!, engine: engine!, rows: rows.get(at) ?? 0 }));
}

/** What the dump must hold at least: tables that were there before and after, with the lesser count of rows. */
function leastOf(before: Counted[], after: Counted[], watch: Watch): Array<Pick<Counted, 'name' | 'rows'>> {
  const loose = before.filter(({ engine }) => engine !== 'InnoDB').map(({ name, engine }) => `${name} (${engine})`);
  if (loose.length > 0)
    watch.onLog(`not consistent with the other tables, because their storage engine knows no transactions: ${loose.join(', ')}`);
  return before.flatMap(({ name, rows }) => {
    const later = after.find((table) => table.name === name);
    return later ? [{ name, rows: Math.min(rows, later.rows) }] : [];
  });
}

/** A dump that was cut off may load without a complaint; only its last line says that it is whole. */
async function insistOnLastLine(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, 200));
    await file.read(tail, 0, tail.length, size - tail.length);
    if (!/^-- Dump completed/m.test(tail.toString('latin1'))) throw new BackupFailure('dump_truncated', 'The dump lacks its last line');
  } finally {
    await file.close();
  }
}

async function flushed(path: string): Promise<number> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

async function run(command: string, args: string[], watch: Watch, onLine?: (line: string) => void): Promise<void> {
  const order = { command, args, signal: watch.signal, wallMs: watch.wallMs, graceMs: 10_000, onErrorLine: watch.onLog };
  const { code, signal, errors } = await runChild({ ...order, ...(onLine && { onLine }) });
  if (code !== 0) throw dumpFailure(command.split('/').at(-1)!, code ?? signal, errors);
}
