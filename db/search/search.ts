import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';
import type { SearchEngine } from './engine.ts';
import { postgresSearch } from './postgres.ts';
import { sqliteSearch } from './sqlite.ts';

/** The search engine of a database. */
export const searchEngineOf = (dialect: Pick<Dialect, 'name'>): SearchEngine => (dialect.name === 'sqlite' ? sqliteSearch : postgresSearch);

/** The search engine behind a connection or a transaction. */
export const searchEngineFor = (sql: Knex): SearchEngine => (sql.client.config.client === 'pg' ? postgresSearch : sqliteSearch);
