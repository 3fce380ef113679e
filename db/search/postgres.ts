import type { DocumentWords, SearchEngine } from './engine.ts';

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

const queryOf = (words: string[], withInternal: boolean): string =>
  words.map((word, i) => `'${word}':${i === words.length - 1 ? '*' : ''}${withInternal ? 'ABD' : 'AB'}`).join(' & ');

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
  matches: (sql, words, { withInternal, limit }) => {
    const query = queryOf(words, withInternal);
    return sql('search_index')
      .select('seq', sql.raw(`ts_rank('{0.1, 0.2, 0.3, 1.0}', words, ?::tsquery) as score`, [query]))
      .whereRaw('words @@ ?::tsquery', [query])
      .orderBy('seq', 'desc')
      .limit(limit);
  },
};
