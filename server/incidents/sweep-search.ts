import { enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { outdatedDocuments } from '../search/search.ts';
import { readableUnread } from './attachment-text-store.ts';
import { findIncidentRow } from './incident-store.ts';
import { indexIncident } from './index-incident.ts';

const batch = 200;

/** Indexes incidents again that were indexed in an earlier way, and has files read that nobody has read yet; answers how many. */
export async function sweepSearch(ctx: Context): Promise<number> {
  const outdated = await outdatedDocuments(ctx.db.sql, 'incident', batch);
  for (const id of outdated) {
    await transact(ctx, async (tx) => {
      const incident = await findIncidentRow(tx.db.sql, id);
      if (incident) await indexIncident(tx, incident);
    });
  }
  return outdated.length + (await readUnreadFiles(ctx));
}

async function readUnreadFiles(ctx: Context): Promise<number> {
  const unread = await readableUnread(ctx.db.sql, batch);
  if (unread.length > 0) await transact(ctx, (tx) => Promise.all(unread.map((id) => enqueueReading(tx, id))));
  return unread.length;
}

/** Has the words of an attached file read soon, in the transaction that attaches it. */
export async function enqueueReading(tx: Context, attachmentId: string): Promise<void> {
  const now = tx.clock();
  await enqueue(tx.db.sql, { job: 'attachment.read', payload: { attachmentId }, runAt: now, now, key: `attachment.read:${attachmentId}` });
}
