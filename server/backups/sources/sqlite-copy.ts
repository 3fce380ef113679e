import { open } from 'node:fs/promises';
import sqlite3 from 'sqlite3';
import { BackupFailure } from '../failure.ts';

type Row = Record<string, unknown>;

interface Handle {
  all(statement: string, ...values: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

const openHandle = (path: string): Promise<Handle> =>
  new Promise((resolve, reject) => {
    const db = new sqlite3.Database(path, sqlite3.OPEN_READONLY, (error) => {
      if (error) return reject(new BackupFailure('dump_failed', `${path} cannot be opened: ${error.message}`));
      db.configure('busyTimeout', 10_000);
      resolve({
        all: (statement, ...values) => new Promise((done, fail) => db.all<Row>(statement, values, (e, rows) => (e ? fail(e) : done(rows)))),
        close: () => new Promise((done) => db.close(() => done())),
      });
    });
  });

export interface SqliteFacts {
  engine: 'sqlite';
  userVersion: number;
  tables: Array<{ name: string; rows: number }>;
  bytes: number;
}

/**
 * A consistent copy of a database that is being written: VACUUM INTO, flushed to disk, checked, and its rows compared with
 * the live ones counted just before and just after. A sound file alone proves nothing: copying only the main file
 * of a WAL database gives a perfect empty one.
 */
export async function copySqlite(source: string, target: string): Promise<SqliteFacts> {
  const live = await openHandle(source);
  try {
    const before = await countRows(live);
    const userVersion = await userVersionOf(live);
    const brokenKeys = (await live.all('PRAGMA foreign_key_check')).length;
    await live.all('VACUUM INTO ?', target);
    const file = await open(target, 'r+');
    await file.sync();
    const bytes = (await file.stat()).size;
    await file.close();
    const after = await countRows(live);
    const tables = await checkCopy(target, before, after, userVersion, brokenKeys);
    return { engine: 'sqlite', userVersion, tables, bytes };
  } catch (error) {
    if (error instanceof BackupFailure) throw error;
    const isFull = /SQLITE_FULL|disk is full/i.test((error as Error).message);
    throw new BackupFailure(isFull ? 'scratch_full' : 'dump_failed', `${source}: ${(error as Error).message}`);
  } finally {
    await live.close();
  }
}

const userVersionOf = async (db: Handle): Promise<number> => Number((await db.all('PRAGMA user_version'))[0]?.['user_version'] ?? 0);

async function countRows(db: Handle): Promise<Map<string, number>> {
  const tables = await db.all(
    `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and sql not like 'CREATE VIRTUAL%' order by name`,
  );
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const [row] = await db.all(`select count(*) as n from "${String(name).replaceAll('"', '""')}"`);
    counts.set(String(name), Number(row?.['n'] ?? 0));
  }
  return counts;
}

async function checkCopy(
  target: string,
  before: Map<string, number>,
  after: Map<string, number>,
  userVersion: number,
  brokenKeysBefore: number,
): Promise<SqliteFacts['tables']> {
  const copy = await openHandle(target);
  try {
    const [verdict] = await copy.all('PRAGMA integrity_check(1)');
    if (verdict?.['integrity_check'] !== 'ok')
      throw new BackupFailure('dump_truncated', `The copy is damaged: ${verdict?.['integrity_check']}`);
    const brokenKeys = (await copy.all('PRAGMA foreign_key_check')).length;
    if (brokenKeys > brokenKeysBefore) throw new BackupFailure('dump_truncated', `The copy breaks ${brokenKeys} foreign keys`);
    if ((await userVersionOf(copy)) !== userVersion) throw new BackupFailure('dump_truncated', 'The copy has another user_version');
    const counts = await countRows(copy);
    for (const [name, rows] of before) {
      const least = Math.min(rows, after.get(name) ?? 0);
      const copied = counts.get(name);
      if (after.has(name) && (copied === undefined || copied < least / 2)) {
        throw new BackupFailure('dump_truncated', `The copy holds ${copied ?? 'no'} rows of ${name} where the database has ${least}`);
      }
    }
    return [...counts].map(([name, rows]) => ({ name, rows }));
  } finally {
    await copy.close();
  }
}
