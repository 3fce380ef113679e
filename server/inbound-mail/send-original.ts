import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import type { InboundMail } from './inbound-mail.ts';
import { openMail } from './mail-files.ts';

/** Sends the mail as it came; only ever as a download, because it holds whatever a stranger put into it. */
export async function sendOriginal(ctx: Context, res: Response, mail: InboundMail): Promise<void> {
  const stream = await openMail(ctx.settings.dataDir, mail.sha256).catch((error: { code?: string }) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Problem('not_found', 'The bytes of this mail are gone');
  });
  res.set({
    'Content-Type': 'message/rfc822',
    'Content-Length': String(mail.sizeBytes),
    'Content-Disposition': `attachment; filename="mail-${mail.receivedAt.toISOString().slice(0, 10)}-${mail.id.slice(-6)}.eml"`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'Cache-Control': 'private, no-store, no-transform',
  });
  await pipeline(stream, res).catch((error: { code?: string }) => {
    // The reader went away in the middle: nobody is left to be told.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}
