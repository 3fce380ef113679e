import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupFailure } from '../../failure.ts';
import { isSelected } from '../archive/layout.ts';
import type { FileEntry, RepositoryAccess, RestoreOrder, RestoreSummary, Watch } from '../engine.ts';
import { insistOnNoLink } from '../insist-on-no-link.ts';
import { insistOnMarker } from '../marker.ts';
import { restic, resticFailure } from './restic-process.ts';

interface Node {
  struct_type: string;
  path: string;
  type: string;
  size?: number;
  mode?: number;
  mtime: string;
}

const silent = (watch?: Watch): Watch => ({
  signal: watch?.signal ?? new AbortController().signal,
  onProgress: () => {},
  onLog: () => {},
  stallMs: 600_000,
  wallMs: 3_600_000,
});

/** Everything that a snapshot holds, or one directory of it, in turn. */
export async function eachNode(repository: RepositoryAccess, args: string[], watch: Watch, visit: (node: Node) => void): Promise<void> {
  const result = await restic(repository, ['ls', '--json', '--no-lock', ...args], watch, (message) => {
    if (message['struct_type'] === 'node') visit(message as unknown as Node);
  });
  if (result.code !== 0) throw resticFailure(result, 'ls');
}

/** What a directory of a snapshot holds; null when there is no such path. */
export async function resticFiles(repository: RepositoryAccess, ref: string, path: string): Promise<FileEntry[] | null> {
  await insistOnMarker(repository);
  const entries: FileEntry[] = [];
  let isKnown = path === '/';
  await eachNode(repository, [ref, path], silent(), (node) => {
    if (node.path === path) isKnown = true;
    const isInside = node.path.startsWith(path === '/' ? '/' : `${path}/`);
    if (isInside || (node.path === path && node.type !== 'dir')) entries.push(entryOf(node));
  });
  return isKnown || entries.length > 0 ? entries : null;
}

const special: Array<[number, number]> = [
  [0x80_0000, 0o4000],
  [0x40_0000, 0o2000],
  [0x10_0000, 0o1000],
];

/** restic keeps modes as Go does, with the special bits elsewhere. */
const unixMode = (mode: number): number => special.reduce((sum, [go, unix]) => sum | (mode & go ? unix : 0), mode & 0o777);

function entryOf(node: Node): FileEntry {
  const type = node.type === 'file' || node.type === 'dir' || node.type === 'symlink' ? node.type : 'other';
  return { path: node.path, type, bytes: node.size ?? 0, mode: unixMode(node.mode ?? 0), modifiedAt: new Date(node.mtime) };
}

/**
 * Restores with restic's own verification, and asserts afterwards that every file that the snapshot lists stands there in its
 * size: restic calls a restore that matched nothing a success.
 */
export async function restoreWithRestic(repository: RepositoryAccess, order: RestoreOrder, watch: Watch): Promise<RestoreSummary> {
  await insistOnMarker(repository);
  const expected = { files: 0, bytes: 0, others: 0 };
  const entered: string[] = [];
  await eachNode(repository, [order.ref], silent(watch), (node) => {
    if (node.type === 'dir' && isEntered(node.path, order.paths)) entered.push(join(order.target, node.path));
    if (!isSelected(node.path, order.paths)) return;
    if (node.type !== 'file') expected.others += 1;
    else {
      expected.files += 1;
      expected.bytes += node.size ?? 0;
    }
  });
  for (const place of entered) await insistOnNoLink(place);
  if (expected.files + expected.others === 0)
    throw new BackupFailure('verify_failed', `The point holds nothing of ${order.paths.join(', ')}`);
  const includes = order.paths.flatMap((path) => ['--include', path.replace(/[\\*?[\]]/g, '\\$&')]);
  watch.onProgress({ filesDone: 0, bytesDone: 0, filesTotal: expected.files, bytesTotal: expected.bytes });
  const result = await restic(repository, ['restore', order.ref, '--target', order.target, '--verify', ...includes], watch);
  if (result.code !== 0) throw restoreFailure(result);
  await insistOnFiles(repository, order, watch);
  watch.onProgress({ filesDone: expected.files, bytesDone: expected.bytes, filesTotal: expected.files, bytesTotal: expected.bytes });
  return { files: expected.files, bytes: expected.bytes };
}

/** True when a restore of these paths goes into the directory: it is one of them, or above or below one. */
const isEntered = (directory: string, paths: string[]): boolean =>
  isSelected(directory, paths) || paths.some((wanted) => wanted.startsWith(`${directory}/`));

function restoreFailure(result: Parameters<typeof resticFailure>[0]): BackupFailure {
  const failure = resticFailure(result, 'restore');
  if (failure.failureClass === 'repo_full') return new BackupFailure('target_full', failure.message);
  return failure;
}

async function insistOnFiles(repository: RepositoryAccess, order: RestoreOrder, watch: Watch): Promise<void> {
  const checks: Array<Promise<void>> = [];
  let wrong: string | null = null;
  await eachNode(repository, [order.ref], silent(watch), (node) => {
    if (node.type !== 'file' || !isSelected(node.path, order.paths)) return;
    checks.push(
      lstat(join(order.target, node.path)).then(
        (stat) => {
          if (!stat.isFile() || stat.size !== (node.size ?? 0)) wrong ??= `${node.path} came back in another size`;
        },
        () => {
          wrong ??= `${node.path} did not come back`;
        },
      ),
    );
  });
  await Promise.all(checks);
  if (wrong) throw new BackupFailure('verify_failed', wrong);
}
