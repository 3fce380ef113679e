import type { StoredFile } from '../incidents/attachment-files.ts';
import type { Actor } from '../platform/actor.ts';
import type { InboundMail, MailPolicy, TraceStep } from './inbound-mail.ts';
import type { ReadMail } from './mime/read-mail.ts';

export type MailAttachment = StoredFile & { name: string; contentId: string | null };

/** A mail that is being looked at, with everything that is known about it before the database is asked. */
export interface MailCase {
  row: InboundMail;
  mail: ReadMail;
  /** Its files; their bytes are on the disk. */
  files: MailAttachment[];
  policy: MailPolicy;
  /** Only the beginning of an oversized mail was read. */
  isCut: boolean;
  trace: TraceStep[];
  /** Somebody took it out of the quarantine: into this incident, or a new one. */
  released: { by: Actor; incidentId: string | null } | null;
}

/** What becomes of a mail, and what is kept about it. */
export type Verdict = Pick<InboundMail, 'outcome' | 'reason'> &
  Partial<
    Pick<
      InboundMail,
      'incidentId' | 'commentId' | 'personId' | 'verification' | 'isTrusted' | 'isAutomatic' | 'files' | 'duplicateOfId' | 'dedupKey'
    >
  >;

export const ignored = (reason: string, more: Partial<Verdict> = {}): Verdict => ({ outcome: 'ignored', reason, ...more });
export const quarantined = (reason: string, more: Partial<Verdict> = {}): Verdict => ({ outcome: 'quarantined', reason, ...more });

/** Notes one step of the way for those who ask later why. */
export function noteStep({ trace }: Pick<MailCase, 'trace'>, step: string, result: string, detail?: string): void {
  trace.push({ step, result, ...(detail && { detail: detail.slice(0, 300) }) });
}
