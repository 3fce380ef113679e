import { complete, findOutboxRow } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { type FileText, hasNoWords, readFileText } from '../search/file-text/file-text.ts';
import { pathOfFile } from './attachment-files.ts';
import { type Attachment, attachmentById } from './attachment-store.ts';
import { findTexts, insertText } from './attachment-text-store.ts';
import { findIncidentRow } from './incident-store.ts';
import { indexIncident } from './index-incident.ts';

/** Leaf job `attachment.read`: reads the words of an attached file once, whatever it is attached to, and makes them findable. */
export async function readAttachmentText(ctx: Context, { attachmentId }: { attachmentId: string }, rowId: string): Promise<void> {
  if (!(await findOutboxRow(ctx.db.sql, rowId))) return;
  const attachment = await attachmentById(ctx.db.sql, attachmentId);
  const text = attachment && (await unreadText(ctx, attachment));
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId)) || !attachment) return;
    if (text) await insertText(tx.db.sql, attachment.sha256, text, tx.clock());
    const incident = await findIncidentRow(tx.db.sql, attachment.incidentId);
    if (incident) await indexIncident(tx, incident);
  });
}

async function unreadText(ctx: Context, { sha256, contentType }: Attachment): Promise<FileText | null> {
  if (hasNoWords(contentType) || (await findTexts(ctx.db.sql, [sha256])).size > 0) return null;
  return readFileText({ path: pathOfFile(ctx.settings.dataDir, sha256), contentType });
}
