import type { Database } from '../../../db/connection.ts';
import { BackupFailure } from '../failure.ts';
import { type PostgresPlace, placeOf } from './postgres-dump.ts';

/** Where our own database lives, as it was opened. */
export async function databasePlace(db: Database): Promise<{ client: 'sqlite'; path: string } | ({ client: 'postgres' } & PostgresPlace)> {
  const { connection } = (db.sql.client as { config: { connection: { filename?: string; connectionString?: string } } }).config;
  if (connection.filename) return { client: 'sqlite', path: connection.filename };
  if (connection.connectionString) return { client: 'postgres', ...placeOf(connection.connectionString) };
  throw new BackupFailure('dump_failed', 'The address of the own database is not known');
}
