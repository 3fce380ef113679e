import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** Persons, locations, support groups, services; sessions, API tokens, set-up links; the audit log. */
export const people: Migration = {
  name: '002-people',
  async up(sql) {
    await sql.schema.createTable('locations', (t) => {
      idColumn(t);
      t.text('name').notNullable();
      t.text('parent_id').references('locations.id');
      t.text('time_zone').notNullable();
      t.text('address');
      instant(t, 'created_at').notNullable();
    });
    await sql.schema.createTable('people', (t) => {
      idColumn(t);
      t.text('email').notNullable().unique();
      t.text('name').notNullable();
      oneOf(t, 'role', ['employee', 'technician', 'lead', 'admin']).notNullable();
      t.text('language').notNullable();
      t.text('time_zone').notNullable();
      t.text('department');
      t.text('job_title');
      t.text('phone');
      t.text('location_id').references('locations.id');
      t.text('manager_id').references('people.id');
      t.text('password_hash');
      t.boolean('is_active').notNullable().defaultTo(true);
      t.integer('version').notNullable().defaultTo(1);
      instant(t, 'created_at').notNullable();
      t.index(['name', 'id']);
    });
    await sql.schema.createTable('support_groups', (t) => {
      idColumn(t);
      t.text('name').notNullable().unique();
      t.text('email');
      t.boolean('is_default').notNullable().defaultTo(false);
      instant(t, 'created_at').notNullable();
    });
    await sql.schema.createTable('support_group_members', (t) => {
      t.text('support_group_id').notNullable().references('support_groups.id');
      t.text('person_id').notNullable().references('people.id');
      t.primary(['support_group_id', 'person_id']);
      t.index(['person_id']);
    });
    await sql.schema.createTable('services', (t) => {
      idColumn(t);
      t.text('name').notNullable().unique();
      t.text('description');
      t.text('support_group_id').references('support_groups.id');
      t.text('service_calendar_id');
      t.text('service_level_agreement_id');
      t.text('escalation_policy_id');
      t.boolean('is_active').notNullable().defaultTo(true);
      t.integer('version').notNullable().defaultTo(1);
      instant(t, 'created_at').notNullable();
    });
    await sql.schema.createTable('sessions', (t) => {
      t.text('token_hash').primary();
      t.text('person_id').notNullable().references('people.id');
      t.text('user_agent');
      t.text('address');
      instant(t, 'created_at').notNullable();
      instant(t, 'last_seen_at').notNullable();
      instant(t, 'expires_at').notNullable();
      t.index(['person_id']);
      t.index(['expires_at']);
    });
    await sql.schema.createTable('api_tokens', (t) => {
      idColumn(t);
      t.text('token_hash').notNullable().unique();
      t.text('person_id').notNullable().references('people.id');
      t.text('label').notNullable();
      t.text('scopes_json').notNullable();
      instant(t, 'created_at').notNullable();
      instant(t, 'last_used_at');
      instant(t, 'expires_at');
      instant(t, 'revoked_at');
      t.index(['person_id']);
    });
    await sql.schema.createTable('setup_links', (t) => {
      t.text('token_hash').primary();
      t.text('person_id').references('people.id');
      instant(t, 'created_at').notNullable();
      instant(t, 'expires_at').notNullable();
      instant(t, 'used_at');
    });
    await sql.schema.createTable('audit_events', (t) => {
      t.bigInteger('sequence').primary();
      instant(t, 'happened_at').notNullable();
      t.text('actor_id');
      t.text('actor_name').notNullable();
      t.text('action').notNullable();
      t.text('subject_type').notNullable();
      t.text('subject_id');
      t.text('detail_json').notNullable();
      t.text('previous_hash').notNullable();
      t.text('hash').notNullable();
    });
  },
};
