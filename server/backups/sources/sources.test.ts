import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import sqlite3 from 'sqlite3';
import { eachDatabase } from '../../../db/testing.ts';
import { transact } from '../../../db/transaction.ts';
import { testContext } from '../../testing.ts';
import type { BackupPolicy } from '../backup-policy.ts';
import { findProgram } from '../engines/child.ts';
import { failureOf, makeRepository, scratchDirectory, watching } from '../engines/testing.ts';
import { prepareSource } from '../prepare-source.ts';
import { spoolCommand } from './spool-command.ts';
import { copySqlite } from './sqlite-copy.ts';

const run = (db: sqlite3.Database, statement: string): Promise<void> =>
  new Promise((resolve, reject) => db.exec(statement, (error) => (error ? reject(error) : resolve())));
const count = (path: string, table: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const db = new sqlite3.Database(path, sqlite3.OPEN_READONLY);
    db.get<{ n: number }>(`select count(*) as n from ${table}`, (error, row) => db.close(() => (error ? reject(error) : resolve(row.n))));
  });

describe('sqlite copy', () => {
  it('is whole while somebody writes and everything is still in the write-ahead log', async () => {
    const directory = scratchDirectory();
    const path = join(directory, 'live.db');
    const db = new sqlite3.Database(path);
    await run(db, 'pragma journal_mode=wal; pragma wal_autocheckpoint=0; pragma user_version=7; create table t (a)');
    for (let i = 0; i < 20; i += 1) await run(db, `insert into t values ${Array(100).fill('(1)').join(',')}`);
    let isWriting = true;
    const writing = (async () => {
      while (isWriting) await run(db, 'insert into t values (2)');
    })();
    const facts = await copySqlite(path, join(directory, 'copy.db'));
    isWriting = false;
    await writing;
    expect(facts).to.include({ engine: 'sqlite', userVersion: 7 });
    expect(await count(join(directory, 'copy.db'), 't')).to.be.at.least(2000);
    await new Promise((resolve) => db.close(resolve));
  });

  it('refuses what is no database', async () => {
    const path = join(scratchDirectory(), 'x.db');
    writeFileSync(path, 'this is no database at all, only text that is long enough');
    expect(await failureOf(copySqlite(path, `${path}.copy`))).to.equal('dump_failed');
  });
});

describe('command source', () => {
  const spool = (...argv: string[]): Promise<number> => spoolCommand(argv, join(scratchDirectory(), 'out'), watching());

  it('keeps what a program prints, and only if it ended well', async () => {
    expect(await spool('printf', 'hello')).to.equal(5);
    expect(await failureOf(spool('sh', '-c', 'echo half; exit 7'))).to.equal('dump_failed');
    expect(await failureOf(spool('true'))).to.equal('source_empty');
    expect(await failureOf(spool('no-such-program-anywhere'))).to.equal('engine_missing');
  });

  it('passes arguments as they are, not through a shell', async () => {
    expect(await spool('printf', '%s', '$(id) ; `id` "x"')).to.equal('$(id) ; `id` "x"'.length);
  });
});

eachDatabase('Coulisse as a source', (db, name) => {
  if (name === 'postgres' && !findProgram('pg_dump')) return;
  it('is consistent while rows are written, with the attachments, and with the key only where it is encrypted', async () => {
    const ctx = testContext(db());
    mkdirSync(join(ctx.settings.dataDir, 'attachments'));
    writeFileSync(join(ctx.settings.dataDir, 'attachments', 'photo'), 'x');
    writeFileSync(join(ctx.settings.dataDir, 'secret.key'), 'key');
    const policy = { id: 'own', source: { type: 'coulisse' }, sealedSourceSecret: null } as unknown as BackupPolicy;
    let isWriting = true;
    const writing = (async () => {
      for (let i = 0; isWriting; i += 1) {
        await transact(ctx, async (tx) => void (await tx.db.sql('counters').insert({ name: `c${i}`, value: i })));
      }
    })();
    const names = async (password: string | null): Promise<string[]> => {
      const prepared = await prepareSource(ctx, policy, await makeRepository('archive', password), watching());
      expect(prepared.facts).to.include({ isOwn: true });
      return prepared.paths.map((path) =>
        path
          .split('/')
          .at(-1)!
          .replace(/^test_.*/, 'coulisse.db'),
      );
    };
    expect(await names(null)).to.deep.equal(['coulisse.db', 'attachments']);
    expect(await names('correct horse battery')).to.deep.equal(['coulisse.db', 'attachments', 'secret.key']);
    isWriting = false;
    await writing;
    const dumps = readdirSync(join(ctx.settings.dataDir, 'backups', 'dumps', 'own'));
    expect(dumps).to.have.length(1);
    if (name === 'sqlite') expect(await count(join(ctx.settings.dataDir, 'backups', 'dumps', 'own', dumps[0]!), 'people')).to.equal(0);
  });
});
