import { idColumn, instant, type Migration, oneOf } from './migration.ts';

const statuses = ['new', 'in_progress', 'pending', 'resolved', 'closed', 'cancelled'];
const levels = ['low', 'medium', 'high'];
const visibilities = ['public', 'internal'];

/** Incidents, their history, comments, links, watchers and merges. */
export const incidents: Migration = {
  name: '004-incidents',
  async up(sql) {
    // What people see as INC-1001 and up.
    await sql('counters').insert({ name: 'incidents', value: 1000 });
    await sql.schema.createTable('incidents', (t) => {
      idColumn(t);
      t.integer('number').notNullable().unique();
      t.text('title').notNullable();
      t.text('description').notNullable();
      oneOf(t, 'status', statuses).notNullable();
      t.boolean('is_open').notNullable();
      oneOf(t, 'impact', levels).notNullable();
      oneOf(t, 'urgency', levels).notNullable();
      t.integer('raised_steps').notNullable().defaultTo(0);
      oneOf(t, 'priority', ['P1', 'P2', 'P3', 'P4', 'P5']).notNullable();
      // Nobody: a machine filed it.
      t.text('requester_id').references('people.id');
      t.text('support_group_id').references('support_groups.id');
      t.text('assignee_id').references('people.id');
      t.text('service_id').references('services.id');
      t.text('asset_id');
      t.text('source_type').notNullable();
      t.text('dedup_key');
      instant(t, 'opened_at').notNullable();
      instant(t, 'updated_at').notNullable();
      instant(t, 'acknowledged_at');
      instant(t, 'response_due_at');
      instant(t, 'response_met_at');
      instant(t, 'response_breached_at');
      instant(t, 'resolution_due_at');
      instant(t, 'resolution_met_at');
      instant(t, 'resolution_breached_at');
      // Far in the future when nothing is promised or the clock stands, so that lists can page by it.
      instant(t, 'next_due_at').notNullable();
      t.text('pending_reason');
      instant(t, 'resume_at');
      t.text('resolution_code');
      t.text('resolution_note');
      instant(t, 'resolved_at');
      t.text('resolved_by_id').references('people.id');
      instant(t, 'closed_at');
      t.text('merged_into_id').references('incidents.id');
      t.integer('version').notNullable();
      // One index for each order in which a page of the service desk lists incidents.
      t.index(['opened_at', 'id']);
      t.index(['updated_at', 'id']);
      t.index(['next_due_at', 'id']);
      t.index(['priority', 'next_due_at', 'id']);
      t.index(['priority', 'opened_at', 'id']);
      t.index(['is_open', 'opened_at', 'id']);
      t.index(['is_open', 'updated_at', 'id']);
      t.index(['is_open', 'next_due_at', 'id']);
      t.index(['is_open', 'priority', 'next_due_at', 'id']);
      t.index(['status', 'opened_at', 'id']);
      t.index(['status', 'next_due_at', 'id']);
      t.index(['support_group_id', 'opened_at', 'id']);
      t.index(['support_group_id', 'is_open', 'opened_at', 'id']);
      t.index(['support_group_id', 'is_open', 'next_due_at', 'id']);
      t.index(['support_group_id', 'is_open', 'priority', 'next_due_at', 'id']);
      t.index(['assignee_id', 'is_open', 'opened_at', 'id']);
      t.index(['assignee_id', 'is_open', 'next_due_at', 'id']);
      t.index(['assignee_id', 'is_open', 'priority', 'next_due_at', 'id']);
      t.index(['requester_id', 'opened_at', 'id']);
      t.index(['asset_id', 'opened_at', 'id']);
      t.index(['service_id', 'opened_at', 'id']);
    });
    await sql.raw('create unique index incidents_dedup_key_open on incidents (dedup_key) where is_open and dedup_key is not null');
    await sql.raw('create index incidents_merged_into on incidents (merged_into_id) where merged_into_id is not null');
    await sql.schema.createTable('incident_comments', (t) => {
      idColumn(t);
      t.text('incident_id').notNullable().references('incidents.id');
      t.text('author_id').references('people.id');
      t.text('author_name').notNullable();
      oneOf(t, 'visibility', visibilities).notNullable();
      t.text('body').notNullable();
      instant(t, 'created_at').notNullable();
      t.index(['incident_id', 'created_at', 'id']);
    });
    // Append-only: who did what, and when.
    await sql.schema.createTable('incident_events', (t) => {
      idColumn(t);
      t.text('incident_id').notNullable().references('incidents.id');
      t.text('kind').notNullable();
      oneOf(t, 'visibility', visibilities).notNullable();
      t.text('actor_id').references('people.id');
      t.text('actor_name').notNullable();
      t.text('comment_id').references('incident_comments.id');
      t.text('attachment_id');
      t.text('detail_json').notNullable();
      instant(t, 'happened_at').notNullable();
      t.index(['incident_id', 'happened_at', 'id']);
    });
    await sql.schema.createTable('incident_watchers', (t) => {
      t.text('incident_id').notNullable().references('incidents.id');
      t.text('person_id').notNullable().references('people.id');
      instant(t, 'added_at').notNullable();
      t.primary(['incident_id', 'person_id']);
      t.index(['person_id', 'incident_id']);
    });
    await sql.schema.createTable('incident_links', (t) => {
      idColumn(t);
      t.text('from_id').notNullable().references('incidents.id');
      t.text('to_id').notNullable().references('incidents.id');
      oneOf(t, 'kind', ['related', 'duplicate', 'causedBy', 'blockedBy']).notNullable();
      instant(t, 'created_at').notNullable();
      t.unique(['from_id', 'to_id', 'kind']);
      t.index(['to_id']);
    });
    await sql.schema.createTable('incident_merges', (t) => {
      idColumn(t);
      t.text('source_id').notNullable().references('incidents.id');
      t.text('target_id').notNullable().references('incidents.id');
      // What the source was before and what the merge added to the target, so that it can be undone.
      t.text('before_json').notNullable();
      instant(t, 'merged_at').notNullable();
      instant(t, 'undone_at');
      t.index(['source_id']);
      t.index(['target_id']);
    });
    await sql.raw('create unique index incident_merges_standing on incident_merges (source_id) where undone_at is null');
  },
};
