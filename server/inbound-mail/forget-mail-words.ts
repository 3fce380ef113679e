import { type FedEvent, setFeedInterest } from '../incidents/event-feed.ts';
import type { Context } from '../platform/context.ts';
import type { Live } from '../platform/live.ts';
import { forgetMailOfComment } from './inbound-mail-store.ts';

const listening = new WeakSet<Live>();

/** Asks to hear of comments that are taken back; from the first one on that came by mail. */
export async function listenForDeletions(tx: Context): Promise<void> {
  if (listening.has(tx.live)) return;
  await setFeedInterest(tx, 'mail', ['commentDeleted']);
  tx.db.afterCommit(() => void listening.add(tx.live));
}

/** A comment that came by mail was taken back: the mail's words and its original go with it. */
export async function forgetMailWords(tx: Context, { kind, detail }: FedEvent): Promise<void> {
  const { commentId } = detail;
  if (kind === 'commentDeleted' && typeof commentId === 'string') await forgetMailOfComment(tx.db.sql, commentId);
}
