import type { AskedTerm, AskedWords } from '../../db/search/engine.ts';
import { rootsOf } from './stems.ts';
import { pairsOf, type Token, tokensOf } from './tokens.ts';

const maxTerms = 16;

/** Words that hold a sentence together and say nothing of what it is about, folded. */
const stopWords = new Set(
  `a an and are as at be but by can do does for from has have i in is it its me my not of on or our that the there this to was we when with you your
   au aux avec ce ces cette dans de des du elle en est et il ils je la le les leur ma mais me mes mon ne nos notre nous on ou par pas plus pour qu que qui
   sa se ses son sont sur ta te tes ton tu un une vos votre vous y c d j l m n s t`.split(/\s+/),
);

/** Whether a folded word only holds sentences together. */
export const isStopWord = (word: string): boolean => stopWords.has(word);

/** The tokens that a query asks for; whatever else it holds (operators, quotes, signs) means nothing. */
export function tokensAsked(query: string): Token[] {
  const tokens = tokensOf(query.slice(0, 1000));
  const telling = tokens.filter(({ words }) => words.length > 1 || !isStopWord(words[0] as string));
  return (telling.length > 0 ? telling : tokens).slice(0, maxTerms);
}

/** Each token as the ways to find it; the last one also as a beginning, so that results come while one types. */
export const termsOf = (tokens: Token[]): AskedTerm[] => tokens.map((token, i) => termOf(token, i === tokens.length - 1));

function termOf(token: Token, isLast: boolean): AskedTerm {
  const plain: AskedWords = { words: wordsToFind(token), isBeginning: isLast };
  const joined = token.joined ? [{ words: [token.joined], isBeginning: isLast }] : [];
  const roots = token.words.length === 1 ? rootsOf(token.written) : [];
  const related = new Set(roots.flatMap(({ root, marked }) => [root, marked]));
  return [
    plain,
    ...joined,
    ...[...related].filter((word) => word !== token.words[0]).map((word) => ({ words: [word], isBeginning: false })),
  ];
}

/** Characters without blanks between them are sought in pairs, as neighbours; a lone one as itself. */
function wordsToFind({ words }: Token): string[] {
  const pairs = pairsOf(words);
  if (pairs.length === 0) return words;
  const inPairs = new Set(pairs.flatMap((pair) => [...pair]));
  return [...words.filter((word) => !inPairs.has(word)), ...pairs];
}
