import type { Knex } from 'knex';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** How each person wants to be told, what may be told how often, who hears the incidents' events, and webhooks out. */
export const notificationRules: Migration = {
  name: '017-notification-rules',
  async up(sql) {
    await widenDeliveries(sql);
    await sql.schema.alterTable('notifications', (t) => {
      t.text('urgency').notNullable().defaultTo('notify');
      // Codes, tests and bundles travel by the channels but have no line by the bell.
      t.boolean('is_hidden').notNullable().defaultTo(false);
      t.index(['subject_id'], 'notifications_about');
    });
    await ruleTables(sql);
    await webhookTables(sql);
  },
};

/** Another check than before needs another table: SQLite cannot change one. */
async function widenDeliveries(sql: Knex.Transaction): Promise<void> {
  await sql.schema.renameTable('deliveries', 'earlier_deliveries');
  await sql.schema.createTable('deliveries', (t) => {
    t.text('id').notNullable();
    t.text('notification_id').references('notifications.id');
    t.text('recipient_id').references('people.id');
    t.text('contact_method_id');
    t.text('channel').notNullable();
    t.text('address').notNullable();
    t.text('payload_json');
    oneOf(t, 'urgency', ['page', 'notify']).notNullable();
    t.integer('step').notNullable();
    oneOf(t, 'status', ['pending', 'held', 'sending', 'sent', 'failed', 'uncertain', 'suppressed', 'cancelled']).notNullable();
    // A bundle is a delivery too; those that it carries name it.
    t.text('bundle_id');
    t.boolean('is_granted').notNullable();
    t.integer('attempts').notNullable();
    t.text('last_error');
    instant(t, 'created_at').notNullable();
    instant(t, 'due_at').notNullable();
    instant(t, 'sending_at');
    instant(t, 'finished_at');
    t.primary(['id'], 'deliveries_key');
    t.index(['notification_id'], 'deliveries_of_notification');
    t.index(['bundle_id'], 'deliveries_of_bundle');
  });
  await sql.raw(`insert into deliveries (id, notification_id, recipient_id, channel, address, payload_json, urgency, step, status,
      is_granted, attempts, last_error, created_at, due_at, finished_at)
    select d.id, d.notification_id, n.recipient_id, d.channel, d.address, d.payload_json, 'notify', 0, d.status,
      false, d.attempts, d.last_error, d.created_at, d.created_at, d.finished_at
    from earlier_deliveries d left join notifications n on n.id = d.notification_id`);
  await sql.schema.dropTable('earlier_deliveries');
  await sql.raw("create index deliveries_held on deliveries (channel, due_at) where status = 'held'");
  await sql.raw("create index deliveries_held_for on deliveries (recipient_id, channel) where status = 'held'");
}

async function ruleTables(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('contact_methods', (t) => {
    idColumn(t);
    t.text('person_id').notNullable().references('people.id');
    t.text('channel').notNullable();
    t.text('address').notNullable();
    t.text('label').notNullable();
    // What only the program may read: the keys of a browser's subscription.
    t.text('sealed_secret');
    t.text('code_hash');
    instant(t, 'code_sent_at');
    t.integer('code_tries').notNullable();
    instant(t, 'verified_at');
    instant(t, 'last_sent_at');
    t.text('last_error');
    instant(t, 'created_at').notNullable();
    t.unique(['person_id', 'channel', 'address']);
  });
  await sql.schema.createTable('notification_preferences', (t) => {
    t.text('person_id').primary().references('people.id');
    t.text('rules_json').notNullable();
    t.integer('version').notNullable();
    instant(t, 'updated_at').notNullable();
  });
  // How much a person, or everybody together, may be sent by a channel before it is bundled.
  await sql.schema.createTable('delivery_buckets', (t) => {
    t.text('name').primary();
    t.float('tokens').notNullable();
    instant(t, 'refilled_at').notNullable();
    instant(t, 'taken_at');
  });
  await sql.schema.createTable('program_keys', (t) => {
    t.text('name').primary();
    t.text('public_key').notNullable();
    t.text('sealed_key').notNullable();
    instant(t, 'created_at').notNullable();
  });
}

async function webhookTables(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('incident_feed_interests', (t) => {
    t.text('consumer').primary();
    t.text('kinds_json').notNullable();
  });
  await sql.schema.createTable('webhooks', (t) => {
    idColumn(t);
    t.text('name').notNullable().unique();
    t.text('url').notNullable();
    t.text('events_json').notNullable();
    t.text('support_group_ids_json').notNullable();
    t.text('service_ids_json').notNullable();
    t.boolean('is_internal_included').notNullable();
    t.boolean('is_enabled').notNullable();
    oneOf(t, 'disabled_reason', ['person', 'failing', 'gone']);
    t.text('sealed_secret').notNullable();
    t.text('sealed_previous_secret');
    instant(t, 'previous_secret_until_at');
    t.integer('failures').notNullable();
    instant(t, 'failing_since_at');
    instant(t, 'resting_until_at');
    instant(t, 'last_success_at');
    t.integer('version').notNullable();
    t.text('created_by_id');
    instant(t, 'created_at').notNullable();
    instant(t, 'updated_at').notNullable();
  });
  await sql.schema.createTable('webhook_deliveries', (t) => {
    idColumn(t);
    t.text('webhook_id').notNullable().references('webhooks.id').onDelete('CASCADE');
    t.text('event_id');
    t.text('incident_id');
    t.text('type').notNullable();
    t.text('body').notNullable();
    oneOf(t, 'status', ['pending', 'sending', 'sent', 'failed']).notNullable();
    t.integer('attempts').notNullable();
    t.integer('replays').notNullable();
    t.integer('response_status');
    t.text('last_error');
    instant(t, 'created_at').notNullable();
    instant(t, 'started_at').notNullable();
    instant(t, 'next_attempt_at');
    instant(t, 'finished_at');
    t.unique(['webhook_id', 'event_id']);
    t.index(['webhook_id', 'id']);
    t.index(['created_at']);
  });
  await sql.raw(
    "create index webhook_deliveries_open on webhook_deliveries (webhook_id, incident_id, id) where status in ('pending', 'sending')",
  );
  await sql.schema.createTable('webhook_attempts', (t) => {
    idColumn(t);
    t.text('delivery_id').notNullable().references('webhook_deliveries.id').onDelete('CASCADE');
    instant(t, 'attempted_at').notNullable();
    t.integer('duration_ms').notNullable();
    t.text('request_headers_json').notNullable();
    t.integer('response_status');
    t.text('response_excerpt');
    t.text('error');
    t.index(['delivery_id', 'id']);
  });
}
