import type { Knex } from 'knex';
import type { Dialect } from '../dialect/dialect.ts';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** Suppliers, purchases, contracts, depreciation, repairs; licences; stock with its ledger and kits; alerts. */
export const moneyAndStock: Migration = {
  name: '029-money-and-stock',
  async up(sql, dialect) {
    await suppliers(sql, dialect);
    await depreciation(sql, dialect);
    await contracts(sql, dialect);
    await repairs(sql);
    await licences(sql, dialect);
    await stock(sql, dialect);
    await kits(sql, dialect);
    await alerts(sql);
    // What alerts look for: the few whose date is near, among all.
    await sql.raw('create index assets_warranty_until on assets (warranty_until, id) where warranty_until is not null');
    await sql.raw('create index assets_purchased_on on assets (purchased_on, id) where purchased_on is not null');
    await sql.raw('create index assets_with_cost on assets (tag_order, id) where purchase_cost_cents is not null');
  },
};

/** A name as it was written, and the form in which names are compared and sorted. */
function named(t: Knex.CreateTableBuilder, dialect: Dialect): void {
  t.text('name').notNullable();
  t.specificType('name_key', dialect.codePointText).notNullable().unique();
}

function kept(t: Knex.CreateTableBuilder): void {
  t.integer('version').notNullable();
  instant(t, 'created_at').notNullable();
  instant(t, 'updated_at').notNullable();
}

async function suppliers(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  await sql.schema.createTable('suppliers', (t) => {
    idColumn(t);
    named(t, dialect);
    t.text('email');
    t.text('phone');
    t.text('url');
    t.text('contact');
    t.text('account_number');
    t.text('address');
    t.text('notes');
    t.boolean('is_active').notNullable();
    kept(t);
  });
}

async function depreciation(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  await sql.schema.createTable('depreciation_plans', (t) => {
    idColumn(t);
    named(t, dialect);
    oneOf(t, 'method', ['straight_line', 'declining_balance']).notNullable();
    t.integer('life_months').notNullable();
    // Hundredths of a percent of the cost that remain at the end.
    t.integer('salvage_basis_points').notNullable();
    oneOf(t, 'pro_rata', ['days', 'days_360', 'months', 'months_after']).notNullable();
    // Hundredths: 200 is twice the straight-line rate. Null with straight line.
    t.integer('factor_hundredths');
    t.boolean('is_switching').notNullable();
    t.boolean('is_ending_with_fiscal_year').notNullable();
    t.integer('fiscal_year_starts_in').notNullable();
    // Kinds of asset that go by this plan unless they have their own.
    t.text('kinds_json').notNullable();
    kept(t);
  });
  // What the register's own columns (date, cost, currency) leave open about a purchase.
  await sql.schema.createTable('asset_purchases', (t) => {
    t.text('asset_id').primary().references('assets.id').onDelete('CASCADE');
    t.text('supplier_id').references('suppliers.id');
    t.text('order_number');
    t.text('invoice_number');
    t.text('in_service_on');
    t.text('plan_id').references('depreciation_plans.id');
    t.boolean('is_not_depreciated').notNullable();
    t.bigInteger('salvage_cents');
    t.text('end_of_life_on');
    kept(t);
    t.index(['supplier_id']);
    t.index(['end_of_life_on']);
    t.index(['plan_id']);
  });
}

async function contracts(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  await sql.schema.createTable('contracts', (t) => {
    idColumn(t);
    t.text('name').notNullable();
    t.specificType('name_key', dialect.codePointText).notNullable();
    oneOf(t, 'kind', ['maintenance', 'support', 'warranty', 'lease', 'subscription', 'insurance', 'other']).notNullable();
    t.text('supplier_id').references('suppliers.id');
    t.text('reference');
    t.text('starts_on').notNullable();
    // The end of the first term; null runs until it is cancelled.
    t.text('ends_on');
    t.integer('renewal_months');
    t.integer('notice_days').notNullable();
    t.text('cancelled_on');
    t.bigInteger('cost_cents');
    t.text('currency');
    oneOf(t, 'cost_per', ['once', 'month', 'quarter', 'year']).notNullable();
    t.text('notes');
    kept(t);
    t.index(['name_key', 'id']);
    t.index(['supplier_id']);
  });
  await sql.schema.createTable('contract_assets', (t) => {
    t.text('contract_id').notNullable().references('contracts.id').onDelete('CASCADE');
    t.text('asset_id').notNullable().references('assets.id').onDelete('CASCADE');
    instant(t, 'added_at').notNullable();
    t.primary(['contract_id', 'asset_id']);
    t.index(['asset_id']);
  });
}

