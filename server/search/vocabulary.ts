import type { Sql } from '../../db/connection.ts';
import type { KnownWord } from '../../db/search/engine.ts';
import { searchEngineFor } from '../../db/search/search.ts';
import { isNear, lettersOf, unlikeLetters } from './near.ts';

/** The words that stand in documents, as far as corrections of typing mistakes need them. */
export interface Vocabulary {
  /** In how many documents a word stands; 0 for a word that is not known. */
  documentsOf(word: string): number;
  /** The known words that a mistyped one may mean, the likeliest first; at most `limit`. */
  near(word: string, limit: number): string[];
}

const maxWords = 100_000;
const isCorrection = /^\p{Script=Latin}{4,32}$/u;

/** A word of four letters may hold one mistake, of eight two; shorter ones mean what they say. */
const mistakesIn = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/** A vocabulary of known words, without the marked roots among them. */
export function vocabularyOf(known: KnownWord[]): Vocabulary {
  const documents = new Map(known.map(({ word, documents }) => [word, documents]));
  const candidates = known
    .filter(({ word }) => isCorrection.test(word) && !/^[ʀʁ]/u.test(word))
    .map(({ word }) => ({ word, letters: lettersOf(word) }));
  const documentsOf = (word: string): number => documents.get(word) ?? 0;
  return {
    documentsOf,
    near(word, limit) {
      const letters = lettersOf(word);
      const within = (max: number): string[] =>
        candidates.filter((it) => unlikeLetters(it.letters, letters) <= 2 * max && isNear(word, it.word, max)).map((it) => it.word);
      for (let max = 1; max <= mistakesIn(word); max++) {
        const found = within(max);
        if (found.length > 0) return found.sort((a, b) => documentsOf(b) - documentsOf(a)).slice(0, limit);
      }
      return [];
    },
  };
}

interface Loaded {
  upTo: number;
  vocabulary: Vocabulary;
}
const loaded = new WeakMap<object, Promise<Loaded>>();

/** New documents bring few new words once there are many: the share by which the index grows before it is read again. */
const growth = 1.02;

/** The vocabulary of a database, kept in memory and read again when the index has grown. */
export async function vocabularyFor(sql: Sql): Promise<Vocabulary> {
  const newest = Number((await sql('searchDocuments').max('seq as seq').first())?.seq ?? 0);
  const known = await loaded.get(sql.client);
  if (known && newest <= known.upTo * growth) return known.vocabulary;
  const loading = searchEngineFor(sql)
    .vocabulary(sql, maxWords)
    .then((words) => ({ upTo: newest, vocabulary: vocabularyOf(words) }));
  loaded.set(sql.client, loading);
  loading.catch(() => loaded.delete(sql.client));
  return (await loading).vocabulary;
}
