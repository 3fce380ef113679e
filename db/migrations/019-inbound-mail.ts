import type { Knex } from 'knex';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** Mails that came in with what became of each, the mailboxes that they are fetched from, and what keeps mail from looping. */
export const inboundMail: Migration = {
  name: '019-inbound-mail',
  async up(sql) {
    await mailboxTables(sql);
    await mailTables(sql);
    await outgoingTables(sql);
  },
};

async function mailboxTables(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('mailboxes', (t) => {
    idColumn(t);
    t.text('name').notNullable().unique();
    t.text('address');
    t.text('host').notNullable();
    t.integer('port').notNullable();
    oneOf(t, 'security', ['tls', 'starttls', 'none']).notNullable();
    t.text('username').notNullable();
    t.text('password_sealed').notNullable();
    t.text('folder').notNullable();
    t.text('processed_folder');
    t.text('support_group_id').references('support_groups.id');
    t.text('service_id').references('services.id');
    t.boolean('is_active').notNullable();
    // Older mails stay where they are; null takes everything.
    instant(t, 'since_at');
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
  });
  // How far each mailbox was read. Apart from the mailbox, because it changes all the time.
  await sql.schema.createTable('mailbox_progress', (t) => {
    t.text('mailbox_id').primary().references('mailboxes.id').onDelete('CASCADE');
    t.bigInteger('uid_validity');
    t.bigInteger('last_uid').notNullable();
    t.integer('waiting').notNullable();
    instant(t, 'checked_at');
    instant(t, 'succeeded_at');
    instant(t, 'failed_at');
    t.integer('failures').notNullable();
    t.text('last_error');
    t.text('lease_holder');
    instant(t, 'lease_until_at');
  });
  await sql.schema.createTable('mail_policy', (t) => {
    t.text('id').primary();
    t.text('auth_servers_json').notNullable();
    t.text('accepted_domains_json').notNullable();
    oneOf(t, 'unknown_senders', ['accept', 'quarantine']).notNullable();
    t.integer('reopen_days').notNullable();
    t.boolean('is_acknowledging').notNullable();
    t.bigInteger('max_bytes').notNullable();
    t.integer('version').notNullable();
  });
}

async function mailTables(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('inbound_mails', (t) => {
    idColumn(t);
    oneOf(t, 'source', ['api', 'imap', 'smtp', 'lmtp', 'import']).notNullable();
    t.text('account').notNullable();
    t.text('mailbox_id').references('mailboxes.id').onDelete('SET NULL');
    t.bigInteger('uid_validity');
    t.bigInteger('uid');
    t.text('sha256').notNullable();
    t.bigInteger('size_bytes').notNullable();
    t.text('envelope_from');
    t.text('envelope_to_json').notNullable();
    oneOf(t, 'status', ['received', 'done', 'quarantined', 'discarded']).notNullable();
    oneOf(t, 'outcome', ['created', 'appended', 'ignored', 'quarantined', 'duplicate']);
    t.text('reason');
    t.text('message_id');
    t.text('dedup_key').unique();
    t.text('duplicate_of_id').references('inbound_mails.id');
    t.text('from_address');
    t.text('from_name');
    t.text('subject');
    t.text('person_id').references('people.id');
    oneOf(t, 'verification', ['pass', 'fail', 'none']);
    t.boolean('is_trusted').notNullable();
    t.boolean('is_automatic').notNullable();
    t.text('incident_id').references('incidents.id');
    t.text('comment_id').references('incident_comments.id');
    t.text('text');
    t.text('html');
    t.text('files_json').notNullable();
    t.text('trace_json').notNullable();
    t.integer('attempts').notNullable();
    instant(t, 'received_at').notNullable();
    instant(t, 'processed_at');
    t.unique(['account', 'uid_validity', 'uid']);
    t.index(['status', 'id']);
    t.index(['incident_id', 'id']);
    t.index(['sha256']);
    t.index(['duplicate_of_id']);
    t.index(['mailbox_id']);
  });
  // What one address writes within a short time: a flood of it becomes one conversation.
  await sql.schema.createTable('sender_bursts', (t) => {
    t.text('address').primary();
    instant(t, 'last_at').notNullable();
    t.integer('mails').notNullable();
    t.text('subject_key').notNullable();
    t.text('incident_ids_json').notNullable();
    t.boolean('is_flood').notNullable();
  });
  // Further addresses of people; their own stays in people.
  await sql.schema.createTable('person_addresses', (t) => {
    t.text('address').primary();
    t.text('person_id').notNullable().references('people.id');
    instant(t, 'created_at').notNullable();
    t.index(['person_id']);
  });
}

async function outgoingTables(sql: Knex.Transaction): Promise<void> {
  // Message-IDs of mails that came in, by which a conversation is known; those that went out carry their own proof.
  await sql.schema.createTable('mail_messages', (t) => {
    t.text('message_id').primary();
    t.text('subject_id').notNullable();
    t.text('person_id');
    instant(t, 'created_at').notNullable();
    t.index(['subject_id', 'created_at']);
  });
  await sql.schema.createTable('undeliverable_addresses', (t) => {
    t.text('address').primary();
    t.text('status').notNullable();
    t.text('reason').notNullable();
    instant(t, 'noted_at').notNullable();
  });
  // How much automatic mail each address, domain and incident has had.
  await sql.schema.createTable('mail_limits', (t) => {
    t.text('name').primary();
    t.float('tokens').notNullable();
    t.integer('strikes').notNullable();
    t.integer('suppressed').notNullable();
    instant(t, 'refilled_at').notNullable();
    instant(t, 'tried_at').notNullable();
    t.index(['strikes', 'tried_at']);
  });
}
