import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knex, { type Knex } from 'knex';
import { v7 } from 'uuid';
import { openDatabase } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';

/**
 * Compares the schema that the migrations make with the dumps that are committed, so that a review sees every change of
 * a table. `--write` writes the dumps anew. PostgreSQL's is compared where TEST_POSTGRES_URL names a server.
 */
const isWriting = process.argv.includes('--write');

const header = (name: string): string => `-- The schema that the migrations make on ${name}. Written by: npm run check -- --write\n\n`;

async function dumpSqlite(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'coulisse-schema-'));
  const db = openDatabase({ client: 'sqlite', path: join(folder, 'schema.db') });
  try {
    await migrate(db);
    const rows: Array<{ sql: string }> = await db
      .sql('sqlite_master')
      .select('sql')
      .whereNotNull('sql')
      .whereNot('name', 'like', 'sqlite_%')
      .orderBy(['tbl_name', { column: 'type', order: 'desc' }, 'name']);
    return header('SQLite') + rows.map((row) => `${oneColumnALine(row.sql)};\n`).join('');
  } finally {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** knex writes a table on one line; a column a line makes differences readable. */
function oneColumnALine(sql: string): string {
  if (!/^create table/i.test(sql) || sql.includes('\n')) return sql;
  let depth = 0;
  let quote = '';
  let result = '';
  for (const letter of sql) {
    if (quote) quote = letter === quote ? '' : quote;
    else if (letter === "'" || letter === '`' || letter === '"') quote = letter;
    else if (letter === '(') depth += 1;
    else if (letter === ')') depth -= 1;
    result += letter;
    if (!quote && ((letter === '(' && depth === 1) || (letter === ',' && depth === 1))) result += '\n ';
  }
  return result.replace(/\n {2,}/g, '\n  ').replace(/\n (?=\S)/g, '\n  ');
}

async function dumpPostgres(url: string): Promise<string> {
  const name = `schema_${v7().replaceAll('-', '')}`;
  const server = knex({ client: 'pg', connection: url, pool: { min: 0, max: 1 } });
  await server.raw(`create database ${name}`);
  const address = new URL(url);
  address.pathname = `/${name}`;
  const db = openDatabase({ client: 'postgres', url: address.href });
  try {
    await migrate(db);
    return header('PostgreSQL') + (await describe(db.sql));
  } finally {
    await db.close();
    await server.raw(`drop database ${name}`);
    await server.destroy();
  }
}

/** Tables, constraints, indexes and functions from the catalogue, in an order that does not depend on the server. */
async function describe(sql: Knex): Promise<string> {
  const columns = (await sql.raw(`
    select c.relname as table_name, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as is_required,
           pg_get_expr(d.adbin, d.adrelid) as default_value, a.attgenerated as generated
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by c.relname, a.attnum`)) as unknown as ColumnRow[];
  const constraints = await lines(
    sql,
    `
    select conrelid::regclass::text as table_name, 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) as line
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' order by 1, 2`,
  );
  const indexes = await lines(
    sql,
    `
    select tablename::text as table_name, indexdef || ';' as line from pg_indexes i where schemaname = 'public'
    and not exists (select 1 from pg_constraint where conname = i.indexname) order by 1, 2`,
  );
  const functions = await lines(
    sql,
    `
    select '' as table_name, pg_get_functiondef(p.oid) || ';' as line from pg_proc p
    where p.pronamespace = 'public'::regnamespace and not exists (select 1 from pg_depend where objid = p.oid and deptype = 'e') order by 2`,
  );
  const triggers = await lines(
    sql,
    `
    select tgrelid::regclass::text as table_name, pg_get_triggerdef(oid) || ';' as line from pg_trigger where not tgisinternal order by 1, 2`,
  );
  const tables = [...new Set(columns.map((column) => column.tableName))];
  const of = (rows: LineRow[], table: string): string[] => rows.filter((row) => row.tableName === table).map((row) => row.line);
  const text = tables.map((table) => {
    const inside = [...columns.filter((column) => column.tableName === table).map(columnLine), ...of(constraints, table)];
    const after = [...of(indexes, table), ...of(triggers, table)];
    return `create table ${table} (\n  ${inside.join(',\n  ')}\n);\n${after.map((line) => `${line}\n`).join('')}`;
  });
  return [...text, ...functions.map((row) => `${row.line}\n`)].join('\n');
}

interface ColumnRow {
  tableName: string;
  name: string;
  type: string;
  isRequired: boolean;
  defaultValue: string | null;
  generated: string;
}
interface LineRow {
  tableName: string;
  line: string;
}

const lines = async (sql: Knex, query: string): Promise<LineRow[]> => (await sql.raw(query)) as unknown as LineRow[];

function columnLine(column: ColumnRow): string {
  const given = column.generated ? ` generated always as (${column.defaultValue}) stored` : ` default ${column.defaultValue}`;
  return `${column.name} ${column.type}${column.isRequired ? ' not null' : ''}${column.defaultValue === null ? '' : given}`;
}

function compare(path: string, dump: string): void {
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (kept === dump) return;
  if (isWriting) {
    writeFileSync(path, dump);
    return;
  }
  const known = new Set(kept.split('\n'));
  const news = dump.split('\n').filter((line) => !known.has(line));
  console.log(`${path} is not what the migrations make; run: npm run check -- --write`);
  console.log(news.slice(0, 20).join('\n'));
  process.exitCode = 1;
}

compare('db/schema.sqlite.sql', await dumpSqlite());
const postgresUrl = process.env['TEST_POSTGRES_URL'];
if (postgresUrl) compare('db/schema.postgres.sql', await dumpPostgres(postgresUrl));
