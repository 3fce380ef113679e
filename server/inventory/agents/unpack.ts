import { createGunzip, createInflate } from 'node:zlib';
import { DocumentFault } from './document-fault.ts';

export type Packing = 'zlib' | 'gzip' | 'plain';

export interface Limits {
  /** Bytes on the wire. */
  maxWireBytes: number;
  /** Bytes of text when unpacked. */
  maxBytes: number;
  /** How deep elements or objects may lie in each other. */
  maxDepth: number;
  /** Bytes of one entry, such as one program of the list. */
  maxEntryBytes: number;
  /** Entries of all sections together. */
  maxEntries: number;
}

/** More than the largest machine has ever said, and little enough to read while others wait. */
export const usualLimits: Limits = {
  maxWireBytes: 32 * 1024 * 1024,
  maxBytes: 64 * 1024 * 1024,
  maxDepth: 24,
  maxEntryBytes: 512 * 1024,
  maxEntries: 400_000,
};

/** How a body is packed, by its first bytes: what agents write into Content-Type is not to be trusted. */
export function packingOf(raw: Uint8Array): Packing {
  if (raw[0] === 0x1f && raw[1] === 0x8b) return 'gzip';
  const isZlib = ((raw[0] ?? 0) & 0x0f) === 8 && (((raw[0] ?? 0) << 8) | (raw[1] ?? 0)) % 31 === 0;
  return isZlib ? 'zlib' : 'plain';
}

/** The text of a body piece by piece, never more than the limit whatever it claims to be. */
export async function* unpack(raw: Uint8Array, limits: Limits = usualLimits): AsyncGenerator<Buffer> {
  const packing = packingOf(raw);
  if (packing === 'plain') return yield* pieces(raw, limits);
  const inflate = packing === 'zlib' ? createInflate() : createGunzip();
  inflate.end(raw);
  let total = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > limits.maxBytes) throw tooLarge(limits);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof DocumentFault ? error : packingFault(error as NodeJS.ErrnoException);
  } finally {
    inflate.destroy();
  }
}

function* pieces(raw: Uint8Array, limits: Limits): Generator<Buffer> {
  if (raw.length > limits.maxBytes) throw tooLarge(limits);
  const size = 64 * 1024;
  for (let at = 0; at < raw.length; at += size) yield Buffer.from(raw.buffer, raw.byteOffset + at, Math.min(size, raw.length - at));
}

const tooLarge = (limits: Limits): DocumentFault =>
  new DocumentFault('tooLarge', `It holds more than ${Math.floor(limits.maxBytes / 1024 / 1024)} MB when unpacked`);

const packingFault = (error: NodeJS.ErrnoException): DocumentFault =>
  error.code === 'Z_BUF_ERROR'
    ? new DocumentFault('truncated', 'It ends before its end')
    : new DocumentFault('unreadable', 'Its compression cannot be read');
