import { access, mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BackupFailure } from '../failure.ts';
import type { RepositoryAccess } from './engine.ts';

/** The file in a repository's directory that says whose it is. */
export const markerName = 'coulisse-repository.json';

export interface Marker {
  format: 1;
  repositoryId: string;
  name: string;
  engine: 'archive' | 'restic';
}

/** The marker of a directory, or null when there is none; throws when there is one that cannot be read. */
export async function readMarker(location: string): Promise<Marker | null> {
  let content: string;
  try {
    content = await readFile(join(location, markerName), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const marker = JSON.parse(content) as Marker;
    if (typeof marker.repositoryId === 'string') return marker;
  } catch {
    // falls through: it is damaged
  }
  throw new BackupFailure('repo_id_changed', `${join(location, markerName)} is damaged`);
}

/** What keeps a directory from becoming a repository, in words, or null. */
export async function obstacleAt(location: string): Promise<string | null> {
  try {
    await makeDirectories(location);
    const names = await readdir(location);
    const marker = names.includes(markerName) ? await readMarker(location) : null;
    if (marker) return `belongs to another repository (${marker.name}, ${marker.repositoryId})`;
    if (names.includes('config') && names.includes('keys')) return 'holds a restic repository that Coulisse did not make';
    const strangers = names.filter((name) => name !== 'lost+found');
    if (strangers.length > 0) return `is not empty (${strangers.slice(0, 3).join(', ')})`;
    const probe = join(location, '.coulisse-probe');
    await writeDurably(probe, 'x');
    await unlink(probe);
    return null;
  } catch (error) {
    if (error instanceof BackupFailure) return `belongs to another repository: ${error.message}`;
    return `cannot be written: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}`;
  }
}

/**
 * Makes a directory and those above it, one by one. With `recursive` Node tries for ever where a file system answers
 * ENOENT to every mkdir, as /proc does.
 */
export async function makeDirectories(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    const parent = dirname(path);
    const isParentThere =
      parent === path ||
      (await access(parent).then(
        () => true,
        () => false,
      ));
    if (code !== 'ENOENT' || isParentThere) throw error;
    await makeDirectories(parent);
    await mkdir(path, { mode: 0o700 });
  }
}

/** Marks a directory as the place of a repository. */
export async function writeMarker(repository: RepositoryAccess, engine: Marker['engine']): Promise<void> {
  const marker: Marker = { format: 1, repositoryId: repository.id, name: repository.name, engine };
  await writeDurably(join(repository.location, markerName), `${JSON.stringify(marker, null, 2)}\n`);
}

/** Throws unless the directory is the one that was marked for this repository. */
export async function insistOnMarker(repository: RepositoryAccess): Promise<void> {
  const marker = await readMarker(repository.location);
  if (!marker) throw new BackupFailure('repo_missing', `There is no repository at ${repository.location}`);
  if (marker.repositoryId !== repository.id) {
    throw new BackupFailure(
      'repo_id_changed',
      `${repository.location} belongs to another repository (${marker.name}, ${marker.repositoryId})`,
    );
  }
}

/** Writes a small file so that after a power cut it is there whole or not at all. */
export async function writeDurably(path: string, content: string): Promise<void> {
  const file = await open(`${path}.partial`, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.partial`, path);
}

/** Makes renames and removals in a directory survive a power cut. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
