import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { findProgram } from './child.ts';
import type { BackupSummary, Engine, RepositoryAccess } from './engine.ts';
import { engineOf } from './engines.ts';
import { markerName } from './marker.ts';
import { describeTree, failureOf, flipByte, makeRepository, makeTree, orderFor, scratchDirectory, watching } from './testing.ts';

const variants: Array<{ title: string; name: 'archive' | 'restic'; password: string | null }> = [
  { title: 'archive', name: 'archive', password: null },
  { title: 'archive, encrypted', name: 'archive', password: 'correct horse battery' },
  ...(findProgram('restic') ? [{ title: 'restic', name: 'restic' as const, password: 'correct horse battery' }] : []),
];

for (const { title, name, password } of variants) {
  describe(`engine ${title}`, function () {
    this.timeout(60_000);
    const engine: Engine = engineOf(name);
    let repository: RepositoryAccess;
    let source: string;
    let summary: BackupSummary;
    const order = () => orderFor([source]);
    const restoreTo = (target: string, paths: string[] = []) =>
      engine.restore(repository, { ref: summary.ref, proof: summary.proof, paths, target, overwrite: false }, watching());
    const verify = (rung: 'structure' | 'data' | 'sample' | 'restore', of = summary) =>
      engine.verify(repository, { ref: of.ref, proof: of.proof, rung, scratch: scratchDirectory() }, watching());

    before(async () => {
      source = join(scratchDirectory(), 'source');
      makeTree(source);
      repository = await makeRepository(name, password);
      summary = await engine.backup(repository, order(), watching());
    });

    it('says what it is', async () => {
      expect(await engine.probe()).to.include({ available: true });
    });

    it('counts what it stored and lists the point', async () => {
      expect(summary).to.include({ files: 9, unreadable: 0 });
      expect(summary.storedBytes).to.be.greaterThan(500);
      expect((await engine.list(repository)).map((point) => point.ref)).to.deep.equal([summary.ref]);
    });

    it('restores byte for byte with modes, times and links', async () => {
      const target = scratchDirectory();
      const restored = await restoreTo(target);
      expect(restored.files).to.equal(9);
      expect(describeTree(join(target, source))).to.deep.equal(describeTree(source));
    });

    it('writes through no link that stands where a directory was', async () => {
      const [target, victim] = [scratchDirectory(), scratchDirectory()];
      await restoreTo(target);
      const directory = join(target, source, 'd'.repeat(90));
      rmSync(directory, { recursive: true });
      symlinkSync(victim, directory);
      const again = { ref: summary.ref, proof: summary.proof, paths: [], target, overwrite: true };
      expect(await failureOf(engine.restore(repository, again, watching()))).to.equal('target_exists');
      const below = { ...again, paths: [join(source, 'd'.repeat(90), readdirSync(join(source, 'd'.repeat(90)))[0] as string)] };
      expect(await failureOf(engine.restore(repository, below, watching()))).to.equal('target_exists');
      expect(readdirSync(victim)).to.deep.equal([]);
    });

    it('restores one file, one directory, and a second name of a file alone', async () => {
      const target = scratchDirectory();
      const restored = await restoreTo(target, [join(source, 'second name'), join(source, 'd'.repeat(90))]);
      expect(restored.files).to.equal(2);
      expect(readdirSync(join(target, source)).sort()).to.deep.equal(['d'.repeat(90), 'second name']);
      expect(await failureOf(restoreTo(scratchDirectory(), ['/not/there']))).to.equal('verify_failed');
    });

    it('browses', async () => {
      const files = await engine.files(repository, summary.ref, source);
      expect(files?.map((file) => file.path).sort()).to.deep.equal(
        readdirSync(source)
          .map((child) => join(source, child))
          .sort(),
      );
      const large = files?.find((file) => file.path.endsWith('/large'));
      expect(large).to.include({ type: 'file', bytes: 3_000_001 });
      expect((await engine.files(repository, summary.ref, '/'))?.[0]?.path).to.equal('/tmp');
      expect(await engine.files(repository, summary.ref, '/not/there')).to.equal(null);
    });

    for (const rung of ['structure', 'data', 'sample', 'restore'] as const) {
      it(`proves itself at rung ${rung}`, async () => {
        expect((await verify(rung)).files).to.be.greaterThan(0);
      });
    }

    it('leaves out what is excluded', async () => {
      const other = await engine.backup(repository, { ...order(), exclude: ['large', '*.txt', join(source, 'old')] }, watching());
      expect(other.files).to.equal(6);
      await engine.forget(repository, [other.ref], watching());
      expect((await engine.list(repository)).map((point) => point.ref)).to.deep.equal([summary.ref]);
      await verify('data');
    });

    it('knows a repository that is not its own, is gone, or does not open', async () => {
      expect(await failureOf(engine.backup({ ...repository, id: 'other' }, order(), watching()))).to.equal('repo_id_changed');
      if (name === 'restic') {
        expect(await failureOf(engine.identify({ ...repository, password: 'wrong' }))).to.equal('auth_repo');
        expect(await failureOf(engine.identify({ ...repository, pinnedId: '0'.repeat(64) }))).to.equal('repo_id_changed');
        renameSync(join(repository.location, 'config'), join(repository.location, '..', 'config'));
        expect(await failureOf(engine.backup(repository, order(), watching()))).to.equal('repo_missing');
        renameSync(join(repository.location, '..', 'config'), join(repository.location, 'config'));
      }
      if (name === 'archive' && password) {
        expect(await failureOf(engine.files({ ...repository, password: 'wrong' }, summary.ref, '/'))).to.equal('auth_repo');
      }
      const marker = join(repository.location, markerName);
      renameSync(marker, `${marker}.away`);
      expect(await failureOf(engine.identify(repository))).to.equal('repo_missing');
      expect(existsSync(marker)).to.equal(false);
      renameSync(`${marker}.away`, marker);
    });

    it('stops on request and leaves no point', async () => {
      const large = scratchDirectory();
      // Nothing to compress, so that no machine is through before it is told to stop.
      for (let i = 0; i < 40; i += 1) writeFileSync(join(large, String(i)), randomBytes(4_000_000));
      const stop = new AbortController();
      const watch = watching(stop.signal);
      const running = engine.backup(repository, orderFor([large]), { ...watch, onProgress: () => stop.abort(), onLog: () => {} });
      expect(await failureOf(running)).to.equal('Cancelled');
      await engine.sweep(repository, []);
      expect((await engine.list(repository)).map((point) => point.ref)).to.deep.equal([summary.ref]);
      expect(readdirSync(repository.location).filter((file) => file.endsWith('.partial'))).to.deep.equal([]);
    });

    it('never writes over what stands there', async () => {
      if (name === 'restic') return; // restic of 0.14 cannot be told; the use case restores into empty directories only
      const target = scratchDirectory();
      mkdirSync(join(target, source), { recursive: true });
      writeFileSync(join(target, source, 'old'), 'mine');
      expect(await failureOf(restoreTo(target))).to.equal('target_exists');
    });

    it('finds every damage by its data rung', async () => {
      const copy = await makeRepository(name, password);
      const point = await engine.backup(copy, order(), watching());
      const check = () =>
        engine.verify(copy, { ref: point.ref, proof: point.proof, rung: 'data', scratch: scratchDirectory() }, watching());
      await check();
      for (const path of storedFiles(copy.location).slice(0, 6)) {
        const { size } = statSync(path);
        const at = Math.floor(size / 2);
        flipByte(path, at);
        expect(await failureOf(check()), path).to.be.oneOf(['corrupt_pack', 'verify_failed']);
        flipByte(path, at);
      }
      await check();
      const largest = storedFiles(copy.location).sort((a, b) => statSync(b).size - statSync(a).size)[0]!;
      truncateSync(largest, statSync(largest).size - 1);
      expect(await failureOf(check())).to.equal('corrupt_pack');
      rmSync(largest);
      expect(await failureOf(check())).to.equal('corrupt_pack');
    });
  });
}

/** The files that hold a point's data, whichever engine wrote them. */
function storedFiles(location: string): string[] {
  return (readdirSync(location, { recursive: true }) as string[])
    .filter((path) => /\.(zst|gz|age|SHA256SUMS|json)$/.test(path) || /^data\/../.test(path))
    .filter((path) => path !== markerName)
    .map((path) => join(location, path))
    .filter((path) => statSync(path).isFile());
}
