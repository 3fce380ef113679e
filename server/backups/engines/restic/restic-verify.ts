import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BackupFailure } from '../../failure.ts';
import type { RepositoryAccess, VerifyOrder, VerifySummary, Watch } from '../engine.ts';
import { insistOnMarker } from '../marker.ts';
import { restic, resticFailure } from './restic-process.ts';
import { eachNode, restoreWithRestic } from './restic-restore.ts';

const sampleSize = 20;

/** Proves a snapshot at one rung; restic's `check` without reading finds no changed byte, so it is only the lowest. */
export async function verifyWithRestic(repository: RepositoryAccess, order: VerifyOrder, watch: Watch): Promise<VerifySummary> {
  await insistOnMarker(repository);
  if (order.rung === 'structure' || order.rung === 'data') return verifyByCheck(repository, order, watch);
  if (order.rung === 'sample') return verifySample(repository, order, watch);
  return { ...(await restoreWithRestic(repository, restoreOrder(order, []), watch)), facts: {} };
}

const restoreOrder = (order: VerifyOrder, paths: string[]) => ({ ...order, paths, target: order.scratch, overwrite: false });

async function verifyByCheck(repository: RepositoryAccess, order: VerifyOrder, watch: Watch): Promise<VerifySummary> {
  const isData = order.rung === 'data';
  const packs = await countPacks(repository);
  if (packs === 0) throw new BackupFailure('corrupt_pack', 'The repository holds no data at all');
  const result = await restic(repository, ['check', ...(isData ? ['--read-data'] : [])], watch);
  if (result.code !== 0) {
    const failure = resticFailure(result, 'check');
    throw failure.failureClass === 'unknown' ? new BackupFailure('corrupt_pack', failure.message) : failure;
  }
  const counted = await countNodes(repository, order, watch);
  return { ...counted, facts: isData ? { packsRead: packs } : { packs } };
}

async function countPacks(repository: RepositoryAccess): Promise<number> {
  const names = await readdir(join(repository.location, 'data'), { recursive: true }).catch(() => []);
  return names.filter((name) => /[0-9a-f]{64}$/.test(name)).length;
}

async function countNodes(repository: RepositoryAccess, order: VerifyOrder, watch: Watch): Promise<{ files: number; bytes: number }> {
  const counted = { files: 0, bytes: 0 };
  await eachNode(repository, [order.ref], { ...watch, onLog: () => {} }, (node) => {
    if (node.type !== 'file') return;
    counted.files += 1;
    counted.bytes += node.size ?? 0;
  });
  const expected = order.proof['files'];
  if (typeof expected === 'number' && counted.files !== expected) {
    throw new BackupFailure('verify_failed', `The snapshot lists ${counted.files} files instead of ${expected}`);
  }
  return counted;
}

/** Files drawn at random come back, checked by restic against their content hashes and by us against an unchanged source. */
async function verifySample(repository: RepositoryAccess, order: VerifyOrder, watch: Watch): Promise<VerifySummary> {
  const drawn: Array<{ path: string; size: number; mtime: string }> = [];
  let seen = 0;
  await eachNode(repository, [order.ref], { ...watch, onLog: () => {} }, (node) => {
    if (node.type !== 'file') return;
    seen += 1;
    const at = seen <= sampleSize ? seen - 1 : Math.floor(Math.random() * seen);
    if (at < sampleSize) drawn[at] = { path: node.path, size: node.size ?? 0, mtime: node.mtime };
  });
  if (drawn.length === 0) throw new BackupFailure('verify_failed', 'The point holds no file to draw');
  const paths = drawn.map(({ path }) => path);
  const done = await restoreWithRestic(repository, restoreOrder(order, paths), watch);
  let comparedWithSource = 0;
  for (const { path, size, mtime } of drawn) {
    const live = await lstat(path).catch(() => null);
    if (!live?.isFile() || live.size !== size || Math.abs(live.mtimeMs - new Date(mtime).getTime()) >= 1) continue;
    if ((await hashOf(path)) !== (await hashOf(join(order.scratch, path)))) {
      throw new BackupFailure('verify_failed', `${path} differs from the source, which is unchanged`);
    }
    comparedWithSource += 1;
  }
  return { ...done, facts: { comparedWithSource } };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}
