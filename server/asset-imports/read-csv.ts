import { parse } from 'csv-parse/sync';
import { Problem } from '../platform/problem.ts';

export interface Csv {
  delimiter: string;
  headers: string[];
  rows: CsvRow[];
}

export interface CsvRow {
  /** The line of the file on which the row begins, counted from 1. */
  line: number;
  cells: string[];
}

export const maxCsvRows = 50_000;

/**
 * Reads a table that some program wrote: UTF-8 with or without mark, UTF-16, or Windows' Western code page; comma,
 * semicolon or tab; line ends of any system, old Macintosh's single CR among them.
 */
export function readCsv(bytes: Uint8Array): Csv {
  const text = decode(bytes);
  const delimiter = delimiterOf(text);
  const [head, ...rows] = records(text, delimiter);
  if (!head || head.cells.every((cell) => cell === '')) throw new Problem('invalid_request', 'The file has no header line');
  if (rows.length > maxCsvRows) throw new Problem('payload_too_large', `The file has more than ${maxCsvRows} rows: split it`);
  return {
    delimiter,
    headers: head.cells.map((cell) => cell.trim()),
    rows: rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')),
  };
}

function decode(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The separator that the header line holds most of, outside quotes. */
function delimiterOf(text: string): string {
  const header = (/^[^\r\n]*/.exec(text.replace(/^[\r\n]+/, ''))?.[0] ?? '').slice(0, 20_000).replace(/"[^"]*"/g, '');
  const count = (sign: string): number => header.split(sign).length - 1;
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0] as string;
}

function records(text: string, delimiter: string): CsvRow[] {
  try {
    const found = parse(text, {
      delimiter,
      info: true,
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: 1_000_000,
    }) as unknown as Array<{ record: string[]; info: { lines: number } }>;
    return found.map(({ record, info }) => ({ line: info.lines - lineEndsIn(record), cells: record }));
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (!code?.startsWith('CSV_')) throw error;
    const reason = code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quotation mark opens and never closes' : 'it is no table that we can read';
    throw new Problem('invalid_request', `The file breaks off near line ${lines ?? 1}: ${reason}`);
  }
}

const lineEndsIn = (cells: string[]): number => cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
