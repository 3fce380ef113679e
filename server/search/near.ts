/** Whether `a` becomes `b` by at most `max` letters added, left out, changed or swapped with a neighbour (optimal string alignment). */
export function isNear(a: string, b: string, max: number): boolean {
  if (Math.abs(a.length - b.length) > max) return false;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) row.push(costOf(a, b, i, j, row, last, before));
    if (Math.min(...row) > max) return false;
    before = last;
    last = row;
  }
  return (last[b.length] as number) <= max;
}

function costOf(a: string, b: string, i: number, j: number, row: number[], last: number[], before: number[]): number {
  const change = (last[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
  const cost = Math.min(change, (last[j] as number) + 1, (row[j - 1] as number) + 1);
  const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return isSwap ? Math.min(cost, (before[j - 2] as number) + 1) : cost;
}

/** The letters of a word as bits: words that are near share all but a few, which is told faster than their distance. */
export function lettersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

/** How many letters are in one of the two and not in the other. */
export function unlikeLetters(a: number, b: number): number {
  let bits = a ^ b;
  let count = 0;
  for (; bits !== 0; bits &= bits - 1) count++;
  return count;
}
