import type { Knex } from 'knex';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

const visibilities = ['public', 'internal'];

/** Work on an incident: drafts, corrected words, mentions, checklists, time spent, macros and canned answers. */
export const ticketWork: Migration = {
  name: '020-ticket-work',
  async up(sql) {
    await words(sql);
    await work(sql);
    await macros(sql);
  },
};

async function words(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('incident_drafts', (t) => {
    t.text('person_id').notNullable().references('people.id');
    t.text('incident_id').notNullable().references('incidents.id');
    oneOf(t, 'visibility', visibilities).notNullable();
    t.text('body').notNullable();
    // The device that wrote it last, so that it knows its own words again.
    t.text('device_id').notNullable();
    t.integer('version').notNullable();
    instant(t, 'updated_at').notNullable();
    t.primary(['person_id', 'incident_id', 'visibility']);
    t.index(['updated_at']);
  });
  await sql.schema.alterTable('incident_comments', (t) => {
    t.integer('version').notNullable().defaultTo(1);
    instant(t, 'edited_at');
    instant(t, 'deleted_at');
    t.text('deleted_by_name');
  });
  // What a comment said before it was corrected.
  await sql.schema.createTable('comment_revisions', (t) => {
    idColumn(t);
    t.text('comment_id').notNullable().references('incident_comments.id');
    t.integer('version').notNullable();
    t.text('body').notNullable();
    instant(t, 'written_at').notNullable();
    t.unique(['comment_id', 'version']);
  });
  await sql.schema.createTable('comment_mentions', (t) => {
    t.text('comment_id').notNullable().references('incident_comments.id');
    t.text('person_id').notNullable().references('people.id');
    t.primary(['comment_id', 'person_id']);
  });
  await sql.schema.alterTable('attachments', (t) => {
    instant(t, 'removed_at');
    t.text('removed_by_name');
  });
}

async function work(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('checklist_items', (t) => {
    idColumn(t);
    t.text('incident_id').notNullable().references('incidents.id');
    t.integer('position').notNullable();
    t.text('text').notNullable();
    t.text('assignee_id').references('people.id');
    instant(t, 'done_at');
    t.text('done_by_id').references('people.id');
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
    t.index(['incident_id', 'position', 'id']);
  });
  await sql.schema.createTable('checklist_templates', (t) => {
    idColumn(t);
    t.text('name').notNullable().unique();
    // Null: for incidents of every service.
    t.text('service_id').references('services.id');
    t.text('items_json').notNullable();
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
  });
  await sql.schema.createTable('time_entries', (t) => {
    idColumn(t);
    t.text('incident_id').notNullable().references('incidents.id');
    t.text('person_id').notNullable().references('people.id');
    t.text('comment_id').references('incident_comments.id');
    t.integer('minutes').notNullable();
    t.text('note').notNullable();
    instant(t, 'worked_at').notNullable();
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
    t.index(['incident_id', 'worked_at', 'id']);
    t.index(['person_id', 'worked_at', 'id']);
  });
}

async function macros(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('macros', (t) => {
    idColumn(t);
    t.text('name').notNullable().unique();
    // Null: for every support group.
    t.text('support_group_id').references('support_groups.id');
    t.text('actions_json').notNullable();
    t.boolean('is_active').notNullable();
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
  });
  await sql.schema.createTable('macro_runs', (t) => {
    idColumn(t);
    t.text('macro_id').notNullable().references('macros.id');
    t.text('incident_id').notNullable().references('incidents.id');
    t.text('person_id').references('people.id');
    // The incident as it was, and what the macro added to it, so that it can be undone.
    t.text('before_json').notNullable();
    t.text('added_json').notNullable();
    t.integer('version_after').notNullable();
    instant(t, 'applied_at').notNullable();
    instant(t, 'undone_at');
    t.index(['incident_id', 'id']);
  });
  await sql.schema.createTable('canned_answers', (t) => {
    idColumn(t);
    t.text('name').notNullable();
    t.text('shortcut').notNullable().unique();
    t.text('support_group_id').references('support_groups.id');
    // What it says in each language: {"en": …, "fr": …}.
    t.text('texts_json').notNullable();
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
  });
}
