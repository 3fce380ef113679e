import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type ChildResult, findProgram, runChild } from '../engines/child.ts';
import type { Watch } from '../engines/engine.ts';
import { BackupFailure } from '../failure.ts';
import { knownHostsLine, type SshPlace, tarCommand } from './ssh-command.ts';
import { sshFailure } from './ssh-failure.ts';
import { unpack } from './unpack.ts';

export interface Fetched {
  bytes: number;
  /** What the account may not read there; the rest came. */
  unreadable: number;
}

/**
 * Fetches a host's files into a directory, as tar sends them over SSH. Nothing is believed of the host but the one key it
 * was pinned to; what it sends cannot leave the directory, and a stream that was cut never passes for a short one.
 */
export async function fetchOverSsh(place: SshPlace, privateKey: string, directory: string, watch: Watch): Promise<Fetched> {
  const target = join(directory, place.host.replace(/[^\w.-]/g, '_'));
  await mkdir(target, { mode: 0o700 });
  let bytes = 0;
  const problems: string[] = [];
  const { result, received } = await overSsh(
    place,
    privateKey,
    watch,
    async (output, moved) => {
      const counted = async function* (): AsyncGenerator<Uint8Array> {
        for await (const chunk of output as AsyncIterable<Uint8Array>) {
          bytes += chunk.length;
          moved();
          watch.onProgress({ filesDone: 0, bytesDone: bytes, filesTotal: null, bytesTotal: null });
          yield chunk;
        }
      };
      await unpack(counted(), target);
    },
    (line) => problems.push(line),
  );
  const unreadable = problems.filter((line) => /Cannot (open|read|stat).*: (Permission denied|Input\/output error)/.test(line)).length;
  const vanished = problems.filter((line) => /Cannot stat: No such file/.test(line));
  if (result.code === 255) throw sshFailure(result.code, result.errors);
  const missing = vanished.find((line) => place.paths.some((path) => line.includes(`${path.replace(/^\/+/, '')}: Cannot stat`)));
  if (missing) throw new BackupFailure('source_missing', missing);
  // tar ends with 1 when files changed under it, and with 2 when some could not be read: both are told, neither loses the rest.
  const isPartial = result.code === 2 && unreadable + vanished.length > 0;
  if (result.code !== 0 && result.code !== 1 && !isPartial) throw sshFailure(result.code ?? result.signal, result.errors);
  if (received) throw received instanceof BackupFailure ? received : new BackupFailure(classOf(received), received.message);
  return { bytes, unreadable };
}

/** Throws unless the host answers by its key, takes ours, and begins to send. */
export async function checkSsh(place: SshPlace, privateKey: string): Promise<void> {
  const stop = new AbortController();
  const watch = { signal: stop.signal, onProgress: () => {}, onLog: () => {}, stallMs: 30_000, wallMs: 60_000 };
  let hasBegun = false;
  const begin = async (output: Readable): Promise<void> => {
    for await (const _ of output) {
      hasBegun = true;
      stop.abort();
      break;
    }
  };
  try {
    const { result } = await overSsh(place, privateKey, watch, begin, () => {});
    if (!hasBegun) throw sshFailure(result.code ?? result.signal, result.errors);
  } catch (error) {
    if (!hasBegun) throw error;
  }
}

const classOf = ({ code }: NodeJS.ErrnoException) => (code === 'ENOSPC' || code === 'EDQUOT' ? 'scratch_full' : 'dump_truncated');

type Receive = (output: Readable, moved: () => void) => Promise<void>;

async function overSsh(
  place: SshPlace,
  privateKey: string,
  watch: Watch,
  receive: Receive,
  onProblem: (line: string) => void,
): Promise<{ result: ChildResult; received: Error | null }> {
  if (!findProgram('ssh')) throw new BackupFailure('engine_missing', 'ssh is not installed here; on Debian: apt install openssh-client');
  // ssh closes every descriptor that it did not open itself, so that the key has to be a file for as long as this runs.
  const folder = await mkdtemp(join(tmpdir(), 'coulisse-ssh-'));
  try {
    await writeFile(join(folder, 'key'), privateKey.endsWith('\n') ? privateKey : `${privateKey}\n`, { mode: 0o600 });
    await writeFile(join(folder, 'known_hosts'), knownHostsLine(place), { mode: 0o600 });
    let receiving: Promise<Error | null> = Promise.resolve(null);
    let moved = (): void => {};
    const order = {
      command: 'ssh',
      args: sshArguments(place, folder),
      signal: watch.signal,
      stallMs: watch.stallMs,
      wallMs: watch.wallMs,
      graceMs: 10_000,
      onErrorLine: (line: string) => {
        watch.onLog(line);
        onProblem(line);
      },
      onOutput: (output: Readable) => {
        receiving = receive(output, () => moved()).then(
          () => null,
          (error: Error) => error,
        );
      },
    };
    const result = await runChild(order, (told) => {
      moved = told;
    });
    return { result, received: await receiving };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function sshArguments(place: SshPlace, folder: string): string[] {
  const options = {
    BatchMode: 'yes',
    StrictHostKeyChecking: 'yes',
    UserKnownHostsFile: join(folder, 'known_hosts'),
    GlobalKnownHostsFile: '/dev/null',
    IdentitiesOnly: 'yes',
    IdentityAgent: 'none',
    PreferredAuthentications: 'publickey',
    ConnectTimeout: '15',
    ServerAliveInterval: '15',
    ServerAliveCountMax: '4',
    ClearAllForwardings: 'yes',
    LogLevel: 'ERROR',
  };
  const given = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const where = ['-p', String(place.port), '-l', place.user, '-i', join(folder, 'key')];
  return ['-F', '/dev/null', '-T', ...given, ...where, '--', place.host, tarCommand(place)];
}
