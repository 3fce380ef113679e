import { timingSafeEqual } from 'node:crypto';
import { sign } from '../../../platform/secret-box.ts';

/** Which mail it was: about what, to whom, in which delivery. */
export interface MailProof {
  subjectId: string;
  personId: string;
  deliveryId: string;
}

const messagePurpose = 'mail message';
const addressPurpose = 'mail reply address';
/** 128 bits in a Message-ID, 80 in an address, whose letters no mail server's case folding may spoil. */
const signatureLength = 22;
const addressSignatureLength = 20;

/** Takes the same time whatever is wrong with it. */
const isSame = (expected: string, given: string): boolean =>
  Buffer.byteLength(given) === expected.length && timingSafeEqual(Buffer.from(expected), Buffer.from(given));

const shortened = (id: string): string =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
    ? Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
    : `~${Buffer.from(id).toString('base64url')}`;

function lengthened(text: string): string {
  if (text.startsWith('~')) return Buffer.from(text.slice(1), 'base64url').toString();
  const hex = Buffer.from(text, 'base64url').toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const signatureOf = (secretKey: Buffer, ids: string): string => sign(secretKey, messagePurpose, ids).slice(0, signatureLength);

/** The Message-ID of a delivery, without brackets: always the same for the same, and proof that we sent it. */
export function messageIdOf(secretKey: Buffer, { subjectId, personId, deliveryId }: MailProof, host: string): string {
  const ids = [subjectId, personId, deliveryId].map(shortened).join('.');
  return `c.${ids}.${signatureOf(secretKey, ids)}@${host}`;
}

/** What a Message-ID proves, wherever it was found; null unless we made it. */
export function readMessageId(secretKey: Buffer, messageId: string): MailProof | null {
  const found = /^c\.([\w~-]+)\.([\w~-]+)\.([\w~-]+)\.([\w-]+)@/.exec(messageId);
  if (!found) return null;
  const [, subject = '', person = '', delivery = '', signature = ''] = found;
  if (!isSame(signatureOf(secretKey, `${subject}.${person}.${delivery}`), signature)) return null;
  return { subjectId: lengthened(subject), personId: lengthened(person), deliveryId: lengthened(delivery) };
}

/** One desk's sign in the header of everything that it sends, by which it knows its own mail again. */
export const loopSign = (secretKey: Buffer): string => sign(secretKey, 'mail loop', 'own').slice(0, signatureLength);

const hexOf = (secretKey: Buffer, subjectId: string, personId: string): string =>
  Buffer.from(sign(secretKey, addressPurpose, `${subjectId} ${personId}`), 'base64url')
    .toString('hex')
    .slice(0, addressSignatureLength);

/** `support+1042-0a1b…@example.org`: where this person's answer about this incident goes. */
export const replyAddressOf = (
  secretKey: Buffer,
  pattern: string,
  { number, subjectId, personId }: { number: string; subjectId: string; personId: string },
): string => pattern.replace('{token}', `${number}-${hexOf(secretKey, subjectId, personId)}`);

/** The number and the signature in an address that was made by the pattern; null for other addresses. */
export function readReplyAddress(pattern: string | null, address: string): { number: string; signature: string } | null {
  const [before, after] = (pattern ?? '').toLowerCase().split('{token}');
  if (!before || !after || !address.startsWith(before) || !address.endsWith(after)) return null;
  const found = /^(\d{1,9})-([0-9a-f]{20})$/.exec(address.slice(before.length, address.length - after.length));
  return found ? { number: found[1] as string, signature: found[2] as string } : null;
}

/** True when the signature of a reply address was made for this person and incident. */
export const isReplySignature = (secretKey: Buffer, { subjectId, personId }: Omit<MailProof, 'deliveryId'>, signature: string): boolean =>
  isSame(hexOf(secretKey, subjectId, personId), signature);
