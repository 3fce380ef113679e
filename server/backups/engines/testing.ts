import { createHash } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { newId } from '../../platform/ids.ts';
import type { BackupOrder, Progress, RepositoryAccess, Watch } from './engine.ts';
import { engineOf } from './engines.ts';

/** A directory for one test, gone when the process ends. */
export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'coulisse-backups-'));
  made.push(directory);
  return directory;
}

const made: string[] = [];
process.on('exit', () => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

/** A small tree with what backups get wrong: empty and large files, modes, old times, links, long and foreign names. */
export function makeTree(root: string): void {
  const deep = join(root, 'd'.repeat(90), 'e'.repeat(90));
  mkdirSync(deep, { recursive: true });
  writeFileSync(join(deep, `${'f'.repeat(120)}.txt`), 'deep');
  mkdirSync(join(root, 'empty directory'));
  writeFileSync(join(root, 'empty'), '');
  writeFileSync(join(root, 'large'), Buffer.alloc(3_000_001, 'coulisse '));
  writeFileSync(join(root, "é ü 漢字 \u202e\u2028 'quoted' $HOME *"), 'foreign');
  writeFileSync(join(root, 'new\nline\\slash'), 'odd');
  writeFileSync(join(root, 'script'), '#!/bin/sh\n');
  chmodSync(join(root, 'script'), 0o4755);
  writeFileSync(join(root, 'secret'), 'x');
  chmodSync(join(root, 'secret'), 0o600);
  writeFileSync(join(root, 'old'), 'y');
  utimesSync(join(root, 'old'), 1.5, 1.5);
  linkSync(join(root, 'old'), join(root, 'second name'));
  symlinkSync('old', join(root, 'link'));
  symlinkSync('/nowhere/at all', join(root, 'broken link'));
  utimesSync(deep, 1_000_000_000, 1_000_000_000);
  chmodSync(join(root, 'empty directory'), 0o711);
}

/** What two trees must share to be the same: names, kinds, contents, modes, times, targets of links. */
export function describeTree(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (path: string): void => {
    const stat = lstatSync(path);
    const mode = (stat.mode & 0o7777).toString(8);
    const name = relative(root, path) || '.';
    if (stat.isSymbolicLink()) found[name] = `link ${readlinkSync(path)} ${Math.floor(stat.mtimeMs)}`;
    else if (stat.isDirectory()) {
      found[name] = `dir ${mode} ${Math.floor(stat.mtimeMs)}`;
      for (const child of readdirSync(path)) visit(join(path, child));
    } else
      found[name] =
        `file ${mode} ${Math.floor(stat.mtimeMs)} ${stat.nlink} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
  };
  visit(root);
  return found;
}

export function watching(signal: AbortSignal = new AbortController().signal): Watch & { progress: Progress[]; log: string[] } {
  const progress: Progress[] = [];
  const log: string[] = [];
  return { signal, progress, log, onProgress: (p) => progress.push(p), onLog: (l) => log.push(l), stallMs: 60_000, wallMs: 120_000 };
}

/** A repository that was just made. */
export async function makeRepository(engine: 'archive' | 'restic', password: string | null): Promise<RepositoryAccess> {
  const directory = scratchDirectory();
  const repository: RepositoryAccess = {
    id: newId(),
    name: 'Test',
    location: join(directory, 'repository'),
    password,
    pinnedId: null,
    cacheDirectory: join(directory, 'cache'),
  };
  mkdirSync(repository.location);
  return { ...repository, pinnedId: await engineOf(engine).init(repository) };
}

export const orderFor = (paths: string[], extra: Partial<BackupOrder> = {}): BackupOrder => ({
  runId: newId(),
  policyId: newId(),
  assetId: newId(),
  takenAt: new Date('2026-11-24T02:30:00Z'),
  paths,
  exclude: [],
  oneFileSystem: false,
  ...extra,
});

/** Changes one byte of a file in place. */
export function flipByte(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at] = bytes[at]! ^ 0x55;
  chmodSync(path, 0o600);
  writeFileSync(path, bytes);
}

export async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as { failureClass?: string }).failureClass ?? (error as Error).name;
  }
  throw new Error('It did not fail');
}
