import { searchEngineOf } from '../search/search.ts';
import { instant, type Migration, oneOf } from './migration.ts';

/** The text of attached files, what could not be read of them, and which documents are indexed in the words of today. */
export const searchDepth: Migration = {
  name: '022-search-depth',
  async up(sql, dialect) {
    await searchEngineOf(dialect).createVocabulary(sql);
    // Documents of an earlier way to make words wait to be indexed again.
    await sql.schema.alterTable('search_documents', (t) => {
      t.integer('words_version').notNullable().defaultTo(1);
    });
    await sql.raw('create index search_documents_words_version on search_documents (subject_type, words_version, seq)');
    // By content, not by attachment: the same file is read once.
    await sql.schema.createTable('attachment_texts', (t) => {
      t.text('sha256').primary();
      oneOf(t, 'state', ['read', 'partial', 'skipped']).notNullable();
      t.text('reason');
      t.text('body').notNullable();
      instant(t, 'read_at').notNullable();
    });
    await sql.raw("create index attachment_texts_unread on attachment_texts (state, read_at, sha256) where state <> 'read'");
  },
};
