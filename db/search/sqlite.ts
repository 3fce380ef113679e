import type { Asked, AskedWords, DocumentWords, SearchEngine } from './engine.ts';

const columns = (words: DocumentWords) => [words.title.join(' '), words.body.join(' '), words.internal.join(' ')];

/** `"word" AND "beginning"*`: words hold only letters and digits, so that the quotes close where they should. */
const allOf = ({ words, isBeginning }: AskedWords): string =>
  words.map((word, i) => (isBeginning && i === words.length - 1 ? `"${word}"*` : `"${word}"`)).join(' AND ');

const matchOf = ({ terms, any }: Asked, withInternal: boolean): string => {
  const all = terms.map((term) => `(${term.map((words) => `(${allOf(words)})`).join(' OR ')})`).join(any ? ' OR ' : ' AND ');
  return withInternal ? all : `{title body} : (${all})`;
};

/** FTS5 without content of its own: the words alone, by the document's number. */
export const sqliteSearch: SearchEngine = {
  async createIndex(sql) {
    await sql.raw(
      `create virtual table search_index using fts5(title, body, internal,
       content='', contentless_delete=1, prefix='2 3', tokenize="unicode61 remove_diacritics 0")`,
    );
  },
  async write(tx, documents) {
    await tx.raw(
      `insert or replace into search_index (rowid, title, body, internal) values ${documents.map(() => '(?, ?, ?, ?)').join(', ')}`,
      documents.flatMap(({ seq, words }) => [seq, ...columns(words)]),
    );
  },
  async remove(tx, seqs) {
    await tx.raw(`delete from search_index where rowid in (${seqs.map(() => '?').join(', ')})`, seqs);
  },
  // The newest first is the order of the index, so that a word that everything has costs no more than a rare one.
  matches: (sql, asked, { withInternal, limit }) =>
    sql('search_index')
      .select(sql.raw('rowid as seq'), sql.raw('-bm25(search_index, 8.0, 2.0, 1.0) as score'))
      .whereRaw('search_index match ?', [matchOf(asked, withInternal)])
      .orderByRaw('rowid desc')
      .limit(limit),
  async createVocabulary(sql) {
    await sql.raw('create virtual table search_vocabulary using fts5vocab(search_index, row)');
  },
  async vocabulary(sql, limit) {
    const rows = await sql('searchVocabulary').select('term as word', 'doc as documents').orderBy('doc', 'desc').limit(limit);
    return rows;
  },
};
