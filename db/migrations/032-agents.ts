import type { Knex } from 'knex';
import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** Where inventories may come from, the agents that bring them, what was answered, and the networks that agents look through. */
export const agents: Migration = {
  name: '032-agents',
  async up(sql) {
    await sourceTables(sql);
    await contactTables(sql);
    await discoveryTables(sql);
  },
};

async function sourceTables(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('inventory_sources', (t) => {
    idColumn(t);
    t.text('name').notNullable().unique();
    t.text('username').notNullable().unique();
    t.text('password_hash').notNullable();
    t.text('location_id').references('locations.id');
    // How often its agents are to come, as an ISO 8601 duration.
    t.text('contact_every').notNullable();
    t.boolean('is_active').notNullable();
    // The only machine that this credential is good for, when it is trusted with secrets of the network.
    t.text('reserved_for');
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
    t.index(['location_id']);
  });
  await sql.schema.createTable('inventory_agents', (t) => {
    idColumn(t);
    t.text('source_id').notNullable().references('inventory_sources.id').onDelete('CASCADE');
    t.text('device_id').notNullable();
    t.text('agent_uuid');
    t.text('product');
    t.text('name');
    t.text('tag');
    t.text('asset_id').references('assets.id').onDelete('SET NULL');
    // What is known of its machine is a part: `wanted` and, once the agent was told, `asked`.
    oneOf(t, 'full', ['had', 'wanted', 'asked']).notNullable();
    instant(t, 'first_seen_at').notNullable();
    instant(t, 'last_contact_at').notNullable();
    instant(t, 'last_inventory_at');
    instant(t, 'next_contact_by');
    t.text('last_error');
    t.unique(['source_id', 'device_id']);
    t.index(['asset_id']);
    t.index(['last_contact_at', 'id']);
  });
}

async function contactTables(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('inventory_contacts', (t) => {
    idColumn(t);
    t.text('source_id').references('inventory_sources.id').onDelete('SET NULL');
    t.text('agent_id').references('inventory_agents.id').onDelete('SET NULL');
    t.text('username');
    t.text('device_id');
    t.text('product');
    t.text('address');
    t.text('message').notNullable();
    t.integer('status').notNullable();
    t.text('answer').notNullable();
    t.text('outcome');
    t.text('asset_id').references('assets.id').onDelete('SET NULL');
    t.text('error');
    t.boolean('is_error').notNullable();
    t.bigInteger('bytes').notNullable();
    t.integer('duration_ms').notNullable();
    instant(t, 'happened_at').notNullable();
    t.index(['source_id', 'id']);
    t.index(['agent_id', 'id']);
    t.index(['asset_id', 'id']);
    t.index(['is_error', 'id']);
  });
  // Documents that were accepted and not looked at yet; what became of them stays for a day, for agents that ask again.
  await sql.schema.createTable('inventory_submissions', (t) => {
    idColumn(t);
    t.text('source_id').references('inventory_sources.id').onDelete('SET NULL');
    t.text('agent_id').references('inventory_agents.id').onDelete('SET NULL');
    t.text('agent_uuid');
    t.text('request_id');
    t.binary('packed');
    oneOf(t, 'status', ['waiting', 'done', 'failed']).notNullable();
    t.text('error');
    instant(t, 'received_at').notNullable();
    instant(t, 'processed_at');
    t.index(['source_id']);
    t.index(['agent_id', 'id']);
    t.index(['request_id']);
    t.index(['status', 'id']);
  });
}

async function discoveryTables(sql: Knex.Transaction): Promise<void> {
  await sql.schema.createTable('snmp_credentials', (t) => {
    idColumn(t);
    t.text('name').notNullable().unique();
    oneOf(t, 'protocol', ['1', '2c', '3']).notNullable();
    // Community, or user and passphrases: sealed, and told to appointed agents alone.
    t.text('secrets_sealed').notNullable();
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
  });
  await sql.schema.createTable('discovery_networks', (t) => {
    idColumn(t);
    t.text('name').notNullable().unique();
    t.text('agent_id').references('inventory_agents.id').onDelete('SET NULL');
    t.text('location_id').references('locations.id');
    t.text('ranges_json').notNullable();
    t.text('credential_ids_json').notNullable();
    // How often it is looked through, as an ISO 8601 duration; null only when somebody asks.
    t.text('every');
    t.boolean('is_active').notNullable();
    instant(t, 'next_run_at');
    t.integer('version').notNullable();
    instant(t, 'created_at').notNullable();
    t.index(['agent_id']);
    t.index(['location_id']);
  });
  await sql.schema.createTable('discovery_runs', (t) => {
    idColumn(t);
    t.text('network_id').notNullable().references('discovery_networks.id').onDelete('CASCADE');
    // How agents name it: the process number of their messages.
    t.integer('number').notNullable().unique();
    t.text('agent_id').references('inventory_agents.id').onDelete('SET NULL');
    oneOf(t, 'step', ['discovery', 'query']).notNullable();
    oneOf(t, 'status', ['planned', 'sent', 'running', 'done', 'failed']).notNullable();
    t.integer('addresses').notNullable();
    t.integer('found').notNullable();
    t.integer('failures').notNullable();
    t.text('error');
    instant(t, 'asked_at').notNullable();
    instant(t, 'sent_at');
    instant(t, 'ended_at');
    t.index(['network_id', 'id']);
    t.index(['agent_id', 'status']);
    t.index(['status', 'id']);
  });
  await sql.schema.createTable('discovered_devices', (t) => {
    idColumn(t);
    t.text('network_id').notNullable().references('discovery_networks.id').onDelete('CASCADE');
    t.integer('number').notNullable().unique();
    t.text('ip').notNullable();
    t.text('mac');
    t.text('name');
    t.text('dns_name');
    t.text('manufacturer');
    t.text('model');
    t.text('device_type');
    t.text('description');
    t.text('place');
    t.text('credential_id').references('snmp_credentials.id').onDelete('SET NULL');
    t.integer('port');
    t.text('asset_id').references('assets.id').onDelete('SET NULL');
    instant(t, 'first_seen_at').notNullable();
    instant(t, 'last_seen_at').notNullable();
    instant(t, 'queried_at');
    t.text('last_error');
    t.unique(['network_id', 'ip']);
    t.index(['asset_id']);
    t.index(['credential_id']);
  });
}
