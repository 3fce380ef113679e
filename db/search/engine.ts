import type { Knex } from 'knex';
import type { Sql } from '../connection.ts';

/** The parts of a document, in falling weight. `internal` is found only by who may read it. */
export interface DocumentWords {
  title: string[];
  body: string[];
  internal: string[];
}

/** What each database does in its own way; the rows of `search_documents` are the same on all. */
export interface SearchEngine {
  /** Makes the index beside `search_documents`. */
  createIndex(sql: Knex.Transaction): Promise<void>;
  /** Puts words under the document's number in place of those that were there. */
  write(tx: Sql, seq: number, words: DocumentWords): Promise<void>;
  remove(tx: Sql, seq: number): Promise<void>;
  /**
   * Numbers (`seq`) and scores (higher is better) of documents that have all the words, the last as a beginning; the newest
   * `limit` of them.
   */
  matches(sql: Sql, words: string[], options: { withInternal: boolean; limit: number }): Knex.QueryBuilder;
}
