import { isSigned, sign } from './secret-box.ts';

/** What a link in a mail allows its holder to do, once its signature holds. */
export interface LinkClaim {
  /** `incident.decide`, … */
  action: string;
  subjectId: string;
  /** The person to whom the mail was sent; who opens the link acts as that person, for this alone. */
  personId: string;
  expiresAt: Date;
}

const purpose = 'link';

/** The part of a link's address that proves the claim; URL-safe. */
export function signLink(secretKey: Buffer, { action, subjectId, personId, expiresAt }: LinkClaim): string {
  const claim = Buffer.from(JSON.stringify([action, subjectId, personId, Math.ceil(expiresAt.getTime() / 1000)])).toString('base64url');
  return `${claim}.${sign(secretKey, purpose, claim)}`;
}

/** The claim of a link that we signed and that has not expired; null for everything else. */
export function readLink(secretKey: Buffer, token: string, now: Date): LinkClaim | null {
  const [claim = '', signature = ''] = token.split('.');
  if (!isSigned(secretKey, purpose, claim, signature)) return null;
  const [action, subjectId, personId, expiry] = JSON.parse(Buffer.from(claim, 'base64url').toString()) as [string, string, string, number];
  const expiresAt = new Date(expiry * 1000);
  return expiresAt > now ? { action, subjectId, personId, expiresAt } : null;
}
