import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Decrypter, Encrypter } from 'age-encryption';
import { BackupFailure } from '../../failure.ts';
import { findProgram } from '../child.ts';

export type Bytes = AsyncIterable<Uint8Array>;
export type Compression = 'zst' | 'gz';

/** zstd where the machine has it, gzip everywhere else. */
export const bestCompression = (): Compression => (findProgram('zstd') ? 'zst' : 'gz');

/** Compresses a stream in bounded memory. */
export function compress(source: Bytes, compression: Compression): Bytes {
  return compression === 'zst' ? throughProgram(source, 'zstd', ['-q', '-3', '-T0', '-c']) : throughZlib(source, createGzip({ level: 6 }));
}

/** The opposite of `compress`; damaged or cut input throws. */
export function decompress(source: Bytes, compression: Compression): Bytes {
  return compression === 'zst' ? throughProgram(source, 'zstd', ['-q', '-d', '-c']) : throughZlib(source, createGunzip());
}

async function* throughZlib(source: Bytes, transform: ReturnType<typeof createGzip>): Bytes & AsyncGenerator<Uint8Array> {
  const pumped = pipeline(Readable.from(source), transform);
  pumped.catch(() => {});
  yield* transform;
  await pumped;
}

async function* throughProgram(source: Bytes, name: string, args: string[]): AsyncGenerator<Uint8Array> {
  const program = findProgram(name);
  if (!program) throw new BackupFailure('engine_missing', `The archive is compressed with ${name}, which is not installed here`);
  // It needs no guard of its own: when this process dies its input ends and its output breaks, and it stops.
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-500);
  });
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  let sourceError: unknown;
  const pumped = pipeline(Readable.from(source, { highWaterMark: 4 }), child.stdin).catch((error) => {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') sourceError = error;
  });
  try {
    yield* child.stdout;
    const code = await exit;
    await pumped;
    if (sourceError) throw sourceError;
    if (code !== 0) throw new Error(`${name} ended with ${code}: ${complaint.trim()}`);
  } finally {
    child.kill('SIGKILL');
  }
}

/** Cost of the passphrase in age's scrypt: 2^16 takes about a third of a second and 64 MB here. */
const scryptWorkFactor = 16;

/** Encrypts a stream to a passphrase in the age format (age-encryption.org/v1). */
export async function* encrypt(source: Bytes, passphrase: string): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(scryptWorkFactor);
  yield* await encrypter.encrypt(webStream(source));
}

/** The opposite of `encrypt`; a wrong passphrase or a changed bit throws. */
export async function* decrypt(source: Bytes, passphrase: string): AsyncGenerator<Uint8Array> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  let plain: AsyncIterable<Uint8Array>;
  try {
    plain = await decrypter.decrypt(webStream(source));
  } catch (error) {
    const isWrongKey = /no identity matched/i.test((error as Error).message);
    throw isWrongKey ? new BackupFailure('auth_repo') : error;
  }
  yield* plain;
}

function webStream(source: Bytes): ReadableStream<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: async () => void (await iterator.return?.()),
  });
}
