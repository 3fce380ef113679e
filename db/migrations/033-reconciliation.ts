import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** Who a machine is, what agents found of it, what changed, and which programs are on it. */
export const reconciliation: Migration = {
  name: '033-reconciliation',
  async up(sql, dialect) {
    await makeReviews(sql);
    await makeFingerprints(sql);
    await makeFacts(sql);
    await makeSoftware(sql, dialect);
  },
};

async function makeReviews(sql: Knex.Transaction): Promise<void> {
  // One row once somebody edited the rules that come with the program.
  await sql.schema.createTable('inventory_rules', (t) => {
    idColumn(t);
    t.text('rules_json').notNullable();
    t.text('junk_json').notNullable();
    t.integer('version').notNullable();
  });
  await sql.schema.createTable('inventory_reviews', (t) => {
    idColumn(t);
    oneOf(t, 'reason', ['several', 'contradiction']).notNullable();
    oneOf(t, 'state', ['open', 'decided', 'settled']).notNullable();
    t.text('name');
    t.text('identity_json').notNullable();
    t.text('candidates_json').notNullable();
    // The last document, packed, so that a decision has something to work with.
    t.binary('document');
    // What a decision changed, for the way back.
    t.text('undo_json');
    t.text('source_id');
    oneOf(t, 'decision', ['asset', 'new', 'ignore']);
    t.text('asset_id').references('assets.id').onDelete('SET NULL');
    t.text('decider_id').references('people.id');
    t.text('decider_name');
    instant(t, 'decided_at');
    instant(t, 'created_at').notNullable();
    instant(t, 'updated_at').notNullable();
    t.integer('version').notNullable();
    t.index(['state', 'created_at', 'id']);
    t.index(['asset_id']);
  });
  await sql.schema.createTable('inventory_merges', (t) => {
    idColumn(t);
    oneOf(t, 'kind', ['merge', 'split']).notNullable();
    t.text('from_asset_id').notNullable().references('assets.id').onDelete('CASCADE');
    t.text('into_asset_id').notNullable().references('assets.id').onDelete('CASCADE');
    // What was where before, so that the way back is exact.
    t.text('before_json').notNullable();
    t.text('actor_id');
    t.text('actor_name').notNullable();
    instant(t, 'done_at').notNullable();
    instant(t, 'undone_at');
    t.text('undone_by_name');
    t.index(['from_asset_id', 'undone_at']);
    t.index(['into_asset_id', 'undone_at']);
    t.index(['done_at', 'id']);
  });
}

async function makeFingerprints(sql: Knex.Transaction): Promise<void> {
  // Everything by which machines ever introduced themselves, each combination once.
  await sql.schema.createTable('inventory_fingerprints', (t) => {
    idColumn(t);
    t.text('hash').notNullable().unique();
    t.text('identity_json').notNullable();
    oneOf(t, 'state', ['assigned', 'review', 'ignored']).notNullable();
    t.text('asset_id').references('assets.id').onDelete('SET NULL');
    t.text('review_id').references('inventory_reviews.id').onDelete('SET NULL');
    // A person said so: no rule says otherwise.
    t.boolean('is_pinned').notNullable();
    t.text('agent_name');
    t.text('source_id');
    instant(t, 'first_seen_at').notNullable();
    instant(t, 'last_seen_at').notNullable();
    t.index(['asset_id']);
    t.index(['review_id']);
  });
  await sql.schema.createTable('inventory_keys', (t) => {
    t.text('fingerprint_id').notNullable().references('inventory_fingerprints.id').onDelete('CASCADE');
    t.text('type').notNullable();
    t.text('value').notNullable();
    t.primary(['fingerprint_id', 'type', 'value']);
    t.index(['value', 'type']);
  });
}

async function makeFacts(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('inventory_machines', (t) => {
    // A number, since each of its thousand programs repeats it.
    t.integer('id').primary();
    t.text('asset_id').unique().references('assets.id').onDelete('SET NULL');
    t.text('source_id');
    t.text('agent_name');
    t.text('device_id').notNullable();
    t.text('document_hash').notNullable();
    // The record's version when it was compared last.
    t.integer('seen_version').notNullable();
    // No full inventory came yet.
    t.boolean('is_stub').notNullable();
    // What the register was given by agents, and what agents said last with the time.
    t.text('written_json').notNullable();
    t.text('said_json').notNullable();
    // Fields in which the register says something else than the agent: for the list of differences.
    t.text('differs').notNullable();
    instant(t, 'first_contact_at').notNullable();
    instant(t, 'last_contact_at').notNullable();
    instant(t, 'last_full_at');
    instant(t, 'changed_at').notNullable();
    t.index(['last_contact_at', 'id']);
    t.index(['differs', 'id']);
  });
  await sql.schema.createTable('inventory_sections', (t) => {
    t.integer('machine_id').notNullable().references('inventory_machines.id').onDelete('CASCADE');
    t.text('name').notNullable();
    t.text('hash').notNullable();
    t.text('body_json').notNullable();
    instant(t, 'said_at').notNullable();
    t.primary(['machine_id', 'name']);
  });
  await sql.schema.createTable('inventory_changes', (t) => {
    idColumn(t);
    t.text('asset_id').notNullable().references('assets.id').onDelete('CASCADE');
    instant(t, 'happened_at').notNullable();
    t.text('section').notNullable();
    oneOf(t, 'kind', ['added', 'removed', 'changed']).notNullable();
    t.text('item').notNullable();
    t.text('field');
    t.text('from_json').notNullable();
    t.text('to_json').notNullable();
    t.text('agent_name').notNullable();
    t.index(['asset_id', 'happened_at', 'id']);
  });
}

async function makeSoftware(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  // No agent has reported before this version.
  await sql.schema.dropTable('installed_software');
  await sql.schema.alterTable('software_titles', (t) => {
    t.specificType('name_key', dialect.codePointText).notNullable().defaultTo('');
    t.text('origin');
    t.boolean('is_system').notNullable().defaultTo(false);
    oneOf(t, 'policy', ['allowed', 'forbidden']);
    t.text('policy_note');
    t.integer('version').notNullable().defaultTo(1);
    t.index(['name_key', 'id']);
    t.index(['policy', 'name_key', 'id']);
  });
  await sql.schema.createTable('software_versions', (t) => {
    t.integer('id').primary();
    t.text('software_id').notNullable().references('software_titles.id');
    t.text('version').notNullable();
    t.unique(['software_id', 'version']);
  });
  await sql.schema.createTable('software_installations', (t) => {
    t.integer('machine_id').notNullable().references('inventory_machines.id').onDelete('CASCADE');
    t.integer('version_id').notNullable().references('software_versions.id');
    instant(t, 'first_seen_at').notNullable();
    instant(t, 'removed_at');
    t.text('installed_on');
    t.primary(['machine_id', 'version_id', 'first_seen_at']);
    t.index(['version_id', 'removed_at']);
  });
}
