import { idColumn, instant, type Migration } from './migration.ts';

/** Reports that are sent by mail, and indexes that reports read; none of these indexes costs the filing of an incident anything. */
export const reports: Migration = {
  name: '025-reports',
  async up(sql) {
    await sql.schema.createTable('report_schedules', (t) => {
      idColumn(t);
      t.text('name').notNullable();
      t.text('report').notNullable();
      t.text('filter_json').notNullable();
      t.text('period').notNullable();
      t.text('cron').notNullable();
      t.text('time_zone').notNullable();
      t.text('recipient_ids_json').notNullable();
      t.boolean('is_active').notNullable();
      t.integer('version').notNullable();
      t.text('created_by_id').references('people.id');
      instant(t, 'created_at').notNullable();
      instant(t, 'updated_at').notNullable();
      instant(t, 'last_sent_at');
      t.index(['name', 'id']);
    });
    await sql.raw(
      `create index incident_events_flow on incident_events (kind, happened_at, incident_id)
       where kind in ('resolved', 'reopened', 'cancelled')`,
    );
    await sql.raw('create index incidents_resolved on incidents (resolved_at, resolved_by_id) where resolved_at is not null');
  },
};
