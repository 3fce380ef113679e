import type { Knex } from 'knex';
import { v7 } from 'uuid';
import type { Dialect } from '../dialect/dialect.ts';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

const builtIn: Array<[key: string, en: string, fr: string]> = [
  ['computer', 'Computer', 'Ordinateur'],
  ['server', 'Server', 'Serveur'],
  ['phone', 'Desk phone', 'Téléphone fixe'],
  ['mobile', 'Mobile', 'Mobile'],
  ['network', 'Network', 'Réseau'],
  ['printer', 'Printer', 'Imprimante'],
  ['peripheral', 'Peripheral', 'Périphérique'],
  ['other', 'Other', 'Autre'],
];
const bases = builtIn.map(([key]) => key);
const fieldTypes = ['text', 'long_text', 'number', 'date', 'boolean', 'choice', 'choices', 'url', 'email', 'person', 'location'];

/** Kinds of assets and their own fields, sequences of tags, makers and models, companies, SIM cards, and who sees which site. */
export const assetKinds: Migration = {
  name: '028-asset-kinds',
  async up(sql, dialect) {
    await kinds(sql, dialect);
    await makes(sql, dialect);
    await companies(sql, dialect);
    await sequences(sql, dialect);
    await assetColumns(sql, dialect);
    await simCards(sql);
    await siteLimits(sql);
    await makesOfAssets(sql);
  },
};

/** A name as it was written, and the form in which names are compared and sorted. */
function named(t: Knex.CreateTableBuilder, dialect: Dialect): void {
  t.text('name').notNullable();
  t.specificType('name_key', dialect.codePointText).notNullable();
}

function kept(t: Knex.CreateTableBuilder): void {
  t.integer('version').notNullable();
  instant(t, 'created_at').notNullable();
  instant(t, 'updated_at').notNullable();
}

async function kinds(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  await sql.schema.createTable('asset_kinds', (t) => {
    t.specificType('key', dialect.codePointText).primary();
    // {en, fr}, as all names here that the program shows in the reader's language.
    t.text('name_json').notNullable();
    // The built-in kind as which the program treats it: what a server is, is backed up; what a mobile is, has SIM cards.
    oneOf(t, 'base', bases).notNullable();
    t.text('icon').notNullable();
    t.boolean('is_built_in').notNullable();
    t.boolean('is_active').notNullable();
    t.integer('position').notNullable();
    // {"in_stock": ["deployed", …], …}; null is the program's own.
    t.text('transitions_json');
    kept(t);
    t.index(['position', 'key']);
  });
  const at = new Date(0);
  const common = { is_built_in: true, is_active: true, transitions_json: null, version: 1, created_at: at, updated_at: at };
  const rows = builtIn.map(([key, en, fr], position) => ({
    key,
    name_json: JSON.stringify({ en, fr }),
    base: key,
    icon: key,
    position,
    ...common,
  }));
  await sql('asset_kinds').insert(rows);
  await sql.schema.createTable('asset_fields', (t) => {
    idColumn(t);
    t.specificType('key', dialect.codePointText).notNullable().unique();
    t.text('name_json').notNullable();
    t.text('hint_json');
    oneOf(t, 'type', fieldTypes).notNullable();
    // [{value, name, isActive}] of a choice; {min, max, decimals, unit, format, mask, maxLength} of others.
    t.text('choices_json').notNullable();
    t.text('rules_json').notNullable();
    t.boolean('is_unique').notNullable();
    t.boolean('is_searchable').notNullable();
    // Shown to who holds the asset, too.
    t.boolean('is_public').notNullable();
    t.boolean('is_active').notNullable();
    t.integer('position').notNullable();
    kept(t);
    t.index(['position', 'id']);
  });
  await sql.schema.createTable('asset_kind_fields', (t) => {
    t.specificType('kind_key', dialect.codePointText).notNullable().references('asset_kinds.key').onDelete('CASCADE');
    t.text('field_id').notNullable().references('asset_fields.id').onDelete('CASCADE');
    t.boolean('is_required').notNullable();
    t.integer('position').notNullable();
    t.primary(['kind_key', 'field_id']);
    t.index(['field_id']);
  });
}

