import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import knex, { type Knex } from 'knex';
import { makeDirectory } from '../make-directory.ts';
import { readRows, rowReader, snakeCase } from '../rows.ts';
import type { Dialect } from './dialect.ts';
import { quiet } from './quiet.ts';
import { type Connection, type Statements, statementsOf } from './sqlite-statements.ts';

const require = createRequire(import.meta.url);
// knex does not declare types for these two; their contract is the one that its own dialects rely on.
interface KnexClient {
  _query(connection: Connection | Statements, query: object): Promise<unknown>;
  destroyRawConnection(connection: Connection): Promise<void>;
}
const Client: new (config: unknown) => KnexClient = require('knex/lib/dialects/sqlite3/index.js');
const SqliteTransaction: new (
  client: object,
  container: unknown,
  config: unknown,
  outer: unknown,
) => { query(connection: unknown, sql: string): Promise<unknown> } = require('knex/lib/dialects/sqlite3/execution/sqlite-transaction.js');

/**
 * Takes the write lock at BEGIN. With the plain BEGIN that knex sends, two processes that read and then write fail
 * with SQLITE_BUSY_SNAPSHOT, which no busy timeout cures.
 */
class ImmediateTransaction extends SqliteTransaction {
  begin(connection: unknown) {
    return this.query(connection, 'BEGIN IMMEDIATE;');
  }
}

/** What is asked again and again in the same words; definitions and pragmas are not. */
const isKept = /^\s*(select|insert|update|delete|with|begin|commit)\b/i;

class ImmediateClient extends Client {
  transaction(container: unknown, config: unknown, outer: unknown) {
    return new ImmediateTransaction(this, container, config, outer);
  }

  override _query(connection: Connection, query: { sql: string }) {
    return super._query(isKept.test(query.sql) ? statementsOf(connection) : connection, query);
  }

  override destroyRawConnection(connection: Connection) {
    statementsOf(connection).finalize();
    return super.destroyRawConnection(connection);
  }
}

/** How long a statement waits for another process's lock before it fails as unavailable. */
const busyTimeoutMs = 5000;

const codeOf = (error: unknown): string => String((error as { code?: unknown })?.code ?? '');
const messageOf = (error: unknown): string => String((error as { message?: unknown })?.message ?? '');

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  hasOneWriter: true,
  codePointText: 'text',
  isUniqueViolation: (error) => /UNIQUE constraint failed|PRIMARY KEY/.test(messageOf(error)),
  isForeignKeyViolation: (error) => /FOREIGN KEY constraint failed/.test(messageOf(error)),
  isRetryable: () => false,
  isUnavailable: (error) =>
    /SQLITE_(BUSY|LOCKED|CANTOPEN|IOERR)/.test(codeOf(error)) ||
    codeOf(error) === 'KnexTimeoutError' ||
    /Timeout acquiring a connection/.test(messageOf(error)),
  isFull: (error) => codeOf(error) === 'SQLITE_FULL',
  isRefusedValue: () => false,
  migrateExclusively: (sql, work) => sql.transaction(work),
  // SQLite adds no constraint to a table that exists; rows that point to nothing are refused by the use cases.
  addForeignKey: async (tx, { table, column }, to, key = 'id') => {
    await tx.raw(`create trigger ${table}_${column}_foreign before delete on ${to}
      when exists (select 1 from ${table} where ${column} = old.${key})
      begin select raise(abort, 'FOREIGN KEY constraint failed'); end`);
  },
  // The way that SQLite's manual names for constraints ("Making Other Kinds Of Table Schema Changes"): what is stored does not
  // change, so only the text of the definition is written; the other way copies the table and all that points to it.
  dropCheck: async (tx, { table, constraint }) => {
    const found = await tx.raw("select sql from sqlite_master where type = 'table' and name = ?", [table]);
    const definition: string = found[0].sql;
    const without = definition.replace(new RegExp(` constraint \\W?${constraint}\\W? check \\(\\W?\\w+\\W? in \\([^()]*\\)\\)`, 'i'), '');
    if (without === definition) throw new Error(`${table} has no check ${constraint}`);
    await tx.raw('pragma writable_schema = on');
    await tx.raw("update sqlite_master set sql = ? where type = 'table' and name = ?", [without, table]);
    await tx.raw('pragma writable_schema = reset');
  },
  // The driver makes each value of each row by itself, slowly; one text for all rows and JSON.parse take a third of that.
  async readMany(sql, query, columns) {
    const values = columns.map((column) => `p.${snakeCase(column)}`).join(', ');
    const [row] = await sql.from(query.as('p')).select(sql.raw(`json_group_array(json_array(${values})) as packed`));
    const toRow = rowReader(columns);
    return JSON.parse(row.packed).map(toRow);
  },
  async insertMany(tx, table, rows) {
    if (rows.length === 0) return;
    const names = Object.keys(rows[0] as object);
    const columns = names.map(snakeCase).join(', ');
    const values = names.map((name) => `value ->> '${name}'`).join(', ');
    const packed = JSON.stringify(rows, function (key, value) {
      return this[key] instanceof Date ? this[key].getTime() : value;
    });
    await tx.raw(`insert into ${snakeCase(table)} (${columns}) select ${values} from json_each(?) where true on conflict do nothing`, [
      packed,
    ]);
  },
  skipLocked: (query) => query,
  async countCombinations(tx, table, columns, into) {
    const add = (row: string, count: number) =>
      `insert into ${into} (${columns.join(', ')}, count) values (${columns.map((column) => `coalesce(${row}.${column}, '')`).join(', ')}, ${count});`;
    const differs = columns.map((column) => `old.${column} is not new.${column}`).join(' or ');
    await tx.raw(`create trigger ${into}_insert after insert on ${table} begin ${add('new', 1)} end`);
    await tx.raw(`create trigger ${into}_delete after delete on ${table} begin ${add('old', -1)} end`);
    await tx.raw(`create trigger ${into}_update after update on ${table} when ${differs} begin ${add('old', -1)} ${add('new', 1)} end`);
  },
  // The planner knows no numbers and prefers any index on what equals something, however many rows do.
  tested: (column) => `+${column}`,
};

function open(path: string, pragmas: string[], pool: { min: number; max: number }): Knex {
  return knex({
    client: ImmediateClient as unknown as typeof Knex.Client,
    connection: { filename: path },
    useNullAsDefault: true,
    acquireConnectionTimeout: 15_000,
    log: quiet,
    wrapIdentifier: (value, original) => original(value && snakeCase(value)),
    postProcessResponse: readRows,
    pool: {
      ...pool,
      idleTimeoutMillis: 2_147_483_647,
      afterCreate: (connection: { exec(sql: string, done: (error: Error | null) => void): void }, done: (error: Error | null) => void) =>
        connection.exec(pragmas.map((pragma) => `PRAGMA ${pragma};`).join(''), done),
    },
  });
}

/**
 * Opens an SQLite file: one connection that writes, several that only read and never wait for it (WAL).
 * `synchronous=FULL`: what was answered with success survives a power cut, not only a crash of the program.
 */
export function openSqlite(path: string): { write: Knex; read: Knex } {
  makeDirectory(dirname(path));
  const common = [`busy_timeout=${busyTimeoutMs}`, 'foreign_keys=ON', 'temp_store=MEMORY', 'cache_size=-16000', 'mmap_size=268435456'];
  return {
    write: open(path, ['journal_mode=WAL', 'synchronous=FULL', ...common], { min: 1, max: 1 }),
    read: open(path, [...common, 'query_only=ON'], { min: 0, max: 4 }),
  };
}
