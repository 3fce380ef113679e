import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

const keyFor = (secretKey: Buffer, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', secretKey, '', purpose, 32));

/** Encrypts a text for keeping in the database (AES-256-GCM, key derived by HKDF for the purpose). */
export function seal(secretKey: Buffer, purpose: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secretKey, purpose), nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

/** The text that `seal` was given; throws when the key or the purpose is another or a bit was changed. */
export function unseal(secretKey: Buffer, purpose: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', keyFor(secretKey, purpose), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

/** The key with which `sign` signs for a purpose, for a receiver who is to check signatures; base64url of 32 bytes. */
export const signingKey = (secretKey: Buffer, purpose: string): string => keyFor(secretKey, purpose).toString('base64url');

/** A signature of a text for one purpose, URL-safe. */
export const sign = (secretKey: Buffer, purpose: string, text: string): string =>
  createHmac('sha256', keyFor(secretKey, purpose)).update(text).digest('base64url');

/** True when the signature is the one that `sign` gives; takes the same time either way. */
export function isSigned(secretKey: Buffer, purpose: string, text: string, signature: string): boolean {
  const expected = Buffer.from(sign(secretKey, purpose, text));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
