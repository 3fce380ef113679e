import { idColumn, instant, type Migration, oneOf } from './migration.ts';

const priorities = ['P1', 'P2', 'P3', 'P4', 'P5'];
const kinds = ['response', 'resolution'];

/** Calendars and agreements, each version kept; and of every incident the segments, the two clocks and what befell them. */
export const serviceLevels: Migration = {
  name: '003-service-levels',
  async up(sql) {
    await sql.schema.createTable('service_calendars', (t) => {
      idColumn(t);
      t.text('name').notNullable().unique();
      t.boolean('is_default').notNullable();
      t.integer('version').notNullable();
      instant(t, 'created_at').notNullable();
      instant(t, 'updated_at').notNullable();
    });
    await sql.schema.createTable('service_calendar_versions', (t) => {
      t.text('calendar_id').notNullable().references('service_calendars.id');
      t.integer('version').notNullable();
      t.text('time_zone').notNullable();
      t.text('week_json').notNullable();
      t.text('exceptions_json').notNullable();
      t.primary(['calendar_id', 'version']);
    });
    await sql.schema.createTable('support_group_calendars', (t) => {
      t.text('support_group_id').primary().references('support_groups.id');
      t.text('calendar_id').notNullable().references('service_calendars.id');
      t.index(['calendar_id']);
    });
    await sql.schema.createTable('service_level_agreements', (t) => {
      idColumn(t);
      t.text('name').notNullable().unique();
      t.boolean('is_default').notNullable();
      t.integer('version').notNullable();
      instant(t, 'created_at').notNullable();
      instant(t, 'updated_at').notNullable();
    });
    await sql.schema.createTable('service_level_agreement_versions', (t) => {
      t.text('agreement_id').notNullable().references('service_level_agreements.id');
      t.integer('version').notNullable();
      t.text('calendar_id').references('service_calendars.id');
      oneOf(t, 'on_reopen', ['continue', 'restart']).notNullable();
      t.text('targets_json').notNullable();
      t.primary(['agreement_id', 'version']);
    });
    // Append-only: a segment ends where the next one of its incident begins.
    await sql.schema.createTable('service_level_segments', (t) => {
      t.text('incident_id').notNullable();
      t.integer('seq').notNullable();
      instant(t, 'from_at').notNullable();
      oneOf(t, 'state', ['running', 'paused', 'stopped']).notNullable();
      t.text('calendar_id');
      t.integer('calendar_version');
      t.text('cause').notNullable();
      t.primary(['incident_id', 'seq']);
    });
    await sql.schema.createTable('service_level_clocks', (t) => {
      t.text('incident_id').notNullable();
      oneOf(t, 'kind', kinds).notNullable();
      t.text('agreement_id').notNullable();
      t.integer('agreement_version').notNullable();
      oneOf(t, 'priority', priorities).notNullable();
      t.text('target').notNullable();
      // Hours that the target brings along and that hold for all segments; null = each segment's own.
      t.text('calendar_id');
      t.integer('calendar_version');
      t.integer('first_seq').notNullable();
      instant(t, 'due_at');
      instant(t, 'met_at');
      instant(t, 'breached_at');
      instant(t, 'cancelled_at');
      // The edition of the time-zone data that the due time was reckoned with; laws change.
      t.text('time_zone_data').notNullable();
      t.primary(['incident_id', 'kind']);
      t.index(['breached_at', 'due_at']);
      t.index(['time_zone_data', 'incident_id']);
    });
    // Append-only: what befell the clocks, also when a later change of priority or a reopening made it look different.
    await sql.schema.createTable('service_level_events', (t) => {
      idColumn(t);
      t.text('incident_id').notNullable();
      oneOf(t, 'kind', kinds).notNullable();
      oneOf(t, 'event', ['met', 'breached', 'reopened', 'retargeted', 'cancelled']).notNullable();
      instant(t, 'happened_at').notNullable();
      instant(t, 'due_at');
      oneOf(t, 'priority', priorities).notNullable();
      t.text('target').notNullable();
      t.text('cause').notNullable();
      t.index(['incident_id', 'id']);
    });
  },
};
