import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { describeTree, failureOf, makeTree, scratchDirectory, watching } from '../engines/testing.ts';
import { authorizedKeysLine, fingerprintOf, type SshPlace, tarCommand } from './ssh-command.ts';
import { type KeyPair, makeKeyPair, scanHostKeys } from './ssh-keys.ts';
import { checkSsh, fetchOverSsh } from './ssh-tar.ts';
import { startSshd } from './testing-sshd.ts';

describe('the command that a host runs', () => {
  it('names what is to be sent and is safe in a shell', () => {
    const order = { paths: ['/srv/a b', "/it's $(id)", '/'], exclude: ['/srv/a b/tmp', '*.log', '; rm -rf'], oneFileSystem: true };
    expect(tarCommand(order)).to.equal(
      "tar --create --file=- --format=pax --directory=/ --one-file-system --anchored '--exclude=srv/a b/tmp' --no-anchored '--exclude=*.log' '--exclude=; rm -rf' -- 'srv/a b' 'it'\\''s $(id)' .",
    );
  });
});

const program = process.env['TEST_SSHD'];

if (program) {
  describe('files of a host over SSH', function () {
    this.timeout(60_000);
    let sshd: Awaited<ReturnType<typeof startSshd>>;
    let keys: KeyPair;
    let tree: string;

    before(async () => {
      sshd = await startSshd(program);
      keys = await makeKeyPair('coulisse: nightly files');
      tree = join(sshd.folder, 'tree');
      mkdirSync(tree);
      makeTree(tree);
      writeFileSync(join(tree, 'noise.log'), 'x');
      execFileSync('chown', ['-R', `${sshd.account.uid}:${sshd.account.gid}`, tree]);
      chmodSync(join(tree, 'script'), 0o4755);
    });
    after(() => sshd.stop());

    const place = (extra: Partial<SshPlace> = {}): SshPlace => ({
      host: '127.0.0.1',
      port: sshd.port,
      user: sshd.account.name,
      hostKey: sshd.hostKey,
      publicKey: keys.publicKey,
      paths: [tree],
      exclude: ['*.log'],
      oneFileSystem: false,
      ...extra,
    });
    const fetched = async (where: SshPlace, watch = watching()) => {
      const directory = scratchDirectory();
      return { directory, ...(await fetchOverSsh(where, keys.privateKey, directory, watch)) };
    };

    it('come byte for byte with modes, times and links, by a key that may do nothing else', async () => {
      sshd.letIn(authorizedKeysLine(place()));
      const { directory, unreadable, bytes } = await fetched(place());
      expect(unreadable).to.equal(0);
      expect(bytes).to.be.above(3_000_000);
      const { 'noise.log': _, ...expected } = describeTree(tree);
      expect(describeTree(join(directory, '127.0.0.1', tree))).to.deep.equal(expected);
      // Another command asked for by whoever stole the key is not run.
      const other = await fetched(place({ paths: ['/etc/hostname'] }));
      expect(existsSync(join(other.directory, '127.0.0.1', 'etc'))).to.equal(false);
    });

    it('are checked without being fetched', async () => {
      sshd.letIn(authorizedKeysLine(place()));
      await checkSsh(place(), keys.privateKey);
      expect(await failureOf(checkSsh(place({ port: 1 }), keys.privateKey))).to.equal('host_unreachable');
    });

    it('are refused from a host that answers by another key, and by a host that does not know ours', async () => {
      const stranger = await makeKeyPair('somebody else');
      sshd.letIn(authorizedKeysLine(place()));
      expect(await failureOf(fetched(place({ hostKey: stranger.publicKey.split(' ').slice(0, 2).join(' ') })))).to.equal(
        'host_key_changed',
      );
      sshd.letIn(authorizedKeysLine(place({ publicKey: stranger.publicKey })));
      expect(await failureOf(fetched(place()))).to.equal('auth_host');
      expect(await failureOf(checkSsh(place(), keys.privateKey))).to.equal('auth_host');
    });

    it('are missing, or partly not readable there: both are said', async () => {
      sshd.letIn(keys.publicKey);
      expect(await failureOf(fetched(place({ paths: [join(tree, 'gone')] })))).to.equal('source_missing');
      const secret = join(tree, 'secret of another');
      writeFileSync(secret, 'x', { mode: 0o000 });
      if (process.getuid?.() === 0) chownSync(secret, 0, 0);
      const { unreadable, directory } = await fetched(place());
      expect(unreadable).to.equal(1);
      expect(readFileSync(join(directory, '127.0.0.1', tree, 'old'), 'utf8')).to.equal('y');
    });

    it('never count when the line is cut, wherever that is', async () => {
      sshd.letIn(keys.publicKey);
      for (const limit of [3000, 20_000, 200_000, 2_000_000]) {
        const cut = await cutter(sshd.port, limit);
        const failure = await failureOf(fetched(place({ port: (cut.address() as { port: number }).port })));
        expect(failure, `${limit} bytes`).to.be.oneOf(['host_unreachable', 'dump_truncated']);
        cut.close();
      }
    });

    it('cannot leave the directory, whatever the host sends', async () => {
      const evil = join(sshd.folder, 'evil');
      mkdirSync(evil);
      const outside = join(scratchDirectory(), 'outside');
      mkdirSync(outside);
      writeFileSync(join(evil, 'x'), 'evil');
      symlinkSync(outside, join(evil, 'way'));
      const archive = join(sshd.folder, 'evil.tar');
      execFileSync('tar', ['-cf', archive, '-C', evil, 'way']);
      for (const name of [`${outside}/absolute`, `../../../../../../../../../../../..${outside}/up`, 'way/through'])
        execFileSync('tar', ['-rPf', archive, '-C', evil, `--transform=s#^x$#${name}#`, 'x']);
      sshd.letIn(`restrict,command="cat ${archive}" ${keys.publicKey}`);
      await fetched(place()).catch(() => {});
      expect(readdirSync(outside)).to.deep.equal([]);
      expect(lstatSync(outside).isDirectory()).to.equal(true);
    });

    it('are found by a key that a person can compare', async () => {
      const [first] = await scanHostKeys('127.0.0.1', sshd.port);
      expect(first).to.deep.equal({ hostKey: sshd.hostKey, fingerprint: fingerprintOf(sshd.hostKey) });
      const printed = execFileSync('ssh-keygen', ['-lf', join(sshd.folder, 'host.pub')]).toString();
      expect(printed.split(' ')[1]).to.equal(first?.fingerprint);
      expect(await failureOf(scanHostKeys('127.0.0.1', 1))).to.equal('host_unreachable');
    });
  });
}

/** Passes everything on to a port until so many bytes came from there; then the line is dead. */
function cutter(port: number, limit: number): Promise<Server> {
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    let passed = 0;
    const end = (): void => {
      near.destroy();
      far.destroy();
    };
    near.on('error', end).pipe(far).on('error', end);
    far.on('data', (chunk) => {
      passed += chunk.length;
      if (passed > limit) end();
      else near.write(chunk);
    });
    far.on('end', end);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
