import type { Knex } from 'knex';
import type { Dialect } from './dialect/dialect.ts';
import { openPostgres, postgresDialect } from './dialect/postgres.ts';
import { openSqlite, sqliteDialect } from './dialect/sqlite.ts';
import type { OutboxTouch } from './outbox.ts';

export type DatabaseAddress = { client: 'sqlite'; path: string } | { client: 'postgres'; url: string };

/** Anything that SQL can be sent to: the readers, or a transaction. Stores take this as their first argument. */
export type Sql = Knex;

/**
 * The database as a use case sees it. Outside a transaction `sql` only reads; to write, go through `transact`, in which
 * `sql` is the transaction itself and nothing else exists.
 */
export interface Database {
  readonly dialect: Dialect;
  readonly sql: Sql;
  readonly inTransaction: boolean;
  /** Runs an effect that must not happen if the transaction is undone; at once when there is none. */
  afterCommit(effect: () => void): void;
}

/** The open database of a process; the one that opens it closes it. */
export interface OpenDatabase extends Database {
  /** The connection that writes; for `transact`, migrations and tests alone. */
  readonly writer: Knex;
  /** Called after every transaction of this process that was kept. */
  readonly commitListeners: Set<() => void>;
  /** Called after those that asked for work or did some: the relay looks for it at once. */
  readonly outboxListeners: Set<(touch: OutboxTouch) => void>;
  close(): Promise<void>;
}

/** Opens a database; migrating it is another step (`migrate`). */
export function openDatabase(address: DatabaseAddress): OpenDatabase {
  const { write, read } = address.client === 'sqlite' ? openSqlite(address.path) : openPostgres(address.url);
  return {
    dialect: address.client === 'sqlite' ? sqliteDialect : postgresDialect,
    sql: read,
    writer: write,
    inTransaction: false,
    commitListeners: new Set(),
    outboxListeners: new Set(),
    afterCommit: (effect) => effect(),
    close: async () => {
      if (read !== write) await read.destroy();
      await write.destroy();
    },
  };
}
