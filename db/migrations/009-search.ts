import { searchEngineOf } from '../search/search.ts';
import { instant, type Migration } from './migration.ts';

/** What can be found: one row a subject, numbered as it came, and beside it the words (`db/search`). */
export const search: Migration = {
  name: '009-search',
  async up(sql, dialect) {
    await sql.schema.createTable('search_documents', (t) => {
      t.bigIncrements('seq');
      t.text('subject_type').notNullable();
      t.text('subject_id').notNullable();
      instant(t, 'indexed_at').notNullable();
      t.unique(['subject_type', 'subject_id']);
    });
    await searchEngineOf(dialect).createIndex(sql);
  },
};
