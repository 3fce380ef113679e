import type { Context } from '../platform/context.ts';
import { noticesByKeys, rewriteNotice } from './notification-store.ts';

/** Takes the words out of what people were told on these occasions, because what was said has been taken back. */
export async function forgetNoticeText(tx: Context, keys: string[]): Promise<void> {
  for (const { id, data } of await noticesByKeys(tx.db.sql, keys)) await rewriteNotice(tx.db.sql, id, { ...data, text: '' });
}
