import type { Verification } from './authentication.ts';

export const mailSources = ['api', 'imap', 'smtp', 'lmtp', 'import'] as const;
export type MailSource = (typeof mailSources)[number];

export const mailStatuses = ['received', 'done', 'quarantined', 'discarded'] as const;
export type MailStatus = (typeof mailStatuses)[number];

export const mailOutcomes = ['created', 'appended', 'ignored', 'quarantined', 'duplicate'] as const;
export type MailOutcome = (typeof mailOutcomes)[number];

/** One step of the way from mail to ticket: what was asked and what came out. */
export interface TraceStep {
  step: string;
  result: string;
  detail?: string;
}

/** A file of a mail that lies with an incident. */
export interface KeptFile {
  name: string;
  contentId: string | null;
  attachmentId: string;
}

/** A mail that came in; its bytes lie in DATA_DIR/mail under their SHA-256. */
export interface InboundMail {
  id: string;
  source: MailSource;
  /** Where it came from within the source: the mailbox's id, the listener. */
  account: string;
  mailboxId: string | null;
  uidValidity: number | null;
  uid: number | null;
  sha256: string;
  sizeBytes: number;
  /** Null when the source knows no envelope; '' for the null sender. */
  envelopeFrom: string | null;
  envelopeTo: string[];
  status: MailStatus;
  outcome: MailOutcome | null;
  reason: string | null;
  messageId: string | null;
  /** The same for two copies of one mail, however they came. */
  dedupKey: string | null;
  duplicateOfId: string | null;
  fromAddress: string | null;
  fromName: string | null;
  subject: string | null;
  personId: string | null;
  verification: Verification | null;
  /** The sender is who they say they are: verified, or in possession of what only they were sent. */
  isTrusted: boolean;
  isAutomatic: boolean;
  incidentId: string | null;
  commentId: string | null;
  text: string | null;
  html: string | null;
  files: KeptFile[];
  trace: TraceStep[];
  attempts: number;
  receivedAt: Date;
  processedAt: Date | null;
}

/** How the desk takes mail. */
export interface MailPolicy {
  /** Names by which our own mail servers sign Authentication-Results. */
  authServers: string[];
  /** Domains whose unknown senders are taken for employees. */
  acceptedDomains: string[];
  /** What to do with other unknown senders. */
  unknownSenders: 'accept' | 'quarantine';
  /** How long after a solution an answer by mail opens the incident again. */
  reopenDays: number;
  /** Whether a sender is told that the mail was received. */
  isAcknowledging: boolean;
  /** Of larger mails only the words are read; the original is kept. */
  maxBytes: number;
  version: number;
}

export const firstPolicy: MailPolicy = {
  authServers: [],
  acceptedDomains: [],
  unknownSenders: 'accept',
  reopenDays: 7,
  isAcknowledging: true,
  maxBytes: 25 * 1024 * 1024,
  version: 0,
};

/** Nothing larger is taken in at all. */
export const hardMaxBytes = 50 * 1024 * 1024;
