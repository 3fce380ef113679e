import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';

/** One forward step of the schema, the same on every database unless `dialect` says otherwise. */
export interface Migration {
  name: string;
  up(sql: Knex.Transaction, dialect: Dialect): Promise<void>;
}

/** An instant with milliseconds: `timestamptz(3)` on PostgreSQL, integer milliseconds on SQLite. */
export const instant = (table: Knex.CreateTableBuilder, column: string): Knex.ColumnBuilder =>
  table.timestamp(column, { useTz: true, precision: 3 });

/** A UUIDv7 primary key made by the application. */
export const idColumn = (table: Knex.CreateTableBuilder): Knex.ColumnBuilder => table.text('id').primary();

/** `check (status in ('a', 'b'))` in a table definition: TEXT with a closed set of values. */
export function oneOf(table: Knex.CreateTableBuilder, column: string, values: readonly string[]): Knex.ColumnBuilder {
  return table.text(column).checkIn([...values], `${column}_known`);
}
