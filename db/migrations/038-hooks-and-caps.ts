import { type Migration, oneOf } from './migration.ts';

/** Programs before and after a backup, and how many backups may run at once. */
export const hooksAndCaps: Migration = {
  name: '038-hooks-and-caps',
  async up(sql) {
    await sql.schema.alterTable('backup_policies', (t) => {
      t.text('hooks_json').notNullable().defaultTo('{}');
    });
    await sql.schema.createTable('backup_caps', (t) => {
      // `host` holds for each server, `repository` for one repository, `site` for one location and all that lies in it.
      oneOf(t, 'scope', ['overall', 'host', 'repository', 'site']).notNullable();
      t.text('subject_id').notNullable();
      t.integer('max_runs').notNullable();
      t.primary(['scope', 'subject_id']);
    });
  },
};
