import type { Knex } from 'knex';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** Papers that are signed, reservations, requests, reminders of returns, leavers, and campaigns that ask who still has what. */
export const custody: Migration = {
  name: '030-custody',
  async up(sql) {
    await makeHandOvers(sql);
    await makeReservations(sql);
    await makeRequests(sql);
    await makeReminders(sql);
    await makeCampaigns(sql);
  },
};

async function makeHandOvers(sql: Knex.Transaction): Promise<void> {
  // What an installation says instead of the text that comes with the program.
  await sql.schema.createTable('hand_over_texts', (t) => {
    oneOf(t, 'direction', ['out', 'in']).notNullable();
    oneOf(t, 'language', ['en', 'fr']).notNullable();
    t.text('body').notNullable();
    t.integer('version').notNullable();
    t.primary(['direction', 'language']);
  });
  await sql.schema.createTable('hand_overs', (t) => {
    idColumn(t);
    t.integer('number').notNullable().unique();
    oneOf(t, 'direction', ['out', 'in']).notNullable();
    oneOf(t, 'state', ['waiting', 'signed', 'declined', 'withdrawn']).notNullable();
    t.text('person_id').notNullable().references('people.id');
    // Names as they were: a paper does not change when somebody marries.
    t.text('person_name').notNullable();
    t.text('clerk_id').references('people.id');
    t.text('clerk_name').notNullable();
    oneOf(t, 'language', ['en', 'fr']).notNullable();
    t.text('time_zone').notNullable();
    instant(t, 'due_at');
    t.text('note');
    t.text('text').notNullable();
    t.text('text_hash').notNullable();
    oneOf(t, 'signed_how', ['drawn', 'link', 'account']);
    t.text('signature_json');
    instant(t, 'decided_at');
    t.text('decline_reason');
    // How often who should sign was reminded.
    t.integer('reminders').notNullable().defaultTo(0);
    instant(t, 'remind_at');
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
    t.index(['person_id', 'number']);
    t.index(['state', 'number']);
    t.index(['remind_at']);
  });
  await sql.schema.createTable('hand_over_items', (t) => {
    t.text('hand_over_id').notNullable().references('hand_overs.id');
    t.integer('position').notNullable();
    // Undoing an import takes assets away; the paper keeps what it said.
    t.text('asset_id').notNullable();
    t.text('tag').notNullable();
    t.text('name').notNullable();
    t.text('serial');
    t.text('make');
    t.text('condition');
    t.primary(['hand_over_id', 'position']);
    t.index(['asset_id']);
  });
  await sql.schema.createTable('hand_over_papers', (t) => {
    t.text('hand_over_id').primary().references('hand_overs.id');
    t.binary('pdf').notNullable();
    t.text('pdf_hash').notNullable();
  });
}

async function makeReservations(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('lendable_assets', (t) => {
    t.text('asset_id').primary().references('assets.id').onDelete('CASCADE');
    instant(t, 'created_at').notNullable();
  });
  await sql.schema.createTable('reservations', (t) => {
    idColumn(t);
    t.text('asset_id').notNullable().references('assets.id').onDelete('CASCADE');
    t.text('person_id').notNullable().references('people.id');
    instant(t, 'from_at').notNullable();
    instant(t, 'until_at').notNullable();
    oneOf(t, 'state', ['booked', 'collected', 'ended', 'cancelled', 'missed']).notNullable();
    t.text('note');
    t.text('created_by_id').references('people.id');
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
    t.index(['asset_id', 'state', 'until_at']);
    t.index(['person_id', 'until_at']);
    t.index(['state', 'until_at', 'id']);
  });
}

