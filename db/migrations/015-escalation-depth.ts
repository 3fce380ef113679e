import { idColumn, instant, type Migration } from './migration.ts';

/**
 * Acknowledgements that expire, quiet hours, conditions and explained assignments of escalations; whose turn it was; what
 * people can do and when they are away.
 */
export const escalationDepth: Migration = {
  name: '015-escalation-depth',
  async up(sql) {
    await sql.schema.alterTable('escalation_policy_versions', (t) => {
      t.text('quiet_hours_json');
      t.text('acknowledgement_expires_after');
    });
    await sql.schema.alterTable('escalations', (t) => {
      t.text('priority');
      // For how long steps that count from the opening waited in quiet hours, like held_ms for holds.
      t.bigInteger('quiet_ms').notNullable().defaultTo(0);
      t.text('acknowledged_by_id');
      instant(t, 'acknowledgement_warns_at');
      instant(t, 'acknowledgement_expires_at');
    });
    await sql.schema.alterTable('escalation_firings', (t) => {
      // The condition that did not hold when the step was due; it did nothing then.
      t.text('unmet');
      // When it was due but for quiet hours.
      instant(t, 'waited_since_at');
      t.text('assignments_json').notNullable().defaultTo('[]');
      t.text('absent_json').notNullable().defaultTo('[]');
    });
    // Who was last given something within a circle, such as a support group: the one who waits longest is next.
    await sql.schema.createTable('escalation_turns', (t) => {
      t.text('circle').notNullable();
      t.text('person_id').notNullable().references('people.id');
      instant(t, 'turned_at').notNullable();
      t.primary(['circle', 'person_id']);
    });
    await sql.schema.createTable('person_skills', (t) => {
      t.text('person_id').notNullable().references('people.id');
      t.text('skill').notNullable();
      t.primary(['person_id', 'skill']);
      t.index(['skill']);
    });
    await sql.schema.createTable('absences', (t) => {
      idColumn(t);
      t.text('person_id').notNullable().references('people.id');
      instant(t, 'start_at').notNullable();
      instant(t, 'end_at').notNullable();
      t.text('reason');
      t.text('created_by_id').references('people.id');
      instant(t, 'created_at').notNullable();
      t.index(['person_id', 'end_at']);
      t.index(['end_at', 'id']);
    });
  },
};
