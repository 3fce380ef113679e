/** What was typed as an amount, with the comma of French keyboards; null for nothing. The server says what is none. */
export const typedAmount = (text: string): string | null =>
  text
    .trim()
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.') || null;

/** What was typed as a number; null for nothing, the text itself where it is none, for the server to refuse. */
export function typedNumber(text: string): number | string | null {
  const plain = typedAmount(text);
  if (plain === null) return null;
  return Number.isFinite(Number(plain)) ? Number(plain) : plain;
}

/** What was typed as text; null for nothing. */
export const typedText = (text: string): string | null => text.trim() || null;

/** A number as it stands in a field. */
export const asTyped = (value: number | null | undefined): string => (value == null ? '' : String(value));
