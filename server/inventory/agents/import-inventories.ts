import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemActor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { takeFile } from './take-upload.ts';

const outcomes = ['created', 'updated', 'unchanged', 'review', 'stub', 'kept'] as const;

export type ImportReport = Record<(typeof outcomes)[number] | 'failed', number> & { failures: Array<{ file: string; error: string }> };

/** Files that agents write, and what an snmpwalk was turned into. */
const known = /\.(ocs|xml|json|data|gz|z)$/i;

/**
 * Takes in files that agents wrote and folders of them, one after the other. Run again over the same files it changes nothing;
 * one that fails is named and keeps no other from coming in.
 */
export async function importInventories(ctx: Context, paths: string[]): Promise<ImportReport> {
  const counts = Object.fromEntries([...outcomes, 'failed'].map((name) => [name, 0])) as Record<
    (typeof outcomes)[number] | 'failed',
    number
  >;
  const report: ImportReport = { ...counts, failures: [] };
  for (const path of paths) {
    for await (const file of filesIn(path, true)) {
      try {
        report[(await takeFile(ctx, systemActor, await readFile(file))).outcome] += 1;
      } catch (error) {
        report.failed += 1;
        report.failures.push({ file, error: String((error as Error).message).slice(0, 200) });
      }
    }
  }
  return report;
}

/** A file that was named is taken whatever it is called; of a folder, those that look like an agent's. */
async function* filesIn(path: string, isNamed: boolean): AsyncGenerator<string> {
  const stat = await lstat(path);
  if (stat.isDirectory()) {
    for (const name of (await readdir(path)).sort()) yield* filesIn(join(path, name), false);
  } else if (stat.isFile() && (isNamed || known.test(path))) yield path;
}