async function makeRequests(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('requestable_items', (t) => {
    idColumn(t);
    t.text('name').notNullable();
    t.text('description');
    oneOf(t, 'approval', ['none', 'manager', 'lead']).notNullable();
    t.boolean('is_offered').notNullable();
    t.integer('version').notNullable();
    t.index(['name', 'id']);
  });
  await sql.schema.createTable('asset_requests', (t) => {
    idColumn(t);
    t.integer('number').notNullable().unique();
    t.text('person_id').notNullable().references('people.id');
    t.text('asked_by_id').notNullable().references('people.id');
    t.text('item_id').references('requestable_items.id');
    t.text('what').notNullable();
    t.text('reason');
    t.text('needed_on');
    oneOf(t, 'state', ['waiting', 'approved', 'refused', 'cancelled', 'fulfilled']).notNullable();
    // Null while any lead may decide.
    t.text('approver_id').references('people.id');
    t.text('decided_by_id').references('people.id');
    t.text('decision_note');
    instant(t, 'decided_at');
    t.text('hand_over_id').references('hand_overs.id');
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
    t.index(['state', 'number']);
    t.index(['person_id', 'number']);
    t.index(['approver_id', 'state', 'number']);
  });
}

async function makeReminders(sql: Knex.Transaction): Promise<void> {
  // One row for each reminder of a return that went out, so that it goes out once.
  await sql.schema.createTable('return_reminders', (t) => {
    t.text('asset_id').notNullable();
    instant(t, 'due_at').notNullable();
    t.integer('days').notNullable();
    instant(t, 'sent_at').notNullable();
    t.primary(['asset_id', 'due_at', 'days']);
  });
  await sql.schema.createTable('custody_settings', (t) => {
    idColumn(t);
    // Days from the expected return, before it negative.
    t.text('return_days_json').notNullable();
    // Days from the last day of who leaves.
    t.text('leaver_days_json').notNullable();
    // Days after which who has not signed is asked again.
    t.text('signature_days_json').notNullable();
    t.integer('version').notNullable();
  });
  await sql('custody_settings').insert({
    id: 'settings',
    return_days_json: '[-3,0,1,7]',
    leaver_days_json: '[-7,-1,0,3]',
    signature_days_json: '[2,5]',
    version: 1,
  });
  await sql.schema.createTable('departures', (t) => {
    idColumn(t);
    t.text('person_id').notNullable().references('people.id');
    t.text('last_day').notNullable();
    t.text('note');
    oneOf(t, 'state', ['open', 'done', 'withdrawn']).notNullable();
    t.text('created_by_id').references('people.id');
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
    instant(t, 'ended_at');
    t.index(['person_id', 'state']);
    t.index(['state', 'last_day', 'id']);
  });
  await sql.schema.createTable('departure_reminders', (t) => {
    t.text('departure_id').notNullable().references('departures.id');
    t.text('last_day').notNullable();
    t.integer('days').notNullable();
    instant(t, 'sent_at').notNullable();
    t.primary(['departure_id', 'last_day', 'days']);
  });
}

async function makeCampaigns(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('campaigns', (t) => {
    idColumn(t);
    t.text('title').notNullable();
    t.text('message');
    t.text('answer_until').notNullable();
    t.text('filter_json').notNullable();
    oneOf(t, 'state', ['open', 'closed']).notNullable();
    // How many rounds of telling have begun: the first, and reminders.
    t.integer('rounds').notNullable();
    t.text('created_by_id').references('people.id');
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
    instant(t, 'closed_at');
    t.index(['state', 'answer_until']);
    t.index(['created_at', 'id']);
  });
  await sql.schema.createTable('campaign_answers', (t) => {
    t.text('campaign_id').notNullable().references('campaigns.id');
    t.text('asset_id').notNullable().references('assets.id').onDelete('CASCADE');
    t.text('person_id').notNullable().references('people.id');
    oneOf(t, 'answer', ['waiting', 'have', 'not_mine', 'lost', 'broken']).notNullable();
    t.text('note');
    instant(t, 'answered_at');
    // False once somebody at the desk has seen to an answer other than "have".
    t.boolean('is_open').notNullable();
    t.primary(['campaign_id', 'asset_id']);
    t.index(['campaign_id', 'answer', 'asset_id']);
    t.index(['campaign_id', 'person_id']);
    t.index(['person_id', 'campaign_id']);
    t.index(['asset_id', 'answered_at']);
  });
}
