import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { findProgram } from '../child.ts';
import { describeTree, failureOf, makeRepository, makeTree, orderFor, scratchDirectory, watching } from '../testing.ts';
import { archiveEngine } from './archive-engine.ts';

/** What stands in docs/restore-without-coulisse.md, done with the programs of the machine alone. */
describe('an archive without Coulisse', function () {
  this.timeout(60_000);

  async function archived(password: string | null): Promise<{ source: string; directory: string; archive: string }> {
    const source = join(scratchDirectory(), 'source');
    makeTree(source);
    const repository = await makeRepository('archive', password);
    await archiveEngine.backup(repository, orderFor([source]), watching());
    const archive = readdirSync(repository.location).find((name) => /\.tar\./.test(name))!;
    return { source, directory: repository.location, archive: join(repository.location, archive) };
  }

  function unpack(archive: string, target: string): void {
    const program = /\.zst$/.test(archive) ? 'zstd' : 'gzip';
    const plain = join(target, '..', 'plain.tar');
    execFileSync('sh', ['-c', `${program} -dc "$1" > "$2"`, 'sh', archive, plain]);
    execFileSync('tar', ['-xpf', plain, '-C', target]);
  }

  function target(): string {
    const directory = join(scratchDirectory(), 'target');
    mkdirSync(directory);
    return directory;
  }

  it('comes back byte for byte with tar and passes sha256sum', async () => {
    const { source, archive, directory } = await archived(null);
    const into = target();
    unpack(archive, into);
    expect(describeTree(join(into, 'data', source))).to.deep.equal(describeTree(source));
    execFileSync('sha256sum', ['--quiet', '--check', 'SHA256SUMS'], { cwd: into });
    const beside = readdirSync(directory).find((name) => name.endsWith('.SHA256SUMS'))!;
    execFileSync('sha256sum', ['--quiet', '--check', join(directory, beside)], { cwd: into });
    writeFileSync(join(into, 'data', source, 'secret'), 'changed');
    expect(spawnSync('sha256sum', ['--quiet', '--check', 'SHA256SUMS'], { cwd: into }).status).to.equal(1);
  });

  const withAge: (title: string, test: () => Promise<void>) => unknown = findProgram('age') && findProgram('script') ? it : () => {};
  withAge('opens with age and its passphrase', async () => {
    const { source, archive } = await archived('correct horse battery');
    const into = target();
    const plain = join(into, '..', 'archive.tar.zst');
    // age reads a passphrase from a terminal only.
    const command = `age -d -o '${plain}' '${archive}'`;
    const { status } = spawnSync('script', ['-qec', command, '/dev/null'], { input: 'correct horse battery\n' });
    expect(status).to.equal(0);
    unpack(plain, into);
    expect(describeTree(join(into, 'data', source))).to.deep.equal(describeTree(source));
  });

  const withSmallDisk: (title: string, test: () => Promise<void>) => unknown = canMount() ? it : () => {};
  withSmallDisk('ends cleanly when the disk of the repository is full', async () => {
    const disk = scratchDirectory();
    mountSmall(disk);
    try {
      const source = scratchDirectory();
      writeFileSync(join(source, 'small'), 'x');
      const repository = { ...(await makeRepository('archive', null)), location: join(disk, 'repository') };
      await archiveEngine.init(repository);
      const point = await archiveEngine.backup(repository, orderFor([source]), watching());
      writeFileSync(join(source, 'large'), noise(6_000_000));
      expect(await failureOf(archiveEngine.backup(repository, orderFor([source]), watching()))).to.equal('repo_full');
      expect((await archiveEngine.list(repository)).map(({ ref }) => ref)).to.deep.equal([point.ref]);
      expect(readdirSync(repository.location).filter((name) => name.endsWith('.partial'))).to.deep.equal([]);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  it('is refused wherever it was cut', async () => {
    const source = scratchDirectory();
    for (let i = 0; i < 4; i += 1) writeFileSync(join(source, String(i)), noise(5000));
    const repository = await makeRepository('archive', null);
    const point = await archiveEngine.backup(repository, orderFor([source]), watching());
    const archive = readdirSync(repository.location).find((name) => /\.tar\./.test(name))!;
    const { size } = statSync(join(repository.location, archive));
    const order = { ref: point.ref, proof: point.proof, rung: 'structure' as const, scratch: scratchDirectory() };
    for (let part = 99; part >= 0; part -= 11) {
      truncateSync(join(repository.location, archive), Math.floor((size * part) / 100));
      expect(await failureOf(archiveEngine.verify(repository, order, watching())), `${part} %`).to.equal('corrupt_pack');
    }
  });
});

function mountSmall(directory: string): boolean {
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', directory]).status === 0;
}

/** Root may mount a small disk, except in some containers. */
function canMount(): boolean {
  const directory = scratchDirectory();
  return process.getuid?.() === 0 && mountSmall(directory) && spawnSync('umount', [directory]).status === 0;
}

/** Bytes that do not compress. */
function noise(length: number): Buffer {
  return execFileSync('head', ['-c', String(length), '/dev/urandom'], { maxBuffer: length + 1 });
}
