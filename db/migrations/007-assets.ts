import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

const sources = ['person', 'import', 'agent', 'system'];

/** Assets with their history, the keys by which machines are found, relations, software, and imports that can be undone. */
export const assets: Migration = {
  name: '007-assets',
  async up(sql, dialect) {
    await makeAssets(sql, dialect);
    await sql.schema.createTable('asset_identifiers', (t) => {
      t.text('asset_id').notNullable().references('assets.id');
      oneOf(t, 'type', ['uuid', 'mac', 'imei']).notNullable();
      t.text('value').notNullable();
      t.primary(['asset_id', 'type', 'value']);
      t.index(['value', 'type']);
    });
    await makeImports(sql);
    await sql.schema.createTable('asset_events', (t) => {
      idColumn(t);
      t.text('asset_id').notNullable().references('assets.id');
      oneOf(t, 'kind', ['registered', 'changed', 'checked_out', 'checked_in', 'retired', 'reinstated', 'undone', 'related']).notNullable();
      oneOf(t, 'source', sources).notNullable();
      t.text('actor_id');
      t.text('actor_name').notNullable();
      instant(t, 'happened_at').notNullable();
      t.text('note');
      t.text('changes_json').notNullable();
      t.text('import_id').references('asset_imports.id');
      t.index(['asset_id', 'happened_at', 'id']);
    });
    await sql.schema.createTable('asset_relations', (t) => {
      idColumn(t);
      t.text('asset_id').notNullable().references('assets.id');
      oneOf(t, 'relation', ['runs_on', 'connected_to', 'part_of']).notNullable();
      t.text('to_asset_id').notNullable().references('assets.id');
      instant(t, 'created_at').notNullable();
      t.unique(['asset_id', 'relation', 'to_asset_id']);
      t.index(['to_asset_id']);
    });
    await makeSoftware(sql);
  },
};

/** `…_key` columns hold the form in which values are compared; they sort by code point on every database. */
async function makeAssets(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  const key = dialect.codePointText;
  await sql.schema.createTable('assets', (t) => {
    idColumn(t);
    t.text('tag').notNullable();
    t.specificType('tag_key', key).notNullable().unique();
    t.specificType('tag_order', key).notNullable();
    oneOf(t, 'kind', ['computer', 'server', 'phone', 'mobile', 'network', 'printer', 'peripheral', 'other']).notNullable();
    t.text('name').notNullable();
    t.specificType('name_key', key).notNullable();
    t.text('serial');
    t.specificType('serial_key', key).unique();
    t.text('manufacturer');
    t.text('model');
    oneOf(t, 'status', ['in_stock', 'deployed', 'in_repair', 'lost', 'retired', 'disposed']).notNullable();
    t.text('location_id').references('locations.id');
    oneOf(t, 'custodian_type', ['person', 'location', 'asset']);
    t.text('custodian_id');
    instant(t, 'checked_out_at');
    instant(t, 'due_at');
    t.text('warranty_until');
    t.text('purchased_on');
    t.bigInteger('purchase_cost_cents');
    t.text('purchase_currency');
    t.text('notes');
    oneOf(t, 'criticality', ['low', 'medium', 'high']).notNullable();
    t.text('identifiers_json').notNullable();
    t.integer('version').notNullable().defaultTo(1);
    instant(t, 'created_at').notNullable();
    instant(t, 'updated_at').notNullable();
    t.index(['tag_order', 'id']);
    t.index(['name_key', 'id']);
    t.index(['created_at', 'id']);
    t.index(['updated_at', 'id']);
    t.index(['kind', 'tag_order', 'id']);
    t.index(['status', 'tag_order', 'id']);
    t.index(['location_id', 'tag_order', 'id']);
    t.index(['custodian_id', 'tag_order', 'id']);
    t.index(['due_at']);
  });
}

async function makeImports(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('asset_imports', (t) => {
    idColumn(t);
    t.text('file_name');
    t.text('actor_id');
    t.text('actor_name').notNullable();
    for (const count of ['created', 'updated', 'unchanged', 'rejected']) t.integer(count).notNullable();
    instant(t, 'created_at').notNullable();
    instant(t, 'undone_at');
    t.index(['created_at', 'id']);
  });
  await sql.schema.createTable('asset_import_rows', (t) => {
    t.text('import_id').notNullable().references('asset_imports.id');
    t.integer('line').notNullable();
    oneOf(t, 'outcome', ['created', 'updated']).notNullable();
    // No foreign key: an undone import's assets are gone, its rows tell what they were.
    t.text('asset_id').notNullable();
    t.text('tag').notNullable();
    t.integer('version_after').notNullable();
    t.text('before_json');
    t.primary(['import_id', 'line']);
  });
}

/** Names of programs once, however many machines have them. */
async function makeSoftware(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('software_titles', (t) => {
    idColumn(t);
    t.text('name').notNullable();
    t.text('publisher').notNullable();
    t.unique(['name', 'publisher']);
  });
  await sql.schema.createTable('installed_software', (t) => {
    t.text('asset_id').notNullable().references('assets.id');
    t.text('software_id').notNullable().references('software_titles.id');
    t.text('version').notNullable();
    t.text('installed_on');
    instant(t, 'first_seen_at').notNullable();
    t.primary(['asset_id', 'software_id', 'version']);
    t.index(['software_id', 'version']);
  });
}