async function repairs(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('repairs', (t) => {
    idColumn(t);
    t.text('number').notNullable().unique();
    t.text('asset_id').notNullable().references('assets.id').onDelete('CASCADE');
    oneOf(t, 'kind', ['repair', 'maintenance', 'upgrade', 'calibration']).notNullable();
    t.text('title').notNullable();
    t.text('supplier_id').references('suppliers.id');
    t.text('reference');
    t.text('incident_id').references('incidents.id');
    oneOf(t, 'status', ['open', 'returned', 'cancelled']).notNullable();
    oneOf(t, 'outcome', ['repaired', 'replaced', 'irreparable', 'no_fault_found']);
    // Away: the asset is in_repair while it lasts.
    t.boolean('is_away').notNullable();
    t.boolean('is_warranty').notNullable();
    t.text('started_on').notNullable();
    t.text('expected_on');
    t.text('finished_on');
    t.bigInteger('cost_cents');
    t.text('currency');
    t.text('notes');
    t.text('created_by_id').references('people.id');
    kept(t);
    t.index(['asset_id', 'started_on']);
    t.index(['supplier_id']);
    t.index(['status', 'expected_on', 'id']);
  });
  await sql.raw(`create unique index repairs_one_away on repairs (asset_id) where status = 'open' and is_away`);
}

async function licences(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  await sql.schema.createTable('licences', (t) => {
    idColumn(t);
    t.text('name').notNullable();
    t.specificType('name_key', dialect.codePointText).notNullable();
    t.text('publisher');
    oneOf(t, 'metric', ['person', 'device']).notNullable();
    // Null: as many as one likes.
    t.integer('seats');
    t.integer('seats_used').notNullable();
    t.text('sealed_key');
    t.text('supplier_id').references('suppliers.id');
    t.text('order_number');
    t.text('purchased_on');
    t.bigInteger('cost_cents');
    t.text('currency');
    t.text('expires_on');
    t.boolean('is_reassignable').notNullable();
    t.text('notes');
    kept(t);
    t.index(['name_key', 'id']);
    t.index(['expires_on', 'id']);
    t.index(['supplier_id']);
  });
  await sql.schema.createTable('licence_software', (t) => {
    t.text('licence_id').notNullable().references('licences.id').onDelete('CASCADE');
    t.text('software_id').notNullable().references('software_titles.id');
    t.primary(['licence_id', 'software_id']);
    t.index(['software_id']);
  });
  await sql.schema.createTable('licence_seats', (t) => {
    idColumn(t);
    t.text('licence_id').notNullable().references('licences.id').onDelete('CASCADE');
    t.text('person_id').references('people.id');
    t.text('asset_id').references('assets.id').onDelete('CASCADE');
    t.text('note');
    instant(t, 'assigned_at').notNullable();
    t.text('assigned_by_id');
    t.text('assigned_by_name').notNullable();
    instant(t, 'freed_at');
    t.text('freed_by_name');
    t.text('freed_because');
    t.index(['licence_id', 'assigned_at', 'id']);
  });
  await sql.raw('create unique index licence_seats_person on licence_seats (person_id, licence_id) where freed_at is null');
  await sql.raw('create unique index licence_seats_asset on licence_seats (asset_id, licence_id) where freed_at is null');
}

