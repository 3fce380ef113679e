import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** What the list of assets is narrowed by and counted by. */
const facets = ['kind', 'status', 'criticality', 'location_id', 'manufacturer'];

/** Counts of the list that are kept, orders of the list that carry its filters, bulk changes, chosen columns, and views of assets. */
export const assetPages: Migration = {
  name: '035-asset-pages',
  async up(sql, dialect) {
    await keptCounts(sql, dialect);
    await orders(sql);
    await bulkChanges(sql);
    await sql.schema.createTable('asset_list_columns', (t) => {
      t.text('person_id').primary().references('people.id');
      t.text('columns_json').notNullable();
      instant(t, 'updated_at').notNullable();
    });
    await sql.schema.alterTable('views', (t) => void t.text('subject').notNullable().defaultTo('incidents'));
  },
};

/**
 * How many assets there are of each combination of facets, as cells and as changes that are not added up yet. A change is
 * a row of its own, so that those who write assets never wait for each other.
 */
async function keptCounts(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  await sql.schema.createTable('asset_cells', (t) => {
    for (const facet of facets) t.text(facet).notNullable();
    t.integer('count').notNullable();
    t.primary(facets);
  });
  await sql.schema.createTable('asset_cell_changes', (t) => {
    t.bigIncrements('id');
    for (const facet of facets) t.text(facet).notNullable();
    t.integer('count').notNullable();
  });
  await dialect.countCombinations(sql, 'assets', facets, 'asset_cell_changes');
  const values = facets.map((facet) => `coalesce(${facet}, '')`).join(', ');
  await sql.raw(`insert into asset_cells (${facets.join(', ')}, count) select ${values}, count(*) from assets group by ${values}`);
}

/** Whatever the filters are, a page is found by walking one index, without a look at the rows that do not match. */
async function orders(sql: Knex.Transaction): Promise<void> {
  for (const order of ['tag_order', 'name_key', 'created_at', 'updated_at']) {
    await sql.schema.alterTable('assets', (t) => {
      t.dropIndex([order, 'id']);
      t.index([order, 'id', ...facets], `assets_${order}_facets`);
    });
  }
}

async function bulkChanges(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('asset_bulk_changes', (t) => {
    idColumn(t);
    t.text('actor_id').notNullable().references('people.id');
    // What is done to each: {"type": "edit", …}.
    t.text('action_json').notNullable();
    oneOf(t, 'state', ['running', 'done', 'undoing', 'undone']).notNullable();
    for (const count of ['total', 'done', 'failed', 'undone', 'kept']) t.integer(count).notNullable();
    instant(t, 'created_at').notNullable();
    instant(t, 'finished_at');
    instant(t, 'undone_at');
    t.index(['actor_id', 'id']);
  });
  await sql.schema.createTable('asset_bulk_items', (t) => {
    t.text('bulk_change_id').notNullable().references('asset_bulk_changes.id');
    t.integer('seq').notNullable();
    // No foreign key: the undoing of an import deletes assets, and what was done to them stays said.
    t.text('asset_id').notNullable();
    oneOf(t, 'state', ['waiting', 'done', 'unchanged', 'failed', 'undone', 'kept']).notNullable();
    // Why it failed, or was not undone.
    t.text('reason');
    // What was changed, as it was before.
    t.text('before_json');
    t.integer('version_after');
    instant(t, 'happened_at');
    t.primary(['bulk_change_id', 'seq']);
    t.index(['bulk_change_id', 'state', 'seq']);
  });
}
