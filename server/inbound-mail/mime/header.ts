import { decodeWords } from './words.ts';

/** What makes a mail one that we do not read: the word is kept as the reason and shown in the pages. */
export class MailFault extends Error {
  readonly reason: string;
  constructor(reason: string, detail = reason) {
    super(detail);
    this.reason = reason;
  }
}

/** One header field; the value is unfolded, as Latin-1, not decoded. */
export interface Field {
  name: string;
  value: string;
}

export const maxHeaderBytes = 256 * 1024;

/** The fields of a header in their order and where the body begins; line ends of every kind are taken. */
export function readHeader(text: string, from = 0, to = text.length): { fields: Field[]; bodyAt: number } {
  const end = headerEnd(text, from, to);
  if (end.at - from > maxHeaderBytes) throw new MailFault('headerTooLarge', `The header is larger than ${maxHeaderBytes} bytes`);
  const unfolded = text
    .slice(from, end.at)
    .replace(/(?:\r\n|\n|\r)[ \t]+/g, ' ')
    .split(/\r\n|\n|\r/);
  const fields = unfolded.flatMap((line): Field[] => {
    const found = /^([!-9;-~]{1,200})[ \t]*:(.*)$/s.exec(line);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL has no place in a header
    return found ? [{ name: found[1]!.toLowerCase(), value: found[2]!.replace(/\x00/g, '').trim() }] : [];
  });
  return { fields, bodyAt: end.bodyAt };
}

function headerEnd(text: string, from: number, to: number): { at: number; bodyAt: number } {
  const blank = /(?:\r\n|\n|\r(?!\n))(?:\r\n|\n|\r(?!\n))/g;
  if (/^(\r\n|\n)/.test(text.slice(from, from + 2))) return { at: from, bodyAt: from + (text[from] === '\r' ? 2 : 1) };
  blank.lastIndex = from;
  const found = blank.exec(text);
  if (!found || found.index >= to) return { at: to, bodyAt: to };
  return { at: found.index, bodyAt: Math.min(found.index + found[0].length, to) };
}

/** The first field of this name, as it stands, or ''. */
export const fieldOf = (fields: Field[], name: string): string => fields.find((field) => field.name === name)?.value ?? '';

/** Every field of this name, from the top. */
export const fieldsOf = (fields: Field[], name: string): string[] =>
  fields.filter((field) => field.name === name).map(({ value }) => value);

/** The first field of this name in words, on one line, or ''. */
export const textOf = (fields: Field[], name: string): string =>
  decodeWords(fieldOf(fields, name))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they have no place on a line
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Message-IDs in a field, without brackets, at most 100: the first and the last ones. */
export function idsOf(value: string): string[] {
  const ids = (value.match(/<[^<>\s]{3,900}>/g) ?? []).map((id) => id.slice(1, -1));
  return ids.length <= 100 ? ids : [ids[0]!, ...ids.slice(-99)];
}
