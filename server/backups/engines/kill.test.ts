import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { findProgram } from './child.ts';
import { engineOf } from './engines.ts';
import { makeRepository, orderFor, scratchDirectory, watching } from './testing.ts';

/** Processes of this machine whose command line names the directory. */
function processesOf(directory: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(directory) ||
          readFileSync(`/proc/${pid}/environ`, 'utf8').includes(directory)
        );
      } catch {
        return false;
      }
    })
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

const workerSource = (name: string, repository: unknown, order: unknown): string => `
  const { engineOf } = await import(${JSON.stringify(new URL('./engines.ts', import.meta.url).href)});
  const order = ${JSON.stringify(order)};
  order.takenAt = new Date(order.takenAt);
  const watch = { signal: new AbortController().signal, onProgress: (p) => p.bytesDone > 0 && console.log('moving'), onLog: () => {}, stallMs: 60000, wallMs: 60000 };
  await engineOf('${name}').backup(${JSON.stringify(repository)}, order, watch);
  console.log('done');
`;

const names = (['archive', 'restic'] as const).filter((name) => name === 'archive' || findProgram('restic'));

// Only Linux can tell a child that its parent died; elsewhere the archive child notices by its input, restic not at all.
const suite: typeof describe | (() => void) = process.platform === 'linux' ? describe : () => {};
suite('a worker that is killed', function () {
  this.timeout(120_000);
  for (const name of names) {
    it(`leaves no orphan and a sound repository behind (${name})`, async () => {
      const source = scratchDirectory();
      // Holes take no room on the disk and many seconds to read: the engine is at work whenever it is killed.
      writeFileSync(join(source, 'large'), '');
      truncateSync(join(source, 'large'), 30_000_000_000);
      const repository = await makeRepository(name, name === 'restic' ? 'correct horse battery' : null);
      const order = orderFor([source]);
      const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
      const script = join(scratchDirectory(), 'worker.mts');
      writeFileSync(script, workerSource(name, repository, order));
      const worker = spawn(process.execPath, ['--import', tsx, script], { env: { ...process.env, KILLED_WITH: repository.location } });
      await new Promise<void>((resolve) => worker.stdout.on('data', (data) => String(data).includes('moving') && resolve()));
      worker.kill('SIGKILL');
      await new Promise((resolve) => worker.once('close', resolve));
      for (let i = 0; i < 100 && processesOf(repository.location).length > 0; i += 1)
        await new Promise((resolve) => setTimeout(resolve, 100));
      expect(processesOf(repository.location)).to.deep.equal([]);
      const engine = engineOf(name);
      await engine.sweep(repository, []);
      expect(await engine.list(repository)).to.deep.equal([]);
      expect(readdirSync(repository.location).filter((file) => file.endsWith('.partial'))).to.deep.equal([]);
      truncateSync(join(source, 'large'), 50_000_000);
      const point = await engine.backup(repository, { ...order, takenAt: new Date(order.takenAt.getTime() + 1000) }, watching());
      const proof = { ref: point.ref, proof: point.proof, rung: 'data' as const, scratch: scratchDirectory() };
      expect((await engine.verify(repository, proof, watching())).files).to.equal(1);
    });
  }
});
