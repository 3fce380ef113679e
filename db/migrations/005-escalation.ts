import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** Escalation policies with every version kept, on-call schedules, running escalations and the ledger of fired steps. */
export const escalation: Migration = {
  name: '005-escalation',
  async up(sql) {
    await sql.schema.createTable('on_call_schedules', (t) => {
      idColumn(t);
      t.text('name').notNullable().unique();
      t.text('time_zone').notNullable();
      t.text('rotations_json').notNullable();
      t.integer('version').notNullable();
      instant(t, 'created_at').notNullable();
      instant(t, 'updated_at').notNullable();
    });
    await sql.schema.createTable('on_call_overrides', (t) => {
      idColumn(t);
      t.text('schedule_id').notNullable().references('on_call_schedules.id');
      t.text('person_id').references('people.id');
      t.text('replaces_person_id').references('people.id');
      instant(t, 'start_at').notNullable();
      instant(t, 'end_at').notNullable();
      t.text('reason');
      t.text('created_by_id');
      instant(t, 'created_at').notNullable();
      t.index(['schedule_id', 'end_at']);
    });
    await sql.schema.createTable('escalation_policies', (t) => {
      idColumn(t);
      t.text('name').notNullable().unique();
      t.boolean('is_default').notNullable();
      t.integer('version').notNullable();
      instant(t, 'created_at').notNullable();
      instant(t, 'updated_at').notNullable();
    });
    await sql.schema.createTable('escalation_policy_versions', (t) => {
      t.text('policy_id').notNullable().references('escalation_policies.id');
      t.integer('version').notNullable();
      t.text('steps_json').notNullable();
      t.integer('repeat').notNullable();
      t.primary(['policy_id', 'version']);
    });
    // One running escalation an incident, with the version of the policy that it follows to its end.
    await sql.schema.createTable('escalations', (t) => {
      t.text('incident_id').primary();
      t.text('policy_id').notNullable();
      t.integer('policy_version').notNullable();
      oneOf(t, 'state', ['running', 'paused', 'stopped']).notNullable();
      instant(t, 'opened_at').notNullable();
      instant(t, 'response_due_at');
      instant(t, 'resolution_due_at');
      instant(t, 'acknowledged_at');
      instant(t, 'held_at');
      t.bigInteger('held_ms').notNullable();
      instant(t, 'next_due_at');
      t.foreign(['policy_id', 'policy_version']).references(['policy_id', 'version']).inTable('escalation_policy_versions');
      t.index(['next_due_at']);
    });
    // The ledger: a step fires once in each loop, whatever runs twice.
    await sql.schema.createTable('escalation_firings', (t) => {
      idColumn(t);
      t.text('incident_id').notNullable();
      t.text('policy_id').notNullable();
      t.integer('policy_version').notNullable();
      t.integer('step').notNullable();
      t.integer('loop').notNullable();
      instant(t, 'due_at').notNullable();
      instant(t, 'fired_at').notNullable();
      t.bigInteger('late_ms').notNullable();
      t.text('actions_json').notNullable();
      t.text('recipients_json').notNullable();
      oneOf(t, 'skipped', ['nobody']);
      t.unique(['incident_id', 'policy_id', 'policy_version', 'step', 'loop']);
      t.index(['incident_id', 'id']);
    });
  },
};
