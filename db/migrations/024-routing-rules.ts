import { idColumn, instant, type Migration, oneOf } from './migration.ts';

/** What the desk does by itself when something happens or when time passes, and the log of what it did. */
export const routingRules: Migration = {
  name: '024-routing-rules',
  async up(sql) {
    await sql.schema.createTable('routing_rules', (t) => {
      idColumn(t);
      t.text('name').notNullable();
      t.boolean('is_active').notNullable();
      t.integer('position').notNullable();
      t.text('trigger_json').notNullable();
      t.text('filters_json').notNullable();
      t.text('actions_json').notNullable();
      t.boolean('is_last').notNullable();
      // A rule that acts when time passes leaves alone what was due before somebody switched it on.
      instant(t, 'active_from_at').notNullable();
      t.integer('version').notNullable();
      instant(t, 'created_at').notNullable();
      instant(t, 'updated_at').notNullable();
      t.index(['position', 'id']);
    });
    // The ledger: a rule acts once on an event, and once on an occasion in time, whatever runs twice.
    await sql.schema.createTable('routing_rule_firings', (t) => {
      idColumn(t);
      t.text('rule_id').notNullable();
      t.integer('rule_version').notNullable();
      t.text('rule_name').notNullable();
      t.text('incident_id').notNullable().references('incidents.id');
      t.text('event_id');
      instant(t, 'occasion_at');
      instant(t, 'fired_at').notNullable();
      oneOf(t, 'outcome', ['acted', 'refused', 'stopped']).notNullable();
      t.text('actions_json').notNullable();
      t.unique(['rule_id', 'event_id']);
      t.unique(['rule_id', 'incident_id', 'occasion_at']);
      t.index(['rule_id', 'id']);
      t.index(['incident_id', 'id']);
    });
  },
};