async function makes(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  await sql.schema.createTable('manufacturers', (t) => {
    idColumn(t);
    named(t, dialect);
    t.text('url');
    t.text('support_url');
    t.text('support_phone');
    t.text('support_email');
    t.text('notes');
    kept(t);
    t.unique(['name_key']);
  });
  // Other writings that mean the same maker.
  await sql.schema.createTable('manufacturer_aliases', (t) => {
    t.specificType('name_key', dialect.codePointText).primary();
    t.text('name').notNullable();
    t.text('manufacturer_id').notNullable().references('manufacturers.id').onDelete('CASCADE');
    instant(t, 'created_at').notNullable();
    t.index(['manufacturer_id']);
  });
  await sql.schema.createTable('asset_models', (t) => {
    idColumn(t);
    // Nobody said who made it: ''.
    t.specificType('manufacturer_key', dialect.codePointText).notNullable();
    t.text('manufacturer');
    named(t, dialect);
    t.text('model_number');
    t.specificType('kind', dialect.codePointText).references('asset_kinds.key');
    t.integer('warranty_months');
    t.integer('life_months');
    t.text('url');
    t.text('notes');
    t.boolean('is_active').notNullable();
    kept(t);
    t.unique(['manufacturer_key', 'name_key']);
    t.index(['name_key', 'id']);
  });
  await sql.schema.createTable('asset_model_aliases', (t) => {
    t.specificType('manufacturer_key', dialect.codePointText).notNullable();
    t.specificType('name_key', dialect.codePointText).notNullable();
    t.text('name').notNullable();
    t.text('model_id').notNullable().references('asset_models.id').onDelete('CASCADE');
    instant(t, 'created_at').notNullable();
    t.primary(['manufacturer_key', 'name_key']);
    t.index(['model_id']);
  });
}

async function companies(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  await sql.schema.createTable('companies', (t) => {
    idColumn(t);
    named(t, dialect);
    t.text('code');
    t.text('notes');
    t.boolean('is_active').notNullable();
    kept(t);
    t.unique(['name_key']);
  });
}

async function sequences(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  await sql.schema.createTable('asset_tag_sequences', (t) => {
    idColumn(t);
    // {YYYY} and {YY} stand for the year, which then counts for itself.
    t.text('prefix').notNullable();
    t.integer('digits').notNullable();
    t.text('suffix').notNullable();
    t.integer('first').notNullable();
    t.specificType('kind', dialect.codePointText).references('asset_kinds.key');
    // And whatever lies in it.
    t.text('location_id').references('locations.id');
    t.text('company_id').references('companies.id');
    // The first in this order that fits gives the tag.
    t.integer('position').notNullable();
    t.boolean('is_active').notNullable();
    kept(t);
    t.unique(['prefix', 'suffix']);
  });
}

async function assetColumns(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  await dialect.dropCheck(sql, { table: 'assets', constraint: 'kind_known' });
  await dialect.addForeignKey(sql, { table: 'assets', column: 'kind' }, 'asset_kinds', 'key');
  await sql.raw("alter table assets add column fields_json text not null default '{}'");
  // The builder would copy the whole table for a reference on SQLite.
  await sql.raw('alter table assets add column company_id text references companies (id)');
  await sql.raw('create index assets_company on assets (company_id, tag_order, id) where company_id is not null');
  await sql.raw('create index assets_make on assets (manufacturer, model, id) where model is not null');
  // The same values once more, to be found and compared by; `value_key` is the compared form.
  await sql.schema.createTable('asset_field_values', (t) => {
    t.text('asset_id').notNullable().references('assets.id').onDelete('CASCADE');
    t.text('field_id').notNullable().references('asset_fields.id').onDelete('CASCADE');
    t.specificType('value_key', dialect.codePointText).notNullable();
    t.primary(['asset_id', 'field_id', 'value_key']);
    t.index(['field_id', 'value_key', 'asset_id']);
  });
}

