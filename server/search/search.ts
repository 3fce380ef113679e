import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import { searchEngineFor } from '../../db/search/search.ts';
import { wordsOf } from '../../db/search/words.ts';

export interface SearchDocument {
  /** `incident`, `asset`, … */
  type: string;
  id: string;
  /** Counts most; begin it with the number that people know the subject by. */
  title: string;
  body: string;
  /** Found only when `withInternal` is asked for. */
  internal?: string;
  at: Date;
}

export interface FindOptions {
  types?: string[];
  /** Whether the reader may know of internal words at all. */
  withInternal?: boolean;
  limit?: number;
  /** Leaves only what the reader may see: conditions on `subject_type` and `subject_id`. Every caller decides this. */
  visible: (query: Knex.QueryBuilder) => void;
}

export interface Found {
  type: string;
  id: string;
  score: number;
}

/** How many of the newest matches are ranked; more than that nobody reads. */
const rankedMatches = 2000;
const maxWords = 16;
/** Words of one part of a document that are indexed; a pasted log is not prose. */
const maxIndexedWords = 15_000;

/** Makes a subject findable, or findable under its new words, in the transaction of the change. */
export async function indexDocument(tx: Sql, document: SearchDocument): Promise<void> {
  const { type: subjectType, id: subjectId, at: indexedAt } = document;
  const [row] = await tx('searchDocuments')
    .insert({ subjectType, subjectId, indexedAt })
    .onConflict(['subjectType', 'subjectId'])
    .merge({ indexedAt })
    .returning('seq');
  const words = (text: string | undefined): string[] => wordsOf(text ?? '').slice(0, maxIndexedWords);
  const parts = { title: words(document.title), body: words(document.body), internal: words(document.internal) };
  await searchEngineFor(tx).write(tx, Number(row.seq), parts);
}

/** Takes a subject out of the search, in the transaction of the change. */
export async function removeDocument(tx: Sql, type: string, id: string): Promise<void> {
  const row = await tx('searchDocuments').select('seq').where({ subjectType: type, subjectId: id }).first();
  if (!row) return;
  await searchEngineFor(tx).remove(tx, Number(row.seq));
  await tx('searchDocuments').where({ seq: row.seq }).delete();
}

/** The words that a query asks for; whatever else it holds (operators, quotes, signs) means nothing. */
const wordsAsked = (query: string): string[] => wordsOf(query.slice(0, 1000)).slice(0, maxWords);

/** The subjects that have all the words of the query, the last one as a beginning; the best first, of equals the newest. */
export async function find(sql: Sql, query: string, options: FindOptions): Promise<Found[]> {
  const words = wordsAsked(query);
  if (words.length === 0) return [];
  const matches = searchEngineFor(sql).matches(sql, words, { withInternal: options.withInternal ?? false, limit: rankedMatches });
  const found = sql
    .from(matches.as('m'))
    .join('searchDocuments as d', 'd.seq', 'm.seq')
    .select('d.subjectType as type', 'd.subjectId as id', 'm.score')
    .orderBy([
      { column: 'm.score', order: 'desc' },
      { column: 'm.seq', order: 'desc' },
    ])
    .limit(options.limit ?? 20);
  if (options.types) found.whereIn('d.subjectType', options.types);
  options.visible(found);
  return found;
}

/**
 * Leaves of a query only the rows whose `idColumn` is a subject that has the words: for lists that keep their own order. The
 * newest matches are enough for a list; a query without words leaves nothing out.
 */
export function whereMatches(
  sql: Sql,
  query: Knex.QueryBuilder,
  idColumn: string,
  q: string,
  options: { type: string; withInternal?: boolean },
): void {
  const words = wordsAsked(q);
  if (words.length === 0) return;
  const matches = searchEngineFor(sql).matches(sql, words, { withInternal: options.withInternal ?? false, limit: rankedMatches });
  const ids = sql
    .from(matches.as('m'))
    .join('searchDocuments as d', 'd.seq', 'm.seq')
    .select('d.subjectId')
    .where('d.subjectType', options.type);
  query.whereIn(idColumn, ids);
}
