import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, runChild } from '../engines/child.ts';
import { BackupFailure } from '../failure.ts';
import { fingerprintOf } from './ssh-command.ts';
import { sshFailure } from './ssh-failure.ts';

export interface KeyPair {
  privateKey: string;
  publicKey: string;
}

const insistOnOpenSsh = (): void => {
  if (!findProgram('ssh') || !findProgram('ssh-keygen') || !findProgram('ssh-keyscan'))
    throw new BackupFailure('engine_missing', 'The OpenSSH client is not installed here; on Debian: apt install openssh-client');
};

const signal = (): AbortSignal => new AbortController().signal;

/** A new key of ours for one host; the comment says to its administrator whose it is. */
export async function makeKeyPair(comment: string): Promise<KeyPair> {
  insistOnOpenSsh();
  const folder = await mkdtemp(join(tmpdir(), 'coulisse-key-'));
  try {
    const file = join(folder, 'key');
    const args = ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', file];
    const { code, errors } = await runChild({ command: 'ssh-keygen', args, signal: signal(), wallMs: 30_000, graceMs: 1000 });
    if (code !== 0) throw new BackupFailure('unknown', `ssh-keygen ended with ${code}: ${errors.join(' ')}`);
    const [privateKey, publicKey] = await Promise.all([readFile(file, 'utf8'), readFile(`${file}.pub`, 'utf8')]);
    return { privateKey, publicKey: publicKey.trim() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The keys by which a host answers now, the strongest first. Whether they are its own is for a person to compare. */
export async function scanHostKeys(host: string, port: number): Promise<Array<{ hostKey: string; fingerprint: string }>> {
  insistOnOpenSsh();
  const found: string[] = [];
  const args = ['-T', '10', '-p', String(port), '-t', 'ed25519,ecdsa,rsa', '--', host];
  const { errors } = await runChild({
    command: 'ssh-keyscan',
    args,
    signal: signal(),
    wallMs: 30_000,
    graceMs: 1000,
    onLine: (line) => found.push(line.split(' ').slice(1).join(' ')),
  });
  const keys = found.filter((key) => /^(ssh-ed25519|ecdsa-sha2-nistp\d+|ssh-rsa) [\w+/=]+$/.test(key));
  if (keys.length === 0) throw sshFailure(255, errors.length > 0 ? errors : [`${host} showed no key on port ${port}`]);
  const rank = (key: string): number => ['ssh-ed', 'ecdsa', 'ssh-rs'].findIndex((start) => key.startsWith(start));
  return [...new Set(keys)].sort((a, b) => rank(a) - rank(b)).map((hostKey) => ({ hostKey, fingerprint: fingerprintOf(hostKey) }));
}
