import { Skipped } from './skipped.ts';

const marks: Array<{ start: string; encoding: string }> = [
  { start: 'efbbbf', encoding: 'utf-8' },
  { start: 'fffe', encoding: 'utf-16le' },
  { start: 'feff', encoding: 'utf-16be' },
];

/** The words of a text in UTF-8, UTF-16 with its mark, or Windows-1252; of HTML without its tags. Throws for what is no text. */
export function readPlain(bytes: Buffer): string {
  const text = decode(bytes);
  return /^\s*(<!doctype html|<html)/i.test(text) ? withoutTags(text) : text;
}

function decode(bytes: Buffer): string {
  const mark = marks.find(({ start }) => bytes.subarray(0, start.length / 2).toString('hex') === start);
  if (mark) return new TextDecoder(mark.encoding).decode(bytes);
  if (bytes.includes(0)) throw new Skipped('format');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // An old file of western Europe has few letters above ASCII; a picture has mostly such.
    const high = bytes.reduce((count, byte) => count + (byte > 127 ? 1 : 0), 0);
    if (high > bytes.length / 4) throw new Skipped('format');
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const withoutTags = (html: string): string =>
  decodeEntities(html.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' '));

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Text with XML's entities and numbered characters written out; unknown ones stay. */
export const decodeEntities = (text: string): string =>
  text.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ' ';
  });
