import { idColumn, instant, type Migration } from './migration.ts';

/** Whether people were content with how their incident was solved; asked once, after it is closed. */
export const satisfaction: Migration = {
  name: '026-satisfaction',
  async up(sql) {
    await sql.schema.createTable('satisfaction_requests', (t) => {
      t.text('incident_id').primary().references('incidents.id');
      t.text('person_id').notNullable().references('people.id');
      instant(t, 'asked_at').notNullable();
      t.integer('rating');
      t.text('comment');
      instant(t, 'rated_at');
      t.index(['person_id', 'asked_at']);
      t.index(['asked_at', 'incident_id']);
    });
    await sql.schema.createTable('satisfaction_settings', (t) => {
      idColumn(t);
      t.boolean('is_asking').notNullable();
      // A person is not asked again before so many days have passed.
      t.integer('days_between').notNullable();
      // A rating of so much or less is told to the leads.
      t.integer('low_rating').notNullable();
      t.integer('version').notNullable();
    });
    await sql('satisfaction_settings').insert({ id: 'settings', is_asking: true, days_between: 7, low_rating: 2, version: 1 });
    await sql('incident_feed_interests').insert({ consumer: 'satisfaction', kinds_json: '["closed"]' });
  },
};
