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

/** What each database does in its own way; the rows of `search_documents` are the same on all. */
export interface SearchEngine {
  /** Makes the index beside `search_documents`. */
  createIndex(sql: Knex.Transaction): Promise<void>;
  /** Puts words under the documents' numbers in place of those that were there; some hundreds at once. */
  write(tx: Sql, documents: NumberedWords[]): Promise<void>;
  remove(tx: Sql, seqs: number[]): Promise<void>;
  /**
   * Numbers (`seq`) and scores (higher is better) of documents that have all the words, the last as a beginning; the newest
   * `limit` of them.
   */
  matches(sql: Sql, words: string[], options: { withInternal: boolean; limit: number }): Knex.QueryBuilder;
}
