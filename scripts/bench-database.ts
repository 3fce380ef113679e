import knex from 'knex';
import { v7 } from 'uuid';

/** A fresh database on a PostgreSQL server, for one measurement. */
export async function makeDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `bench_${v7().replaceAll('-', '')}`;
  const run = async (statement: string) => {
    const sql = knex({ client: 'pg', connection: server, pool: { min: 0, max: 1 } });
    await sql.raw(statement).finally(() => sql.destroy());
  };
  await run(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}
