/** Letters that Unicode does not take apart but that people type without their ornament. */
const folded: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i', ħ: 'h' };

/** Scripts that write without blanks: each character counts as a word. */
const unspaced = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])/gu;

const maxWordLength = 64;

/** Text as it is compared: no case, no accents, no ligatures, the same on every database. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæßøđðłþıħ]/g, (letter) => folded[letter] as string);

/** The words of a text in their order; only letters and digits remain, so that no word means anything to a database. */
export function wordsOf(text: string): string[] {
  const words =
    fold(text)
      .replace(unspaced, ' $1 ')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => word.slice(0, maxWordLength));
}
