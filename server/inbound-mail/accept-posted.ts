import type { Request } from 'express';
import type { z } from 'zod';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import type { InboundMail } from './inbound-mail.ts';
import { hardMaxBytes } from './inbound-mail.ts';
import type { receivedAnswer } from './inbound-mail-schemas.ts';
import { findMail } from './inbound-mail-store.ts';
import { processMail } from './process-mail.ts';
import { receiveMail } from './receive-mail.ts';

type Answer = z.output<typeof receivedAnswer>;

/** Takes a mail from the body of a request and answers what became of it. What goes wrong on our side is a 503. */
export async function acceptPosted(ctx: Context, req: Request): Promise<Answer> {
  if (!req.is('message/rfc822')) throw new Problem('unsupported_media_type', 'Send message/rfc822');
  if (Number(req.headers['content-length'] ?? 1) === 0) throw new Problem('malformed_request', 'The mail is empty');
  if (Number(req.headers['content-length'] ?? 0) > hardMaxBytes) throw new Problem('payload_too_large');
  const { mailId, rowId } = await orLater(ctx, receiveMail(ctx, req, { source: 'api', account: 'api' }, { isInline: true }));
  const mail = rowId ? await orLater(ctx, processMail(ctx, { mailId }, rowId)) : await findMail(ctx.db.sql, mailId);
  if (!mail?.outcome) throw new Problem('temporarily_unavailable', 'The mail is being looked at');
  return answerOf(mail);
}

const answerOf = ({ id, outcome, reason, incidentId }: InboundMail): Answer => ({
  outcome: outcome as NonNullable<typeof outcome>,
  mailId: id,
  // Where a mail only claims to belong is for those who decide about it.
  ...(incidentId && outcome !== 'quarantined' && { incidentId }),
  ...(reason && { reason }),
});

/** The sender must not take our fault for a verdict on the mail. */
async function orLater<T>(ctx: Context, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Problem && error.code !== 'conflict' && error.status < 500) throw error;
    ctx.log.error({ err: error }, 'a mail could not be taken in; its sender keeps it');
    throw new Problem('temporarily_unavailable', 'The mail could not be taken in; send it again later');
  }
}
