import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import type { Asked, DocumentWords } from '../../db/search/engine.ts';
import { searchEngineFor } from '../../db/search/search.ts';
import { termsOf, tokensAsked } from './asked.ts';
import { correctedTerms, tellingTerms } from './forgive.ts';
import { indexed, tokensOf } from './tokens.ts';
import { vocabularyFor } from './vocabulary.ts';

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
const rankedMatches = 1000;
/** Words of one part of a document that are indexed; a pasted log is not prose. */
const maxIndexedWords = 15_000;
const maxIndexedCharacters = 300_000;

/** Grows when words are made in another way; documents of an earlier one are indexed again bit by bit. */
const wordsVersion = 2;

/** Subjects of a type that were indexed in an earlier way, at most `limit`; their domain indexes them again. */
export async function outdatedDocuments(sql: Sql, type: string, limit: number): Promise<string[]> {
  const rows: Array<{ subjectId: string }> = await sql('searchDocuments')
    .select('subjectId')
    .where({ subjectType: type })
    .where('wordsVersion', '<', wordsVersion)
    .orderBy(['wordsVersion', 'seq'])
    .limit(limit);
  return rows.map(({ subjectId }) => subjectId);
}

/** Makes a subject findable, or findable under its new words, in the transaction of the change. */
export const indexDocument = (tx: Sql, document: SearchDocument): Promise<void> => indexDocuments(tx, [document]);

/** Documents of one statement: well below what the databases take as values. */
const batch = 500;

/** `indexDocument` for many subjects at once, each of which occurs once. */
export async function indexDocuments(tx: Sql, documents: SearchDocument[]): Promise<void> {
  for (let start = 0; start < documents.length; start += batch) await indexBatch(tx, documents.slice(start, start + batch));
}

async function indexBatch(tx: Sql, documents: SearchDocument[]): Promise<void> {
  const rows: Array<{ seq: number; subjectType: string; subjectId: string }> = await tx('searchDocuments')
    .insert(documents.map(({ type: subjectType, id: subjectId, at: indexedAt }) => ({ subjectType, subjectId, indexedAt, wordsVersion })))
    .onConflict(['subjectType', 'subjectId'])
    .merge(['indexedAt', 'wordsVersion'])
    .returning(['seq', 'subjectType', 'subjectId']);
  const seqOf = new Map(rows.map((row) => [`${row.subjectType} ${row.subjectId}`, Number(row.seq)]));
  await searchEngineFor(tx).write(
    tx,
    documents.map((document) => ({ seq: seqOf.get(`${document.type} ${document.id}`) as number, words: partsOf(document) })),
  );
}

function partsOf(document: SearchDocument): DocumentWords {
  const words = (text: string | undefined): string[] =>
    tokensOf((text ?? '').slice(0, maxIndexedCharacters))
      .slice(0, maxIndexedWords)
      .flatMap(indexed);
  return { title: words(document.title), body: words(document.body), internal: words(document.internal) };
}

/** Takes a subject out of the search, in the transaction of the change. */
export const removeDocument = (tx: Sql, type: string, id: string): Promise<void> => removeDocuments(tx, type, [id]);

/** `removeDocument` for many subjects of one type at once. */
export async function removeDocuments(tx: Sql, type: string, ids: string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += batch) {
    const rows = await tx('searchDocuments')
      .select('seq')
      .where({ subjectType: type })
      .whereIn('subjectId', ids.slice(start, start + batch));
    const seqs = rows.map((row: { seq: number }) => Number(row.seq));
    if (seqs.length === 0) continue;
    await searchEngineFor(tx).remove(tx, seqs);
    await tx('searchDocuments').whereIn('seq', seqs).delete();
  }
}

/** The subjects that have all the words of the query, the last one as a beginning; the best first, of equals the newest. */
export function find(sql: Sql, query: string, options: FindOptions): Promise<Found[]> {
  return findAsked(sql, { terms: termsOf(tokensAsked(query)) }, options);
}

/** What was found, and whether only by taking words of the query for mistyped ones. */
export interface Forgiven {
  found: Found[];
  isCorrected: boolean;
}

/** `find`, and where it finds nothing the same with words that are spelt nearly so. */
export async function findForgiving(sql: Sql, query: string, options: FindOptions): Promise<Forgiven> {
  const tokens = tokensAsked(query);
  const found = await findAsked(sql, { terms: termsOf(tokens) }, options);
  if (found.length > 0 || tokens.length === 0) return { found, isCorrected: false };
  const corrected = correctedTerms(tokens, await vocabularyFor(sql));
  const forgiven = corrected ? await findAsked(sql, { terms: corrected }, options) : [];
  return { found: forgiven, isCorrected: forgiven.length > 0 };
}

/** Subjects about the same thing as a text: those that have any of its most telling words, the more of them the better. */
export async function findSimilar(sql: Sql, text: string, options: FindOptions): Promise<Found[]> {
  const terms = tellingTerms(text, await vocabularyFor(sql));
  return findAsked(sql, { terms, any: true }, options);
}

async function findAsked(sql: Sql, asked: Asked, options: FindOptions): Promise<Found[]> {
  if (asked.terms.length === 0) return [];
  const matches = searchEngineFor(sql).matches(sql, asked, { withInternal: options.withInternal ?? false, limit: rankedMatches });
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
  const terms = termsOf(tokensAsked(q));
  if (terms.length === 0) return;
  const matches = searchEngineFor(sql).matches(sql, { terms }, { withInternal: options.withInternal ?? false, limit: rankedMatches });
  const ids = sql
    .from(matches.as('m'))
    .join('searchDocuments as d', 'd.seq', 'm.seq')
    .select('d.subjectId')
    .where('d.subjectType', options.type);
  query.whereIn(idColumn, ids);
}
