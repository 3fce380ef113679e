import type { Migration } from './migration.ts';

/** Support groups and locations know their version, so that of two editors the slower one is told. */
export const organisationVersions: Migration = {
  name: '013-organisation-versions',
  async up(sql) {
    for (const table of ['support_groups', 'locations']) {
      await sql.schema.alterTable(table, (t) => void t.integer('version').notNullable().defaultTo(1));
    }
  },
};
