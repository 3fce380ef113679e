import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';

/** A new identifier: UUIDv7 (RFC 9562), so that ids sort by the time at which they were made. */
export const newId = (): string => v7();

/** An unguessable secret of 256 bits, URL-safe, for tokens and one-time links. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** The SHA-256 of a text or bytes in hexadecimal. */
export const sha256 = (value: string | Uint8Array): string => createHash('sha256').update(value).digest('hex');
