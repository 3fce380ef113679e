import type { Context } from '../platform/context.ts';
import { type MailOutcome, mailOutcomes } from './inbound-mail.ts';
import { findMail } from './inbound-mail-store.ts';
import { mailsIn } from './mails-in.ts';
import { processMail } from './process-mail.ts';
import { receiveMail } from './receive-mail.ts';

export type ImportReport = Record<MailOutcome | 'failed', number> & { failures: Array<{ where: string; error: string }> };

/**
 * Takes in every mail of these paths, one after the other, as if each had been sent to us now. Broken off, it may be run again
 * over all of them: what came in is known. A mail that fails is counted and keeps no other from coming in.
 */
export async function importMail(ctx: Context, paths: string[]): Promise<ImportReport> {
  const counts = Object.fromEntries([...mailOutcomes, 'failed'].map((name) => [name, 0])) as Record<MailOutcome | 'failed', number>;
  const report: ImportReport = { ...counts, failures: [] };
  for (const path of paths) {
    for await (const { where, content } of mailsIn(path)) {
      try {
        const { mailId, rowId } = await receiveMail(ctx, content, { source: 'import', account: 'import' }, { isInline: true });
        const mail = rowId ? await processMail(ctx, { mailId }, rowId) : await findMail(ctx.db.sql, mailId);
        report[mail?.outcome ?? 'failed'] += 1;
      } catch (error) {
        report.failed += 1;
        report.failures.push({ where, error: String((error as Error).message).slice(0, 200) });
      }
    }
  }
  return report;
}
