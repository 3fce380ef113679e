import type { Knex } from 'knex';
import type { Sql } from '../connection.ts';
import type { Asked, AskedTerm, AskedWords, DocumentWords, SearchEngine } from './engine.ts';

/** PostgreSQL keeps positions up to 16,383 and 256 of them a word. */
const maxPosition = 16_383;
const maxPositions = 255;

/** The literal of a tsvector, made here so that no parser or dictionary of a server changes what is found. */
function vectorOf(words: DocumentWords): string {
  const places = new Map<string, string[]>();
  let position = 0;
  const add = (list: string[], weight: string): void => {
    for (const word of list) {
      position = Math.min(position + 1, maxPosition);
      const known = places.get(word) ?? [];
      if (known.length < maxPositions) known.push(`${position}${weight}`);
      places.set(word, known);
    }
  };
  add(words.title, 'A');
  add(words.body, 'B');
  add(words.internal, 'D');
  return [...places].map(([word, at]) => `'${word}':${at.join(',')}`).join(' ');
}

const allOf = ({ words, isBeginning }: AskedWords, parts: string): string =>
  words.map((word, i) => `'${word}':${isBeginning && i === words.length - 1 ? '*' : ''}${parts}`).join(' & ');

const termOf = (term: AskedTerm, parts: string): string => `(${term.map((words) => `(${allOf(words, parts)})`).join(' | ')})`;

/** Of any of several terms the count says more than how often each stands there. */
const scoreOf = (sql: Sql, { terms, any }: Asked, parts: string, query: string): Knex.Raw => {
  const rank = "ts_rank('{0.1, 0.2, 0.3, 1.0}', words, ?::tsquery)";
  if (!any) return sql.raw(`${rank} as score`, [query]);
  const hits = terms.map(() => '(words @@ ?::tsquery)::int').join(' + ');
  return sql.raw(`${hits} + ${rank} as score`, [...terms.map((term) => termOf(term, parts)), query]);
};

/** Documents whose words stand for those of all; every other is of the same company and language. */
const sampledDocuments = 20_000;

/** A tsvector beside the document, with a GIN index. */
export const postgresSearch: SearchEngine = {
  async createIndex(sql) {
    await sql.raw('create table search_index (seq bigint primary key references search_documents (seq), words tsvector not null)');
    await sql.raw('create index search_index_words on search_index using gin (words)');
  },
  async write(tx, documents) {
    await tx.raw(
      `insert into search_index (seq, words) values ${documents.map(() => '(?, ?::tsvector)').join(', ')}
       on conflict (seq) do update set words = excluded.words`,
      documents.flatMap(({ seq, words }) => [seq, vectorOf(words)]),
    );
  },
  async remove(tx, seqs) {
    await tx('search_index').whereIn('seq', seqs).delete();
  },
  matches: (sql, asked, { withInternal, limit }) => {
    const parts = withInternal ? 'ABD' : 'AB';
    const query = asked.terms.map((term) => termOf(term, parts)).join(asked.any ? ' | ' : ' & ');
    return sql('search_index')
      .select('seq', scoreOf(sql, asked, parts, query))
      .whereRaw('words @@ ?::tsquery', [query])
      .orderBy('seq', 'desc')
      .limit(limit);
  },
  // The vectors hold the words already.
  createVocabulary: async () => {},
  async vocabulary(sql, limit) {
    const newest = sql('search_index').select('words').orderBy('seq', 'desc').limit(sampledDocuments).as('newest');
    const rows = await sql
      .from(newest)
      .joinRaw('cross join unnest(tsvector_to_array(newest.words)) word')
      .select('word', sql.raw('count(*)::int as documents'))
      .groupBy('word')
      .orderBy('documents', 'desc')
      .limit(limit);
    return rows;
  },
};
