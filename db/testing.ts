import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knex from 'knex';
import { v7 } from 'uuid';
import { type OpenDatabase, openDatabase } from './connection.ts';
import { migrate } from './migrate.ts';

/**
 * Databases for tests. Each suite gets one of its own, migrated, on real SQLite and, when TEST_POSTGRES_URL names a
 * server that may be filled with databases, on real PostgreSQL as well.
 */
const postgresUrl = process.env['TEST_POSTGRES_URL'];
const directory = mkdtempSync(join(tmpdir(), 'coulisse-test-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));

let sqliteTemplate: Promise<string> | null = null;
let postgresTemplate: Promise<string> | null = null;

/** Declares the same suite once for each database; `db()` is open and migrated inside its tests. */
export function eachDatabase(title: string, suite: (db: () => OpenDatabase, name: 'sqlite' | 'postgres') => void): void {
  for (const name of ['sqlite', ...(postgresUrl ? ['postgres'] : [])] as const) {
    describe(`${title} (${name})`, () => {
      let open: OpenDatabase | undefined;
      before(async () => {
        open = await freshDatabase(name as 'sqlite' | 'postgres');
      });
      after(async () => {
        await open?.close();
      });
      suite(() => open as OpenDatabase, name as 'sqlite' | 'postgres');
    });
  }
}

/** A migrated database that nobody else uses; the caller closes it. */
export async function freshDatabase(name: 'sqlite' | 'postgres' = 'sqlite'): Promise<OpenDatabase> {
  return name === 'sqlite'
    ? openDatabase({ client: 'sqlite', path: await freshSqlitePath() })
    : openDatabase({ client: 'postgres', url: await freshPostgresUrl() });
}

/** The path of a migrated SQLite file that nobody else uses. */
export async function freshSqlitePath(): Promise<string> {
  sqliteTemplate ??= makeSqliteTemplate();
  const path = join(directory, `${v7()}.db`);
  copyFileSync(await sqliteTemplate, path);
  return path;
}

async function makeSqliteTemplate(): Promise<string> {
  const path = join(directory, 'template.db');
  const db = openDatabase({ client: 'sqlite', path });
  await migrate(db);
  await db.close();
  return path;
}

/** The address of a migrated PostgreSQL database that nobody else uses; needs TEST_POSTGRES_URL. */
export async function freshPostgresUrl(): Promise<string> {
  postgresTemplate ??= makePostgresTemplate();
  return createPostgresDatabase(await postgresTemplate);
}

async function makePostgresTemplate(): Promise<string> {
  const url = await createPostgresDatabase('template1');
  const db = openDatabase({ client: 'postgres', url });
  await migrate(db);
  await db.close();
  return new URL(url).pathname.slice(1);
}

async function createPostgresDatabase(template: string): Promise<string> {
  const name = `test_${v7().replaceAll('-', '')}`;
  const server = knex({ client: 'pg', connection: postgresUrl as string, pool: { min: 0, max: 1 } });
  try {
    await server.raw(`create database ${name} template ${template}`);
  } finally {
    await server.destroy();
  }
  const url = new URL(postgresUrl as string);
  url.pathname = `/${name}`;
  return url.href;
}
