import type { Knex } from 'knex';

/** What differs between the databases, and nothing else does. */
export interface Dialect {
  name: 'sqlite' | 'postgres';
  /** True when writers wait for one another anyway, so that more of them at once only stand in a queue. */
  hasOneWriter: boolean;
  /** The column type of texts that sort by code point whatever the server's language, so that beginnings are ranges. */
  codePointText: string;
  /** True when the error says that a unique index refused a row. */
  isUniqueViolation(error: unknown): boolean;
  /** True when the error says that a row is pointed to and stays, or points to nothing. */
  isForeignKeyViolation(error: unknown): boolean;
  /** True when the same transaction may succeed if it is tried again. */
  isRetryable(error: unknown): boolean;
  /** True when the database could not be had in time: locked, down, or its pool exhausted. */
  isUnavailable(error: unknown): boolean;
  /** True when the disk under the database is full. */
  isFull(error: unknown): boolean;
  /** True when the database cannot hold or compare a value that came from outside: NUL, a text where a number belongs. */
  isRefusedValue(error: unknown): boolean;
  /** Runs work while no other process migrates; rolls back as a whole. */
  migrateExclusively(knex: Knex, work: (tx: Knex.Transaction) => Promise<void>): Promise<void>;
  /**
   * Reads the rows of a long list with as little work for each value as the driver allows. `columns` names what the query
   * selects, in any order; the rows are the same as those of the query itself.
   */
  readMany<Row>(sql: Knex, query: Knex.QueryBuilder, columns: readonly string[]): Promise<Row[]>;
  /** Inserts many rows as one text, far faster than a value at a time; rows that exist already are passed over. */
  insertMany(tx: Knex, table: string, rows: ReadonlyArray<Record<string, unknown>>): Promise<void>;
  /** Rows that this transaction claims for itself; other transactions pass over them instead of waiting. */
  skipLocked<T extends Knex.QueryBuilder>(query: T): T;
  /** Tells the planner what the tables hold, after many rows came at once; where there is no such thing, nothing. */
  analyze?(sql: Knex): Promise<void>;
  /** Makes it impossible to delete what `from` points to, for a table that exists already. `key` is what it points by. */
  addForeignKey(tx: Knex.Transaction, from: { table: string; column: string }, to: string, key?: string): Promise<void>;
  /** Takes a named check away from a table that exists already. */
  dropCheck(tx: Knex.Transaction, from: { table: string; constraint: string }): Promise<void>;
  /**
   * Writes a row with +1 or −1 into `into` for each combination of these columns that a row of `table` takes or gives up,
   * in the transaction of whoever writes, and whatever statement that is.
   */
  countCombinations(tx: Knex.Transaction, table: string, columns: string[], into: string): Promise<void>;
  /** A column in conditions that are tested while an order is walked, and shall not decide what is walked. */
  tested(column: string): string;
}
