import type { Context } from '../platform/context.ts';
import { discardFile, discardLeftover, oldFiles } from './attachment-files.ts';
import { neededHashes } from './attachment-store.ts';

const graceMs = 24 * 60 * 60 * 1000;

/**
 * Deletes files that no row speaks of and what interrupted uploads left, a day after they were written: uploads that are
 * under way are never touched. Answers how many went.
 */
export async function sweepAttachments(ctx: Context): Promise<number> {
  const { dataDir } = ctx.settings;
  // File times are the machine's, so this one clock is the machine's too.
  const before = new Date(Date.now() - graceMs);
  let gone = 0;
  for await (const { hashes, leftovers } of oldFiles(dataDir, before)) {
    const needed = hashes.length > 0 ? await neededHashes(ctx.db.sql, hashes) : new Set<string>();
    for (const hash of hashes.filter((name) => !needed.has(name))) {
      if (await discardFile(dataDir, hash, before)) gone += 1;
    }
    for (const name of leftovers) {
      await discardLeftover(dataDir, name);
      gone += 1;
    }
  }
  return gone;
}
