import { decodeText } from './charset.ts';
import { decodeQuotedPrintable } from './transfer.ts';

const words = /=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=/g;

/**
 * The text of a header field (RFC 2047). Words that stand side by side in one charset are joined before they are decoded,
 * because senders cut characters in two; raw bytes, which no rule allows, are read as what they look like.
 */
export function decodeWords(raw: string): string {
  const text = raw.replace(/(\?=)[ \t]+(?==\?[^?\s]{1,60}\?[bBqQ]\?)/g, '$1');
  const runs: Array<{ charset: string | undefined; bytes: Buffer[] }> = [];
  const add = (bytes: Buffer, charset?: string): void => {
    const last = runs.at(-1);
    if (last && last.charset === charset) last.bytes.push(bytes);
    else runs.push({ charset, bytes: [bytes] });
  };
  let at = 0;
  for (const found of text.matchAll(words)) {
    const [whole, charset = '', encoding = '', content = ''] = found;
    if (found.index > at) add(Buffer.from(text.slice(at, found.index), 'latin1'));
    add(encoding.toLowerCase() === 'b' ? Buffer.from(content, 'base64') : qWord(content), charset.split('*')[0]?.toLowerCase());
    at = found.index + whole.length;
  }
  if (at < text.length) add(Buffer.from(text.slice(at), 'latin1'));
  return runs.map(({ charset, bytes }) => decodeText(Buffer.concat(bytes), charset)).join('');
}

const qWord = (text: string): Buffer => decodeQuotedPrintable(text.replaceAll('_', '=20'));

export interface Parameters {
  value: string;
  params: Record<string, string>;
}

/** A field with parameters, such as Content-Type: also continued, percent-encoded and wrongly encoded ones (RFC 2231). */
export function readParameters(raw: string): Parameters {
  const [value = '', ...rest] = splitOutsideQuotes(raw);
  const params: Record<string, string> = {};
  const pieces = new Map<string, Array<{ index: number; text: string; isEncoded: boolean }>>();
  for (const part of rest.slice(0, 200)) {
    const at = part.indexOf('=');
    if (at < 1) continue;
    const name = part.slice(0, at).trim().toLowerCase();
    const text = unquote(part.slice(at + 1).trim());
    const continued = /^([^*]+)\*(?:(\d{1,3})(\*?))?$/.exec(name);
    if (!continued) {
      params[name] ??= decodeWords(text);
      continue;
    }
    const base = continued[1]!;
    const isEncoded = continued[2] === undefined || continued[3] === '*';
    pieces.set(base, [...(pieces.get(base) ?? []), { index: Number(continued[2] ?? 0), text, isEncoded }]);
  }
  for (const [name, list] of pieces) params[name] = joinPieces(list);
  return { value: value.trim().toLowerCase(), params };
}

function joinPieces(list: Array<{ index: number; text: string; isEncoded: boolean }>): string {
  const sorted = list.sort((a, b) => a.index - b.index);
  const head = sorted[0]?.isEncoded ? /^([^']*)'[^']*'(.*)$/s.exec(sorted[0].text) : null;
  const bytes = sorted.map(({ text, isEncoded }, position) => {
    const own = position === 0 && head ? (head[2] as string) : text;
    return isEncoded ? percentBytes(own) : Buffer.from(own, 'latin1');
  });
  return decodeText(Buffer.concat(bytes), head?.[1] || undefined);
}

const percentBytes = (text: string): Buffer =>
  Buffer.from(
    text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

/** Pieces between semicolons, but not those within quotes. */
const splitOutsideQuotes = (raw: string): string[] =>
  (raw.match(/(?:"(?:\\.|[^"\\])*"?|[^;"])+|;(?=;|$)/g) ?? []).filter((part) => part !== ';');

const unquote = (text: string): string => (text.startsWith('"') ? text.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1') : text);
