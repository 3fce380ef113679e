import { idColumn, instant, type Migration } from './migration.ts';

/** The outbox of work to be done, counters for visible numbers, and answers kept for Idempotency-Key. */
export const platform: Migration = {
  name: '001-platform',
  async up(sql) {
    await sql.schema.createTable('outbox', (t) => {
      idColumn(t);
      t.text('key').unique();
      t.text('job').notNullable();
      t.text('payload_json').notNullable();
      instant(t, 'run_at').notNullable();
      instant(t, 'created_at').notNullable();
      t.integer('round').notNullable().defaultTo(0);
      t.text('last_error');
      t.index(['run_at', 'id']);
    });
    await sql.schema.createTable('counters', (t) => {
      t.text('name').primary();
      t.bigInteger('value').notNullable();
    });
    await sql.schema.createTable('idempotency_keys', (t) => {
      t.text('key').notNullable();
      t.text('person_id').notNullable();
      t.text('request_hash').notNullable();
      t.integer('status').notNullable();
      t.text('answer_json').notNullable();
      instant(t, 'created_at').notNullable();
      t.primary(['person_id', 'key']);
      t.index(['created_at']);
    });
  },
};
