import type { Knex } from 'knex';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** Imports that go on in the background, speak of more than assets, and come over from another program's interface. */
export const imports: Migration = {
  name: '034-imports',
  async up(sql) {
    await widenImports(sql);
    await makeRows(sql);
    await makeMappings(sql);
    await makeMigrations(sql);
  },
};

async function widenImports(sql: Knex.Transaction): Promise<void> {
  await sql.schema.alterTable('asset_imports', (t) => {
    t.text('subject').notNullable().defaultTo('assets');
    t.text('state').notNullable().defaultTo('done');
    t.boolean('is_dry_run').notNullable().defaultTo(false);
    t.integer('total').notNullable().defaultTo(0);
    // Rows that are done with, of either direction; where it goes on after a crash.
    t.integer('position').notNullable().defaultTo(0);
    t.integer('undone').notNullable().defaultTo(0);
    t.integer('kept').notNullable().defaultTo(0);
    t.text('delimiter').notNullable().defaultTo(',');
    t.text('columns_json').notNullable().defaultTo('[]');
    t.text('settings_json').notNullable().defaultTo('{"dates":"auto","unknown":"skip"}');
    t.text('unknown_json').notNullable().defaultTo('{"locations":[],"people":[]}');
    t.text('reason');
    t.text('migration_id');
    instant(t, 'finished_at');
    t.index(['migration_id']);
  });
  // Apart from the import, so that a list of imports carries no files.
  await sql.schema.createTable('asset_import_files', (t) => {
    t.text('import_id').primary().references('asset_imports.id');
    t.binary('content').notNullable();
  });
}

/** Every row of a file with what became of it; the earlier table kept only those that were taken. */
async function makeRows(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('import_rows', (t) => {
    t.text('import_id').notNullable().references('asset_imports.id');
    t.integer('line').notNullable();
    // The order in which they were worked on: what others stand on comes first, and is taken back last.
    t.integer('seq').notNullable();
    oneOf(t, 'outcome', ['created', 'updated', 'unchanged', 'rejected']).notNullable();
    // No foreign key: what an undone import made is gone, its rows tell what it was.
    t.text('subject_id');
    t.text('label');
    t.text('name');
    t.text('changes_json').notNullable();
    t.text('reasons_json').notNullable();
    t.text('warnings_json').notNullable();
    t.integer('version_after');
    t.text('before_json');
    oneOf(t, 'undoing', ['undone', 'kept']);
    t.primary(['import_id', 'line']);
    t.index(['import_id', 'seq']);
    t.index(['import_id', 'subject_id']);
    t.index(['import_id', 'outcome', 'line']);
  });
  await sql.raw(`insert into import_rows
    (import_id, line, seq, outcome, subject_id, label, changes_json, reasons_json, warnings_json, version_after, before_json)
    select import_id, line, line, outcome, asset_id, tag, '[]', '[]', '[]', version_after, before_json from asset_import_rows`);
  await sql.schema.dropTable('asset_import_rows');
}

/** How somebody said that the columns of files with these headers are meant. */
async function makeMappings(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('import_mappings', (t) => {
    t.text('subject').notNullable();
    t.text('headers_hash').notNullable();
    t.text('columns_json').notNullable();
    t.text('saved_by_name').notNullable();
    instant(t, 'saved_at').notNullable();
    t.primary(['subject', 'headers_hash']);
  });
}

/** Coming over from another program by its interface, page by page. */
async function makeMigrations(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('snipe_migrations', (t) => {
    idColumn(t);
    t.text('base_url').notNullable();
    t.text('sealed_token');
    t.text('actor_id');
    t.text('actor_name').notNullable();
    oneOf(t, 'state', ['running', 'done', 'cancelled', 'failed', 'undoing', 'undone']).notNullable();
    t.text('settings_json').notNullable();
    // The list that is being read and how far, and what has been counted of each.
    t.integer('stage').notNullable();
    t.integer('position').notNullable();
    t.text('totals_json').notNullable();
    t.text('reason');
    instant(t, 'created_at').notNullable();
    instant(t, 'finished_at');
    t.index(['created_at', 'id']);
  });
}
