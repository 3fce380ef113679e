import { lstat } from 'node:fs/promises';
import { BackupFailure } from '../failure.ts';

/** Throws when a symbolic link stands where a restore wants to go into a directory: it would write wherever that leads. */
export async function insistOnNoLink(place: string): Promise<void> {
  const isLink = (await lstat(place).catch(() => null))?.isSymbolicLink() ?? false;
  if (isLink)
    throw new BackupFailure('target_exists', `${place} was a directory and is a symbolic link now; nothing is written through it`);
}
