import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { random } from '../db/seeds/random.ts';
import { findProgram } from '../server/backups/engines/child.ts';
import type { RepositoryAccess } from '../server/backups/engines/engine.ts';
import { engineOf } from '../server/backups/engines/engines.ts';
import { newId } from '../server/platform/ids.ts';
import { type Row, row } from './bench-measure.ts';

/** Seconds of a tree of small files through both engines, beside what the plain tools take for the same tree in the same minute. */
export async function measureBackups(files: number): Promise<Row[]> {
  const work = mkdtempSync(join(tmpdir(), 'coulisse-bench-'));
  try {
    const tree = join(work, 'tree');
    makeTree(tree, files);
    const shell = (script: string): number => seconds(() => execFileSync('bash', ['-o', 'pipefail', '-c', script], { cwd: work }));
    const copy = shell('cp -a tree copy && find copy -type f -print0 | xargs -0 sha256sum > sums && sync -f sums && rm -rf copy');
    const of = `${files} files`;
    const rows = [row(`cp -a and sha256sum, ${of}`, copy, 's')];
    if (findProgram('zstd')) {
      const plain = () => shell('tar -cf - tree | zstd -q -3 -T0 -c > tree.tar.zst && sync -f tree.tar.zst');
      const [tar, ours] = await alternating(plain, (turn) => backup('archive', join(work, `archive-${turn}`), tree));
      rows.push(row(`tar and zstd, ${of}`, tar, 's', copy), row(`archive engine, ${of}`, ours, 's', tar));
    }
    if (findProgram('restic')) {
      const plain = (turn: number) =>
        shell(
          `export RESTIC_PASSWORD=x RESTIC_CACHE_DIR=$PWD/cache; restic -q init -r plain-${turn} && restic -q backup -r plain-${turn} tree`,
        );
      const [alone, through] = await alternating(plain, (turn) => backup('restic', join(work, `restic-${turn}`), tree));
      rows.push(row(`restic alone, ${of}`, alone, 's', copy), row(`restic engine, ${of}`, through, 's', alone));
    }
    return rows;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The best of three turns each, one after the other, so that what else the machine does falls on both alike. */
async function alternating(one: (turn: number) => number, other: (turn: number) => Promise<number>): Promise<[number, number]> {
  const ones: number[] = [];
  const others: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    ones.push(one(turn));
    others.push(await other(turn));
  }
  return [Math.min(...ones), Math.min(...others)];
}

async function backup(name: 'archive' | 'restic', location: string, tree: string): Promise<number> {
  const engine = engineOf(name);
  mkdirSync(location);
  const password = name === 'restic' ? 'a passphrase for the bench' : null;
  const fresh: RepositoryAccess = { id: newId(), name, location, password, pinnedId: null, cacheDirectory: `${location}-cache` };
  const startedAt = performance.now();
  const repository = { ...fresh, pinnedId: await engine.init(fresh) };
  const ids = { runId: newId(), policyId: newId(), assetId: newId(), takenAt: new Date() };
  const order = { ...ids, paths: [tree], exclude: [], oneFileSystem: false };
  const watch = { signal: new AbortController().signal, onProgress: () => {}, onLog: () => {}, stallMs: 600_000, wallMs: 3_600_000 };
  await engine.backup(repository, order, watch);
  return (performance.now() - startedAt) / 1000;
}

function seconds(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return (performance.now() - startedAt) / 1000;
}

/** Texts of a few kilobytes, some far larger: what lies on file servers, and compresses like it. */
function makeTree(root: string, files: number): void {
  const dice = random(7);
  const words = Array.from({ length: 3000 }, () => dice.between(0, 0xffffff).toString(16));
  for (let n = 0; n < files; n += 1) {
    const folder = join(root, `d${Math.floor(n / 200) % 25}`, `e${Math.floor(n / 200)}`);
    if (n % 200 === 0) mkdirSync(folder, { recursive: true });
    const size = dice.between(200, n % 50 === 0 ? 200_000 : 8000);
    let text = '';
    while (text.length < size) text += `${dice.pick(words)} `;
    writeFileSync(join(folder, `f${n}.txt`), text.slice(0, size));
  }
}
