import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** Stock-takes with what was expected and what was seen, the scans of all readers once each, and how labels are printed. */
export const audits: Migration = {
  name: '031-audits',
  async up(sql, dialect) {
    await makeAudits(sql);
    await makeItems(sql, dialect);
    await makeScans(sql);
    await sql.schema.createTable('label_templates', (t) => {
      idColumn(t);
      t.text('name').notNullable();
      t.text('paper_json').notNullable();
      t.text('design_json').notNullable();
      t.boolean('is_default').notNullable();
      t.integer('version').notNullable();
      instant(t, 'created_at').notNullable();
      instant(t, 'updated_at').notNullable();
      t.index(['name', 'id']);
    });
  },
};

async function makeAudits(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('audits', (t) => {
    idColumn(t);
    t.integer('number').notNullable().unique();
    t.text('title').notNullable();
    t.text('note');
    oneOf(t, 'state', ['open', 'closed']).notNullable();
    t.text('location_id').references('locations.id');
    t.text('custodian_id').references('people.id');
    t.text('scope_json').notNullable();
    // Counted with every scan: a stock-take is looked at by many while it goes on.
    for (const count of ['expected', 'found', 'misplaced', 'unexpected', 'unknown', 'corrected']) t.integer(count).notNullable();
    t.text('created_by_id').references('people.id');
    instant(t, 'created_at').notNullable();
    t.text('closed_by_id').references('people.id');
    instant(t, 'closed_at');
    t.integer('version').notNullable();
    t.index(['state', 'number']);
  });
}

async function makeItems(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  await sql.schema.createTable('audit_items', (t) => {
    t.text('audit_id').notNullable().references('audits.id');
    // No foreign key, and what the register said then: an import that is undone takes assets away, not what was counted.
    t.text('asset_id').notNullable();
    t.text('tag').notNullable();
    t.specificType('tag_order', dialect.codePointText).notNullable();
    t.text('name').notNullable();
    t.text('kind').notNullable();
    t.text('serial');
    t.text('status').notNullable();
    t.text('location_id');
    t.text('custodian_type');
    t.text('custodian_id');
    oneOf(t, 'result', ['missing', 'found', 'misplaced', 'unexpected']).notNullable();
    t.integer('scan_count').notNullable();
    instant(t, 'seen_at');
    t.text('seen_location_id');
    t.text('seen_by_id');
    t.text('seen_by_name');
    // What the closing did to the asset, and what it was before.
    oneOf(t, 'correction', ['lost', 'moved', 'found_again', 'refined']);
    t.text('before_json');
    t.text('after_json');
    t.primary(['audit_id', 'asset_id']);
    t.index(['audit_id', 'result', 'tag_order', 'asset_id']);
    t.index(['audit_id', 'tag_order', 'asset_id']);
    t.index(['audit_id', 'location_id']);
    t.index(['asset_id', 'seen_at']);
  });
}

async function makeScans(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('scans', (t) => {
    // Made by the reader, so that what is sent twice counts once.
    idColumn(t);
    oneOf(t, 'action', ['audit', 'check_out', 'check_in']).notNullable();
    t.text('code').notNullable();
    t.text('audit_id').references('audits.id');
    t.text('asset_id');
    t.text('location_id');
    t.text('actor_id').notNullable();
    t.text('actor_name').notNullable();
    instant(t, 'scanned_at').notNullable();
    instant(t, 'received_at').notNullable();
    oneOf(t, 'outcome', ['found', 'misplaced', 'unexpected', 'again', 'unknown', 'done', 'refused', 'closed']).notNullable();
    t.text('answer_json').notNullable();
    t.index(['audit_id', 'received_at', 'id']);
    t.index(['audit_id', 'outcome', 'code']);
    t.index(['asset_id', 'received_at']);
  });
}
