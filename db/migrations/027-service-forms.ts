import type { Migration } from './migration.ts';

/** What a service asks of who reports something about it, and what they answered, with the questions as they were. */
export const serviceForms: Migration = {
  name: '027-service-forms',
  async up(sql) {
    await sql.schema.alterTable('services', (t) => {
      t.text('form_json');
    });
    await sql.schema.createTable('incident_forms', (t) => {
      t.text('incident_id').primary().references('incidents.id');
      t.text('answers_json').notNullable();
    });
  },
};
