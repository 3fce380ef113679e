import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { readFileOf } from './attachment-files.ts';
import type { Attachment } from './attachment-store.ts';
import { isPicture } from './sniff.ts';

const pdfPolicy = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

/**
 * Sends a file that a stranger may have made: only pictures, and PDFs where asked, are shown in place, the browser guesses no
 * other type, and a page made of it could run nothing.
 */
export async function sendAttachment(ctx: Context, res: Response, attachment: Attachment, isInline = false): Promise<void> {
  const isShown = isPicture(attachment.contentType) || (isInline && attachment.contentType === 'application/pdf');
  const stream = await readFileOf(ctx.settings.dataDir, attachment.sha256).catch((error: { code?: string }) => {
    if (error.code !== 'ENOENT') throw error;
    ctx.log.error({ attachmentId: attachment.id, sha256: attachment.sha256 }, 'the bytes of an attachment are gone');
    throw new Problem('not_found', 'The bytes of this file are gone');
  });
  res.set({
    'Content-Type': attachment.contentType,
    'Content-Length': String(attachment.sizeBytes),
    'Content-Disposition': dispositionOf(attachment, isShown),
    'X-Content-Type-Options': 'nosniff',
    // The browser's own reader of PDFs does not start in a sandbox; it keeps the file away from our pages itself.
    'Content-Security-Policy': isShown && isInline ? pdfPolicy : "sandbox; default-src 'none'",
    'Cross-Origin-Resource-Policy': 'same-origin',
    // Without transform: the compression would drop the length, and pictures are compressed already.
    'Cache-Control': 'private, max-age=31536000, immutable, no-transform',
  });
  await pipeline(stream, res).catch((error: { code?: string }) => {
    // The reader went away in the middle: nobody is left to be told.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/** RFC 6266: a plain name for old readers and the real one in UTF-8. */
function dispositionOf({ name }: Attachment, isShown: boolean): string {
  const kind = isShown ? 'inline' : 'attachment';
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const real = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${real}`;
}
