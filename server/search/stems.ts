import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as french } from '@orama/stemmers/french';
import { fold } from '../../db/search/words.ts';

/** Marks before a root: letters that folding never leaves in a word, so that a root is never taken for a word. */
const marks = { english: 'ʀ', french: 'ʁ' };

const shortest = 4;
const isLatinWord = (word: string): boolean => word.length >= shortest && /^\p{Script=Latin}+$/u.test(word);

/** A word's root in one language; the word itself when it is its own root. */
export interface Root {
  root: string;
  /** The root as it stands in the index for words that are longer than it. */
  marked: string;
}

/**
 * The roots of a lower-case word in English and French, with and without its accents, because people write both; empty for
 * numbers, serials and other scripts. Snowball's algorithms (snowballstem.org).
 */
export function rootsOf(word: string): Root[] {
  if (!isLatinWord(word)) return [];
  const forms = new Set([word, fold(word)]);
  const roots = [...forms].flatMap((form) => [
    { root: fold(english(form)), mark: marks.english },
    { root: fold(french(form)), mark: marks.french },
  ]);
  const unlike = new Map(roots.map(({ root, mark }) => [mark + root, { root, marked: mark + root }]));
  return [...unlike.values()];
}
