import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** Families and splits of incidents, answers to many at once, announcements, and major incidents. */
export const majorIncidents: Migration = {
  name: '021-major-incidents',
  async up(sql) {
    // What was written to an incident that is merged into another lies with the other, and goes home when the merge is undone.
    await sql.schema.alterTable('incident_comments', (t) => void t.text('addressed_to_id'));
    await sql.raw('create index incident_comments_addressed_to on incident_comments (addressed_to_id) where addressed_to_id is not null');
    await sql.schema.createTable('incident_children', (t) => {
      t.text('child_id').primary().references('incidents.id');
      t.text('parent_id').notNullable().references('incidents.id');
      instant(t, 'added_at').notNullable();
      t.index(['parent_id', 'child_id']);
    });
    await sql.schema.createTable('incident_splits', (t) => {
      idColumn(t);
      t.text('source_id').notNullable().references('incidents.id');
      t.text('created_id').notNullable().references('incidents.id');
      // What went over, by id, so that it can be put back.
      t.text('moved_json').notNullable();
      instant(t, 'split_at').notNullable();
      instant(t, 'undone_at');
      t.index(['source_id']);
      t.index(['created_id']);
    });
    // One answer or resolution for all children; the items are what is still to do and what came of it.
    await sql.schema.createTable('incident_fan_outs', (t) => {
      idColumn(t);
      t.text('parent_id').notNullable().references('incidents.id');
      oneOf(t, 'kind', ['answer', 'resolve', 'reopen']).notNullable();
      t.text('text').notNullable();
      t.text('code');
      t.text('undoes_id').references('incident_fan_outs.id');
      t.text('actor_id').references('people.id');
      t.text('actor_name').notNullable();
      t.text('actor_role').notNullable();
      t.integer('total').notNullable();
      t.integer('done').notNullable();
      t.integer('skipped').notNullable();
      instant(t, 'created_at').notNullable();
      instant(t, 'finished_at');
      t.index(['parent_id', 'id']);
      t.index(['undoes_id']);
    });
    await sql.schema.createTable('incident_fan_out_items', (t) => {
      t.text('fan_out_id').notNullable().references('incident_fan_outs.id');
      t.text('child_id').notNullable().references('incidents.id');
      oneOf(t, 'state', ['waiting', 'queued', 'done', 'skipped']).notNullable();
      t.text('reason');
      instant(t, 'finished_at');
      t.primary(['fan_out_id', 'child_id']);
      t.index(['fan_out_id', 'state', 'child_id']);
    });
    await announcements(sql);
    await majors(sql);
  },
};

async function announcements(sql: Parameters<Migration['up']>[0]): Promise<void> {
  await sql.schema.createTable('announcements', (t) => {
    idColumn(t);
    oneOf(t, 'kind', ['info', 'maintenance', 'outage']).notNullable();
    t.text('title_en').notNullable();
    t.text('title_fr').notNullable();
    t.text('body_en').notNullable();
    t.text('body_fr').notNullable();
    instant(t, 'from_at').notNullable();
    // Far in the future while it has no end, so that what is over can be found by one index.
    instant(t, 'until_at').notNullable();
    t.boolean('is_for_followers').notNullable();
    t.boolean('is_withdrawn').notNullable();
    // Set when something else speaks through it, e.g. a major incident.
    t.text('source_type');
    t.text('source_id');
    t.text('created_by_id').references('people.id');
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
    instant(t, 'updated_at').notNullable();
    t.index(['is_withdrawn', 'until_at']);
    t.index(['from_at', 'id']);
  });
  await sql.raw('create unique index announcements_source on announcements (source_type, source_id) where source_id is not null');
  await sql.schema.createTable('announcement_audiences', (t) => {
    t.text('announcement_id').notNullable().references('announcements.id');
    oneOf(t, 'kind', ['department', 'location', 'service']).notNullable();
    t.text('value').notNullable();
    t.primary(['announcement_id', 'kind', 'value']);
  });
  await sql.schema.createTable('announcement_readers', (t) => {
    t.text('announcement_id').notNullable().references('announcements.id');
    t.text('person_id').notNullable().references('people.id');
    instant(t, 'read_at');
    instant(t, 'dismissed_at');
    t.primary(['announcement_id', 'person_id']);
    t.index(['person_id']);
  });
  await sql.schema.createTable('service_followers', (t) => {
    t.text('service_id').notNullable().references('services.id');
    t.text('person_id').notNullable().references('people.id');
    instant(t, 'since_at').notNullable();
    t.primary(['service_id', 'person_id']);
    t.index(['person_id']);
  });
}

