/** What one is typing that could be completed: `@` and a name, or `/` and a shortcut. */
export interface Trigger {
  sign: '@' | '/';
  q: string;
  /** Where the sign stands. */
  from: number;
}

const patterns: Array<[Trigger['sign'], RegExp]> = [
  // A name may have a blank in it; two of them, or the end of a sentence, are no name any more.
  ['@', /(?:^|[\s(])@(\p{L}[\p{L}\p{N}'’-]*(?: [\p{L}\p{N}'’-]*)?|)$/u],
  ['/', /(?:^|\s)\/([a-z0-9-]*)$/i],
];

/** The completion that the place of the caret asks for, or null. */
export function triggerAt(text: string, caret: number): Trigger | null {
  const before = text.slice(Math.max(0, caret - 60), caret);
  for (const [sign, pattern] of patterns) {
    const q = pattern.exec(before)?.[1];
    if (q !== undefined) return { sign, q, from: caret - q.length - 1 };
  }
  return null;
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** True when a name has a word, or a shortcut the beginning, that was typed. What the server answered to fewer letters is not. */
export function answersTo(q: string, name: string): boolean {
  const [typed, full] = [fold(q), fold(name)];
  return full.startsWith(typed) || full.split(/[\s-]+/).some((word) => word.startsWith(typed));
}

/** The text with the trigger replaced, and where the caret stands then. */
export function completed(text: string, trigger: Trigger, words: string): { text: string; caret: number } {
  const rest = text.slice(trigger.from + 1 + trigger.q.length);
  const gap = trigger.sign === '@' && !/^\s/.test(rest) ? ' ' : '';
  return { text: text.slice(0, trigger.from) + words + gap + rest, caret: trigger.from + words.length + gap.length };
}
