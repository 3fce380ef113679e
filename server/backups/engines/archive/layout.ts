import { join } from 'node:path';
import type { Compression } from './codec.ts';

/** One file of a point as its record knows it. */
export interface StoredFile {
  name: string;
  bytes: number;
  sha256: string;
}

/** `<ref>.json`: the last file written of a point and the first removed; without it there is no point. */
export interface PointRecord {
  format: 1;
  ref: string;
  runId: string;
  policyId: string;
  assetId: string;
  takenAt: string;
  paths: string[];
  files: number;
  bytes: number;
  compression: Compression;
  isEncrypted: boolean;
  archive: StoredFile;
  /** `SHA256SUMS` for `sha256sum --check`; the same file is the last in the archive. */
  sums: StoredFile;
  /** One JSON line for everything in the archive, in its order. */
  list: StoredFile;
}

/** A line of the list. `h` is there for files, `l` for links. */
export interface ListLine {
  p: string;
  t: 'file' | 'dir' | 'symlink' | 'hardlink';
  s: number;
  m: number;
  /** Modification time in nanoseconds since 1970. */
  ns: string;
  h?: string;
  l?: string;
}

/** A sortable name that no two runs share. */
export const refOf = (takenAt: Date, runId: string): string => `${takenAt.toISOString().replace(/[-:]|\.\d+/g, '')}-${runId}`;

export const runIdOf = (ref: string): string => ref.slice(ref.indexOf('-') + 1);

export const recordPath = (location: string, ref: string): string => join(location, `${ref}.json`);

/** The names of a point's other files. */
export function fileNames(ref: string, compression: Compression, isEncrypted: boolean): { archive: string; sums: string; list: string } {
  const end = isEncrypted ? '.age' : '';
  return { archive: `${ref}.tar.${compression}${end}`, sums: `${ref}.SHA256SUMS${end}`, list: `${ref}.list.jsonl.gz${end}` };
}

/** A line of `sha256sum`, with its escapes for names that hold a newline or a backslash. */
export function sumLine(hash: string, name: string): string {
  const escaped = name.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `${escaped === name ? '' : '\\'}${hash}  ${escaped}\n`;
}

/** Everything of the source stands below this directory in the archive. */
export const dataPrefix = 'data';

/** True when `path` is one of `roots` or below one; no roots means everything. */
export const isSelected = (path: string, roots: readonly string[]): boolean =>
  roots.length === 0 || roots.some((root) => root === '/' || path === root || path.startsWith(`${root}/`));

/** JSON that stays one line for every reader of lines, some of which also break at U+2028 and U+2029. */
export const jsonLine = (value: unknown): string => JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
