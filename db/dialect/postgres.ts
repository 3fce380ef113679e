import knex, { type Knex } from 'knex';
import pg from 'pg';
import { readRows, snakeCase } from '../rows.ts';
import type { Dialect } from './dialect.ts';
import { quiet } from './quiet.ts';

// bigint and count(*) come as text by default; none of ours passes 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);

const codeOf = (error: unknown): string => String((error as { code?: unknown })?.code ?? '');
const migrationLock = 7_268_150_421;

export const postgresDialect: Dialect = {
  name: 'postgres',
  hasOneWriter: false,
  codePointText: 'text collate "C"',
  isUniqueViolation: (error) => codeOf(error) === '23505',
  isForeignKeyViolation: (error) => codeOf(error) === '23503',
  isRetryable: (error) => codeOf(error) === '40001' || codeOf(error) === '40P01',
  isUnavailable: (error) =>
    /^(57P0\d|08...|53300|55P03|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE)$/.test(codeOf(error)) ||
    /Timeout acquiring a connection|Connection terminated/.test(String((error as Error)?.message)),
  isFull: (error) => codeOf(error) === '53100',
  isRefusedValue: (error) => /^22(P02|003|007|008|021)$/.test(codeOf(error)),
  migrateExclusively: (sql, work) =>
    sql.transaction(async (tx) => {
      await tx.raw('select pg_advisory_xact_lock(?)', [migrationLock]);
      await work(tx);
    }),
  addForeignKey: async (tx, { table, column }, to, key = 'id') => {
    await tx.raw('alter table ?? add foreign key (??) references ?? (??)', [table, column, to, key]);
  },
  dropCheck: async (tx, { table, constraint }) => void (await tx.raw('alter table ?? drop constraint ??', [table, constraint])),
  analyze: async (sql) => void (await sql.raw('vacuum analyze')),
  readMany: async (_sql, query) => query as never,
  async countCombinations(tx, table, columns, into) {
    const add = (row: string, count: number) =>
      `insert into ${into} (${columns.join(', ')}, count) values (${columns.map((column) => `coalesce(${row}.${column}, '')`).join(', ')}, ${count});`;
    const side = (row: string) => columns.map((column) => `${row}.${column}`).join(', ');
    await tx.raw(`create function ${into}_note() returns trigger language plpgsql as $body$ begin
      if tg_op = 'UPDATE' and (${side('old')}) is not distinct from (${side('new')}) then return null; end if;
      if tg_op <> 'INSERT' then ${add('old', -1)} end if;
      if tg_op <> 'DELETE' then ${add('new', 1)} end if;
      return null; end $body$`);
    await tx.raw(`create trigger ${into}_note after insert or update or delete on ${table} for each row execute function ${into}_note()`);
  },
  tested: (column) => column,
  async insertMany(tx, table, rows) {
    if (rows.length === 0) return;
    const columns = Object.keys(rows[0] as object).map(snakeCase);
    const packed = rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), value])));
    const into = `insert into ${snakeCase(table)} (${columns.join(', ')}) select ${columns.join(', ')}`;
    await tx.raw(`${into} from json_populate_recordset(null::${snakeCase(table)}, ?::json) on conflict do nothing`, [
      JSON.stringify(packed),
    ]);
  },
  skipLocked: (query) => query.forUpdate().skipLocked() as typeof query,
};

/** Opens a PostgreSQL database; reads and writes share one pool. */
export function openPostgres(url: string): { write: Knex; read: Knex } {
  const pool = knex({
    client: 'pg',
    connection: { connectionString: url, application_name: 'coulisse' },
    acquireConnectionTimeout: 15_000,
    log: quiet,
    wrapIdentifier: (value, original) => original(value && snakeCase(value)),
    postProcessResponse: readRows,
    pool: { min: 0, max: 10 },
  });
  return { write: pool, read: pool };
}