async function majors(sql: Parameters<Migration['up']>[0]): Promise<void> {
  await sql.schema.createTable('major_incidents', (t) => {
    idColumn(t);
    t.text('incident_id').notNullable().references('incidents.id');
    oneOf(t, 'state', ['active', 'ended', 'withdrawn']).notNullable();
    t.text('title_en').notNullable();
    t.text('title_fr').notNullable();
    t.text('body_en').notNullable();
    t.text('body_fr').notNullable();
    t.text('commander_id').references('people.id');
    t.text('update_every');
    instant(t, 'update_due_at');
    t.integer('affected_count').notNullable();
    t.text('root_cause').notNullable();
    t.text('lessons').notNullable();
    t.integer('version').notNullable();
    t.text('declared_by_id').references('people.id');
    instant(t, 'declared_at').notNullable();
    instant(t, 'ended_at');
    t.index(['state', 'declared_at', 'id']);
    t.index(['incident_id']);
  });
  // An incident is major once at a time.
  await sql.raw("create unique index major_incidents_standing on major_incidents (incident_id) where state <> 'withdrawn'");
  await sql.schema.createTable('major_incident_scopes', (t) => {
    t.text('major_incident_id').notNullable().references('major_incidents.id');
    oneOf(t, 'kind', ['service', 'location']).notNullable();
    t.text('value').notNullable();
    t.primary(['major_incident_id', 'kind', 'value']);
  });
  await sql.schema.createTable('major_incident_updates', (t) => {
    idColumn(t);
    t.text('major_incident_id').notNullable().references('major_incidents.id');
    oneOf(t, 'stage', ['investigating', 'identified', 'monitoring', 'ended']).notNullable();
    t.text('body_en').notNullable();
    t.text('body_fr').notNullable();
    t.text('author_id').references('people.id');
    t.text('author_name').notNullable();
    instant(t, 'published_at').notNullable();
    instant(t, 'told_at');
    t.index(['major_incident_id', 'id']);
  });
  await sql.schema.createTable('major_incident_affected', (t) => {
    t.text('major_incident_id').notNullable().references('major_incidents.id');
    t.text('person_id').notNullable().references('people.id');
    instant(t, 'since_at').notNullable();
    t.primary(['major_incident_id', 'person_id']);
    t.index(['person_id']);
  });
  // The history of the major incident itself, and what people wrote into it by hand.
  await sql.schema.createTable('major_incident_entries', (t) => {
    idColumn(t);
    t.text('major_incident_id').notNullable().references('major_incidents.id');
    t.text('kind').notNullable();
    t.text('text').notNullable();
    t.text('actor_id').references('people.id');
    t.text('actor_name').notNullable();
    instant(t, 'happened_at').notNullable();
    t.index(['major_incident_id', 'happened_at', 'id']);
  });
  await sql.schema.createTable('major_incident_tasks', (t) => {
    idColumn(t);
    t.text('major_incident_id').notNullable().references('major_incidents.id');
    oneOf(t, 'phase', ['response', 'review']).notNullable();
    t.text('title').notNullable();
    t.text('assignee_id').references('people.id');
    t.text('done_by_id').references('people.id');
    instant(t, 'done_at');
    instant(t, 'created_at').notNullable();
    t.index(['major_incident_id', 'id']);
  });
}
