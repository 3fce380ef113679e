import { fold, wordsOf } from '../../db/search/words.ts';
import { rootsOf } from './stems.ts';

/** Words that signs hold together: Wi-Fi, PF-3XYZ, srv-01.example.org, aa:bb:cc:dd:ee:ff. */
const compound = /[\p{L}\p{M}\p{N}]+(?:[-‑._/:+][\p{L}\p{M}\p{N}]+)*/gu;
const maxJoinedParts = 6;
const maxJoinedLength = 40;

/** A word of a text with the ways in which people look for it. */
export interface Token {
  /** Its plain words, in order; several when signs or digits divide it. */
  words: string[];
  /** The same without what divides it: wifi for Wi-Fi; null when nothing does. */
  joined: string | null;
  /** The lower-case word with its accents, from which roots are taken. */
  written: string;
}

/** The tokens of a text in their order. */
export function tokensOf(text: string): Token[] {
  const found = text.normalize('NFC').match(compound) ?? [];
  return found.flatMap((written) => tokenOf(written.toLowerCase()) ?? []);
}

function tokenOf(written: string): Token | null {
  const words = wordsOf(written).flatMap(divide);
  return words.length === 0 ? null : { words, joined: joinedOf(written, words), written };
}

/** iphone15 → iphone, 15; a serial such as 3xyz9 stays whole. */
const divide = (word: string): string[] => /^(\p{L}{2,})(\p{N}+)$/u.exec(word)?.slice(1) ?? [word];

/** Scripts without blanks are joined two by two elsewhere; numbers with points are amounts and addresses, not one number. */
function joinedOf(written: string, words: string[]): string | null {
  if (words.length < 2 || words.length > maxJoinedParts || words.every((word) => /^\p{N}+$/u.test(word))) return null;
  if (words.some(isUnspaced)) return null;
  const joined = fold(written).replace(/[^\p{L}\p{N}]/gu, '');
  return joined.length <= maxJoinedLength ? joined : null;
}

const isUnspaced = (word: string): boolean => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u.test(word);

/** Neighbouring characters of a script without blanks, two by two: 東京都 → 東京, 京都. */
export const pairsOf = (words: string[]): string[] =>
  words.slice(1).flatMap((word, i) => (isUnspaced(word) && isUnspaced(words[i] as string) ? [`${words[i]}${word}`] : []));

/** What stands in the index for a token: its words, their pairs, itself joined, and the roots that differ from it. */
export function indexed(token: Token): string[] {
  const roots = token.words.length === 1 ? rootsOf(token.written).filter(({ root }) => root !== token.words[0]) : [];
  return [...token.words, ...pairsOf(token.words), ...(token.joined ? [token.joined] : []), ...roots.map(({ marked }) => marked)];
}
