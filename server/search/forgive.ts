import type { AskedTerm } from '../../db/search/engine.ts';
import { isStopWord, termsOf } from './asked.ts';
import { type Token, tokensOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

const maxCorrections = 4;

/**
 * The terms of a query with the words that it may have meant: near ones in the place of a word that no document has, and two
 * neighbours as one (`wi fi`). Null when nothing could be meant otherwise.
 */
export function correctedTerms(tokens: Token[], vocabulary: Vocabulary): AskedTerm[] | null {
  const plain = termsOf(tokens);
  const terms: AskedTerm[] = [];
  let isChanged = false;
  for (let i = 0; i < tokens.length; i++) {
    const joined = joinedWithNext(tokens, i, vocabulary);
    const meant = joined ? [joined] : nearWords(tokens[i] as Token, vocabulary);
    isChanged ||= meant.length > 0;
    terms.push(joined ? [one(joined)] : [...(plain[i] as AskedTerm), ...meant.map(one)]);
    if (joined) i++;
  }
  return isChanged ? terms : null;
}

const one = (word: string) => ({ words: [word], isBeginning: false });

function joinedWithNext(tokens: Token[], i: number, vocabulary: Vocabulary): string | null {
  const next = tokens[i + 1];
  if (!next) return null;
  const joined = [...(tokens[i] as Token).words, ...next.words].join('');
  return vocabulary.documentsOf(joined) > 0 ? joined : null;
}

function nearWords({ words }: Token, vocabulary: Vocabulary): string[] {
  const word = words[0] as string;
  return words.length > 1 || vocabulary.documentsOf(word) > 0 ? [] : vocabulary.near(word, maxCorrections);
}

const maxTellingWords = 8;

/** The words of a text that say most of what it is about: those that stand in the fewest other documents. */
export function tellingTerms(text: string, vocabulary: Vocabulary): AskedTerm[] {
  const seen = new Map<string, Token>();
  for (const token of tokensOf(text.slice(0, 4000))) {
    const word = token.words[0] as string;
    if (word.length > 2 && !isStopWord(word)) seen.set(word, token);
  }
  const rarity = (word: string): number => vocabulary.documentsOf(word) || Number.MAX_SAFE_INTEGER;
  const telling = [...seen].sort(([a], [b]) => rarity(a) - rarity(b)).slice(0, maxTellingWords);
  // A sentence that someone wrote to its end has no beginnings of words.
  return termsOf(telling.map(([, token]) => token)).map((term) => term.map((words) => ({ ...words, isBeginning: false })));
}
