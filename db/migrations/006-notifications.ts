import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** What people were told, each by which channel and with which result; and where webhooks go. */
export const notifications: Migration = {
  name: '006-notifications',
  async up(sql) {
    await sql.schema.createTable('notifications', (t) => {
      idColumn(t);
      t.text('recipient_id').notNullable().references('people.id');
      t.text('kind').notNullable();
      t.text('subject_type').notNullable();
      t.text('subject_id').notNullable();
      t.text('data_json').notNullable();
      t.text('key').notNullable();
      instant(t, 'created_at').notNullable();
      instant(t, 'read_at');
      t.unique(['recipient_id', 'key']);
      t.index(['recipient_id', 'id']);
    });
    // Unread ones are few and counted on every page.
    await sql.raw('create index notifications_unread on notifications (recipient_id) where read_at is null');
    await sql.schema.createTable('deliveries', (t) => {
      idColumn(t);
      t.text('notification_id').references('notifications.id');
      oneOf(t, 'channel', ['mail', 'webhook']).notNullable();
      t.text('address').notNullable();
      t.text('payload_json');
      oneOf(t, 'status', ['pending', 'sent', 'suppressed', 'failed']).notNullable();
      t.integer('attempts').notNullable();
      t.text('last_error');
      instant(t, 'created_at').notNullable();
      instant(t, 'finished_at');
      t.index(['notification_id']);
    });
  },
};