async function simCards(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('sim_cards', (t) => {
    idColumn(t);
    t.text('iccid').notNullable().unique();
    t.text('line_number');
    t.text('carrier');
    t.text('plan');
    oneOf(t, 'status', ['spare', 'active', 'suspended', 'cancelled']).notNullable();
    // The mobile that it is in.
    t.text('asset_id').references('assets.id').onDelete('SET NULL');
    t.text('sealed_pin');
    t.text('sealed_puk');
    t.text('contract_ends_on');
    t.text('notes');
    kept(t);
    t.index(['asset_id']);
    t.index(['line_number']);
  });
  await sql.schema.createTable('sim_placements', (t) => {
    idColumn(t);
    t.text('sim_id').notNullable().references('sim_cards.id').onDelete('CASCADE');
    t.text('asset_id').notNullable().references('assets.id').onDelete('CASCADE');
    instant(t, 'placed_at').notNullable();
    t.text('placed_by').notNullable();
    instant(t, 'taken_at');
    t.text('taken_by');
    t.index(['sim_id', 'placed_at', 'id']);
    t.index(['asset_id', 'placed_at', 'id']);
  });
  await sql.raw('create unique index sim_placements_present on sim_placements (sim_id) where taken_at is null');
  await sql.schema.createTable('sim_events', (t) => {
    idColumn(t);
    t.text('sim_id').notNullable().references('sim_cards.id').onDelete('CASCADE');
    oneOf(t, 'kind', ['registered', 'changed', 'placed', 'taken', 'secret_read']).notNullable();
    t.text('actor_id');
    t.text('actor_name').notNullable();
    instant(t, 'happened_at').notNullable();
    t.text('note');
    t.text('changes_json').notNullable();
    t.index(['sim_id', 'happened_at', 'id']);
  });
}

/** A person with rows sees the assets of these places and of what lies in them, and no others. */
async function siteLimits(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('person_sites', (t) => {
    t.text('person_id').notNullable().references('people.id').onDelete('CASCADE');
    t.text('location_id').notNullable().references('locations.id').onDelete('CASCADE');
    instant(t, 'granted_at').notNullable();
    t.text('granted_by').notNullable();
    t.primary(['person_id', 'location_id']);
    t.index(['location_id']);
  });
  await sql.schema.alterTable('people', (t) => void t.boolean('is_limited_to_sites').notNullable().defaultTo(false));
}

interface Counted {
  manufacturer: string | null;
  model: string | null;
  count: number;
}

const keyOf = (name: string | null): string => (name ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Makers and models of the assets that are there become records; of several writings, the most frequent one stays. */
async function makesOfAssets(sql: Knex.Transaction): Promise<void> {
  const makers = await oneWriting(sql, 'manufacturer', {});
  const makerRows = [...makers].map(([name_key, name]) => ({ id: v7(), name, name_key, ...fresh }));
  for (let start = 0; start < makerRows.length; start += 100) await sql('manufacturers').insert(makerRows.slice(start, start + 100));
  for (const manufacturer of [null, ...makers.values()]) {
    const models = await oneWriting(sql, 'model', { manufacturer });
    const common = { manufacturer, manufacturer_key: keyOf(manufacturer), is_active: true, ...fresh };
    const rows = [...models].map(([name_key, name]) => ({ id: v7(), name, name_key, ...common }));
    for (let start = 0; start < rows.length; start += 100) await sql('asset_models').insert(rows.slice(start, start + 100));
  }
}

const fresh = { version: 1, created_at: new Date(0), updated_at: new Date(0) };

/** Writes each name in one way, and answers it by its compared form. */
async function oneWriting(sql: Knex.Transaction, column: 'manufacturer' | 'model', where: object): Promise<Map<string, string>> {
  const rows: Counted[] = await sql('assets').select(column).where(where).whereNotNull(column).groupBy(column).count('* as count');
  rows.sort((a, b) => Number(b.count) - Number(a.count) || (String(a[column]) < String(b[column]) ? -1 : 1));
  const names = new Map<string, string>();
  for (const { [column]: name } of rows) {
    const kept = names.get(keyOf(name));
    if (kept === undefined) names.set(keyOf(name), name as string);
    else
      await sql('assets')
        .where({ ...where, [column]: name })
        .update({ [column]: kept });
  }
  return names;
}
