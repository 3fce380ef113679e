import type { Knex } from 'knex';
import type { Sql } from '../connection.ts';

/** The parts of a document, in falling weight. `internal` is found only by who may read it. */
export interface DocumentWords {
  title: string[];
  body: string[];
  internal: string[];
}

/** A document's words under its number. */
export interface NumberedWords {
  seq: number;
  words: DocumentWords;
}

/** Words that a document must all have, the last one perhaps only as a beginning. */
export interface AskedWords {
  words: string[];
  isBeginning: boolean;
}

/** The ways to find one word of a query: any of them will do. */
export type AskedTerm = AskedWords[];

/** What is asked: all terms, or any of them (the more, and the rarer, the better). */
export interface Asked {
  terms: AskedTerm[];
  any?: boolean;
}

/** A word of the index and in how many documents it stands. */
export interface KnownWord {
  word: string;
  documents: number;
}

/** What each database does in its own way; the rows of `search_documents` are the same on all. */
export interface SearchEngine {
  /** Makes the index beside `search_documents`. */
  createIndex(sql: Knex.Transaction): Promise<void>;
  /** Puts words under the documents' numbers in place of those that were there; some hundreds at once. */
  write(tx: Sql, documents: NumberedWords[]): Promise<void>;
  remove(tx: Sql, seqs: number[]): Promise<void>;
  /** Numbers (`seq`) and scores (higher is better) of documents that have what is asked; the newest `limit` of them. */
  matches(sql: Sql, asked: Asked, options: { withInternal: boolean; limit: number }): Knex.QueryBuilder;
  /** Makes what `vocabulary` reads. */
  createVocabulary(sql: Knex.Transaction): Promise<void>;
  /** The words that stand in documents, the most frequent `limit` of them; PostgreSQL looks at the newest documents only. */
  vocabulary(sql: Sql, limit: number): Promise<KnownWord[]>;
}
