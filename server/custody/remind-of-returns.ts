import { transact } from '../../db/transaction.ts';
import type { Asset } from '../assets/asset.ts';
import { notify } from '../notifications/notify.ts';
import type { Context } from '../platform/context.ts';
import { custodySettings } from './custody-settings.ts';
import { remind } from './decide-hand-over.ts';
import { dueForReminder, lockHandOver } from './hand-over-store.ts';
import { currentDay } from './reminder-days.ts';
import { type DueAsset, dueAssets, insertReturnReminders } from './reminder-store.ts';
import { namesOf } from './tell-custody.ts';

const dayMs = 86_400_000;
/** What was due longer ago than the last reminder and this has been said often enough. */
const staleDays = 7;
const portion = 500;

/**
 * Reminds people of what is expected back, before and after: one message for what is due on one day, each reminder of each
 * device once, however often and from however many processes this runs. After an outage only the latest is sent.
 */
export async function remindOfReturns(ctx: Context): Promise<void> {
  const { returnDays } = await custodySettings(ctx.db.sql);
  const [first, last] = [returnDays[0], returnDays.at(-1)];
  if (first === undefined || last === undefined) return;
  const now = ctx.clock();
  const bounds = { after: new Date(now.getTime() - (last + staleDays) * dayMs), until: new Date(now.getTime() - first * dayMs) };
  for (let from: DueAsset | null = null; ; ) {
    const found = await dueAssets(ctx.db.sql, bounds, from, portion);
    const due = found.flatMap((asset) => {
      const days = currentDay(returnDays, asset.dueAt, now, asset.checkedOutAt);
      return days === null || asset.remindedOf.includes(days) ? [] : [{ ...asset, days }];
    });
    for (const group of groupsOf(due)) await remindHolder(ctx, group);
    if (found.length < portion) return;
    from = found.at(-1) as DueAsset;
  }
}

type Due = DueAsset & { days: number };

/** What one person should bring on one day stands in one message. */
function groupsOf(due: Due[]): Due[][] {
  const groups = new Map<string, Due[]>();
  for (const asset of due) {
    const key = `${asset.custodianId} ${asset.days} ${asset.dueAt.toISOString().slice(0, 10)}`;
    groups.set(key, [...(groups.get(key) ?? []), asset]);
  }
  return [...groups.values()];
}

async function remindHolder(ctx: Context, group: Due[]): Promise<void> {
  await transact(ctx, async (tx) => {
    // Who writes the row first tells; the others find it there.
    const fresh = await insertReturnReminders(tx.db.sql, group, tx.clock());
    const [one] = fresh;
    if (!one) return;
    await notify(tx, {
      recipientIds: [one.custodianId],
      kind: one.days < 0 ? 'custody.returnSoon' : 'custody.returnLate',
      subject: { type: 'holdings', id: one.custodianId },
      data: { until: one.dueAt.toISOString(), text: namesOf(fresh as Array<Pick<Asset, 'tag' | 'name'>>), count: fresh.length },
      key: `custody.return:${one.id}:${one.dueAt.toISOString()}:${one.days}`,
    });
  });
}

/** Asks again who has not signed; each reminder once. */
export async function remindOfSignatures(ctx: Context): Promise<void> {
  for (const { id } of await dueForReminder(ctx.db.sql, ctx.clock(), 200)) {
    await transact(ctx, async (tx) => {
      const handOver = await lockHandOver(tx.db.sql, id);
      const isDue = handOver?.state === 'waiting' && handOver.remindAt !== null && handOver.remindAt <= tx.clock();
      if (isDue) await remind(tx, handOver);
    });
  }
}
