import type { Knex } from 'knex';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

const open = 'new,in_progress,pending';

/** The views that everybody has from the start, under ids that stay readable in addresses; the pages name them. */
const firstViews: Array<{ id: string; filters: Record<string, string>; sort: string }> = [
  { id: 'open', filters: { status: open }, sort: 'dueAt' },
  { id: 'mine', filters: { status: open, assigneeId: 'me' }, sort: 'dueAt' },
  { id: 'groups', filters: { status: open, supportGroupId: 'mine' }, sort: 'dueAt' },
  { id: 'unassigned', filters: { status: open, supportGroupId: 'mine', assigneeId: 'none' }, sort: 'dueAt' },
  { id: 'overdue', filters: { status: open, overdue: 'true' }, sort: 'dueAt' },
  { id: 'due-today', filters: { status: open, due: 'today..tomorrow' }, sort: 'dueAt' },
  { id: 'pending', filters: { status: 'pending' }, sort: '-updatedAt' },
  { id: 'watching', filters: { status: open, watching: 'true' }, sort: '-updatedAt' },
  { id: 'resolved', filters: { resolved: '-P7D..' }, sort: '-resolvedAt' },
  { id: 'done', filters: { status: 'resolved,closed,cancelled' }, sort: '-updatedAt' },
];

/** Saved views of the queue, tags, and changes to many incidents at once. */
export const views: Migration = {
  name: '018-views',
  async up(sql) {
    await savedViews(sql);
    await tags(sql);
    await bulkChanges(sql);
    await orders(sql);
  },
};

async function savedViews(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('views', (t) => {
    idColumn(t);
    // Null for the views that everybody has from the start: the pages name those, in the reader's language.
    t.text('name');
    t.text('owner_id').references('people.id');
    oneOf(t, 'visibility', ['personal', 'group', 'all']).notNullable();
    t.text('support_group_id').references('support_groups.id');
    // As the address of the queue says it: {"status": "new,pending", "assigneeId": "me", …}.
    t.text('filters_json').notNullable();
    t.text('sort').notNullable();
    t.text('columns_json').notNullable();
    t.integer('position').notNullable();
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
    instant(t, 'updated_at').notNullable();
    t.index(['owner_id']);
    t.index(['visibility', 'support_group_id']);
  });
  // Which views a person keeps at hand and in which order; views that it does not mention stand where everybody's do.
  await sql.schema.createTable('view_sidebars', (t) => {
    t.text('person_id').primary().references('people.id');
    t.text('layout_json').notNullable();
    t.integer('version').notNullable();
    instant(t, 'updated_at').notNullable();
  });
  const at = new Date('2026-01-01T00:00:00.000Z');
  const rows = firstViews.map(({ id, filters, sort }, position) => ({
    id,
    visibility: 'all',
    filters_json: JSON.stringify(filters),
    sort,
    columns_json: '[]',
    position,
    version: 1,
    created_at: at,
    updated_at: at,
  }));
  await sql('views').insert(rows);
}

async function tags(sql: Knex.Transaction): Promise<void> {
  // The incident keeps a copy of its tags, so that lists need no second read.
  await sql.schema.alterTable('incidents', (t) => void t.text('tags_json').notNullable().defaultTo('[]'));
  await sql.schema.createTable('incident_tags', (t) => {
    t.text('incident_id').notNullable().references('incidents.id');
    t.text('tag').notNullable();
    t.primary(['incident_id', 'tag']);
    t.index(['tag', 'incident_id']);
  });
}

async function bulkChanges(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('bulk_changes', (t) => {
    idColumn(t);
    t.text('actor_id').notNullable().references('people.id');
    // What is done to each: {"type": "assign", …}.
    t.text('action_json').notNullable();
    oneOf(t, 'state', ['running', 'done', 'undoing', 'undone']).notNullable();
    t.integer('total').notNullable();
    t.integer('done').notNullable();
    t.integer('failed').notNullable();
    t.integer('undone').notNullable();
    t.integer('kept').notNullable();
    instant(t, 'created_at').notNullable();
    instant(t, 'finished_at');
    instant(t, 'undone_at');
    t.index(['actor_id', 'id']);
  });
  await sql.schema.createTable('bulk_change_items', (t) => {
    t.text('bulk_change_id').notNullable().references('bulk_changes.id');
    t.integer('seq').notNullable();
    t.text('incident_id').notNullable().references('incidents.id');
    oneOf(t, 'state', ['waiting', 'done', 'unchanged', 'failed', 'undone', 'kept']).notNullable();
    // Why it failed, or was not undone.
    t.text('reason');
    // The incident as it was and what was added to it, so that it can be undone.
    t.text('before_json');
    t.integer('version_after');
    instant(t, 'happened_at');
    t.primary(['bulk_change_id', 'seq']);
    t.index(['bulk_change_id', 'state', 'seq']);
  });
}

/** Indexes for the orders in which the first views and common filters stand. */
async function orders(sql: Knex.Transaction): Promise<void> {
  await sql.schema.alterTable('incidents', (t) => {
    t.index(['status', 'updated_at', 'id']);
    t.index(['support_group_id', 'is_open', 'updated_at', 'id']);
    t.index(['assignee_id', 'is_open', 'updated_at', 'id']);
    t.index(['support_group_id', 'assignee_id', 'is_open', 'next_due_at', 'id']);
    t.index(['service_id', 'is_open', 'next_due_at', 'id']);
  });
  await sql.raw('create index incidents_resolved_at on incidents (resolved_at, id) where resolved_at is not null');
  await sql.schema.alterTable('people', (t) => void t.index(['department']));
}
