import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../scripts/processes.ts';

interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** An account that is not root's: ours, or the one that PostgreSQL has where the tests run as root. */
function account(): Account {
  const { username, uid, gid } = userInfo();
  if (uid !== 0) return { name: username, uid, gid };
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres']).toString());
  return { name: 'postgres', uid: id('-u'), gid: id('-g') };
}

/** An SSH server of a test's own on a free port, as an ordinary account; ends with `stop` or with the process. */
export async function startSshd(program: string) {
  const who = account();
  const folder = mkdtempSync(join(tmpdir(), 'coulisse-sshd-'));
  chownSync(folder, who.uid, who.gid);
  const as = { uid: who.uid, gid: who.gid };
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'host')], as);
  const port = await freePort();
  const authorizedKeys = join(folder, 'authorized_keys');
  const config = [
    `HostKey ${folder}/host`,
    `AuthorizedKeysFile ${authorizedKeys}`,
    'StrictModes no',
    'UsePAM no',
    'PidFile none',
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
  ];
  writeFileSync(join(folder, 'config'), `${config.join('\n')}\n`);
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const child: ChildProcess = spawn(program, ['-D', '-f', join(folder, 'config')], { ...as, stdio: 'ignore' });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`sshd ended with ${child.exitCode}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  return {
    port,
    account: who,
    folder,
    hostKey: readFileSync(join(folder, 'host.pub'), 'utf8').split(' ').slice(0, 2).join(' '),
    /** Whom it lets in, as lines of authorized_keys. */
    letIn: (...lines: string[]): void => writeFileSync(authorizedKeys, `${lines.join('\n')}\n`),
    stop: async (): Promise<void> => {
      kill();
      await ended;
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).once('error', () => resolve(false));
  });
