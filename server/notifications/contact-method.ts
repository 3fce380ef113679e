import type { Channel } from './notification.ts';

/** A way to reach a person beside their own mail address. Nothing but its own test goes there before it is verified. */
export interface ContactMethod {
  id: string;
  personId: string;
  channel: Channel;
  /** A mail address, a URL, or where a browser's push service listens. */
  address: string;
  label: string;
  sealedSecret: string | null;
  codeHash: string | null;
  codeSentAt: Date | null;
  codeTries: number;
  verifiedAt: Date | null;
  lastSentAt: Date | null;
  lastError: string | null;
  createdAt: Date;
}

export const mostContactMethods = 20;
export const codeLivesMs = 30 * 60_000;
export const mostCodeTries = 5;
