import type { OpenDatabase } from './connection.ts';
import { migrations } from './migrations/index.ts';

/**
 * Brings the schema up to date, in one transaction under one lock: any number of processes may start at once, and a
 * crash in the middle leaves the schema as it was. Answers the names of the migrations that ran.
 */
export async function migrate(db: OpenDatabase): Promise<string[]> {
  const ran: string[] = [];
  await db.dialect.migrateExclusively(db.writer, async (tx) => {
    if (!(await tx.schema.hasTable('schema_migrations'))) {
      await tx.schema.createTable('schema_migrations', (t) => {
        t.text('name').primary();
        t.timestamp('ran_at', { useTz: true, precision: 3 }).notNullable();
      });
    }
    const done = new Set((await tx('schema_migrations').select('name')).map((row: { name: string }) => row.name));
    for (const migration of migrations.filter(({ name }) => !done.has(name))) {
      await migration.up(tx, db.dialect);
      await tx('schema_migrations').insert({ name: migration.name, ranAt: new Date() });
      ran.push(migration.name);
    }
  });
  return ran;
}
