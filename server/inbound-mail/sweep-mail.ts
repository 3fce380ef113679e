import { findOutboxRowByKey } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { discardFile, discardLeftover, oldFiles } from '../incidents/attachment-files.ts';
import { forgetOldLimits } from '../notifications/channels/mail/mail-limits.ts';
import type { Context } from '../platform/context.ts';
import { deleteDiscarded, neededMailHashes, oldestUnprocessed } from './inbound-mail-store.ts';
import { mailRoot } from './mail-files.ts';
import { enqueueProcessing, processKey } from './receive-mail.ts';
import { forgetBursts } from './sender-burst-store.ts';

const day = 24 * 60 * 60 * 1000;

/** Looks at mails again whose work was lost; there should be none. Answers how many. */
export async function rearmMail(ctx: Context): Promise<number> {
  const before = new Date(ctx.clock().getTime() - 10 * 60_000);
  let armed = 0;
  for (const id of await oldestUnprocessed(ctx.db.sql, before)) {
    const isLost = !(await findOutboxRowByKey(ctx.db.sql, processKey(id)));
    if (!isLost) continue;
    await transact(ctx, (tx) => enqueueProcessing(tx, id));
    armed += 1;
  }
  return armed;
}

/** Forgets what nobody needs any more: mails discarded a month ago, limits and bursts that are over, bytes without a row. */
export async function sweepMail(ctx: Context): Promise<number> {
  const now = ctx.clock().getTime();
  await transact(ctx, async (tx) => {
    await deleteDiscarded(tx.db.sql, new Date(now - 30 * day));
    await forgetOldLimits(tx.db.sql, new Date(now - 30 * day));
    await forgetBursts(tx.db.sql, new Date(now - day));
  });
  return sweepBytes(ctx);
}

/** A mail's bytes are written before its row, so the young ones are let be. */
async function sweepBytes(ctx: Context): Promise<number> {
  const root = mailRoot(ctx.settings.dataDir);
  // File times are the machine's, so this one clock is the machine's too.
  const before = new Date(Date.now() - day);
  let gone = 0;
  for await (const { hashes, leftovers } of oldFiles(root, before)) {
    const needed = hashes.length > 0 ? await neededMailHashes(ctx.db.sql, hashes) : new Set<string>();
    for (const hash of hashes.filter((name) => !needed.has(name))) if (await discardFile(root, hash, before)) gone += 1;
    for (const name of leftovers) await discardLeftover(root, name);
    gone += leftovers.length;
  }
  return gone;
}