async function stock(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  await sql.schema.createTable('stock_items', (t) => {
    idColumn(t);
    named(t, dialect);
    oneOf(t, 'kind', ['consumable', 'accessory', 'component']).notNullable();
    t.text('manufacturer');
    t.text('part_number');
    t.text('supplier_id').references('suppliers.id');
    t.text('unit');
    t.integer('minimum');
    t.integer('on_hand').notNullable();
    // Handed out and expected back.
    t.integer('on_loan').notNullable();
    t.bigInteger('unit_cost_cents');
    t.text('currency');
    t.text('notes');
    t.boolean('is_active').notNullable();
    kept(t);
    t.index(['kind', 'name_key', 'id']);
    t.index(['supplier_id']);
    t.check('on_hand >= 0', [], 'stock_items_on_hand');
  });
  // The shelf is a location; '-' where nobody said which.
  await sql.schema.createTable('stock_levels', (t) => {
    t.text('item_id').notNullable().references('stock_items.id').onDelete('CASCADE');
    t.text('shelf').notNullable();
    t.integer('quantity').notNullable();
    t.primary(['item_id', 'shelf']);
    t.check('quantity >= 0', [], 'stock_levels_quantity');
  });
  await sql.schema.createTable('stock_loans', (t) => {
    t.text('item_id').notNullable().references('stock_items.id').onDelete('CASCADE');
    oneOf(t, 'holder_type', ['person', 'location', 'asset']).notNullable();
    t.text('holder_id').notNullable();
    t.integer('quantity').notNullable();
    t.primary(['item_id', 'holder_type', 'holder_id']);
    t.index(['holder_id']);
    t.check('quantity > 0', [], 'stock_loans_quantity');
  });
  await sql.schema.createTable('stock_movements', (t) => {
    idColumn(t);
    t.text('item_id').notNullable().references('stock_items.id').onDelete('CASCADE');
    oneOf(t, 'kind', ['received', 'handed_out', 'returned', 'corrected', 'counted', 'moved']).notNullable();
    t.text('shelf').notNullable();
    // What the shelf gained or lost, and what lay there afterwards.
    t.integer('quantity').notNullable();
    t.integer('balance').notNullable();
    oneOf(t, 'holder_type', ['person', 'location', 'asset']);
    t.text('holder_id');
    t.text('reason');
    t.text('order_number');
    t.bigInteger('unit_cost_cents');
    t.text('currency');
    t.text('hand_out_id');
    t.text('actor_id');
    t.text('actor_name').notNullable();
    instant(t, 'happened_at').notNullable();
    t.index(['item_id', 'id']);
    t.index(['holder_id', 'id']);
  });
}

async function kits(sql: Knex.Transaction, dialect: Dialect): Promise<void> {
  await sql.schema.createTable('kits', (t) => {
    idColumn(t);
    named(t, dialect);
    t.text('notes');
    // [{type: 'stock', itemId, quantity}, {type: 'asset', kind, model, quantity}, {type: 'licence', licenceId}]
    t.text('lines_json').notNullable();
    t.boolean('is_active').notNullable();
    kept(t);
  });
  await sql.schema.createTable('kit_hand_outs', (t) => {
    idColumn(t);
    t.text('kit_id').notNullable().references('kits.id');
    t.text('kit_name').notNullable();
    oneOf(t, 'holder_type', ['person', 'location']).notNullable();
    t.text('holder_id').notNullable();
    t.text('contents_json').notNullable();
    t.text('note');
    t.text('actor_id');
    t.text('actor_name').notNullable();
    instant(t, 'handed_out_at').notNullable();
    instant(t, 'returned_at');
    t.index(['kit_id', 'id']);
    t.index(['holder_id', 'id']);
  });
}

async function alerts(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('alerts', (t) => {
    idColumn(t);
    t.text('kind').notNullable();
    t.text('subject_type').notNullable();
    t.text('subject_id').notNullable();
    // What is so; another fact about the same thing is another alert.
    t.text('fact').notNullable();
    t.text('due_on');
    t.text('data_json').notNullable();
    instant(t, 'opened_at').notNullable();
    instant(t, 'resolved_at');
    t.text('dismissed_by_id').references('people.id');
    t.text('dismissed_by_name');
    instant(t, 'dismissed_at');
    t.text('note');
    t.index(['subject_id']);
  });
  await sql.raw('create unique index alerts_open on alerts (kind, subject_id) where resolved_at is null');
  await sql.raw('create index alerts_open_due on alerts (due_on, id) where resolved_at is null');
  await sql.schema.createTable('alert_rules', (t) => {
    t.text('kind').primary();
    t.boolean('is_enabled').notNullable();
    t.integer('days_before').notNullable();
    t.integer('days_after').notNullable();
    t.integer('version').notNullable();
    instant(t, 'updated_at').notNullable();
  });
  await sql.schema.createTable('alert_digests', (t) => {
    t.text('person_id').primary().references('people.id').onDelete('CASCADE');
    oneOf(t, 'rhythm', ['daily', 'weekly', 'never']);
    t.integer('hour');
    // Null: every kind.
    t.text('kinds_json');
    t.text('last_day');
    t.integer('version').notNullable();
    instant(t, 'updated_at').notNullable();
  });
  // Whom an alert was told to: once.
  await sql.schema.createTable('alert_told', (t) => {
    t.text('alert_id').notNullable().references('alerts.id').onDelete('CASCADE');
    t.text('person_id').notNullable().references('people.id').onDelete('CASCADE');
    instant(t, 'told_at').notNullable();
    t.primary(['alert_id', 'person_id']);
  });
}
