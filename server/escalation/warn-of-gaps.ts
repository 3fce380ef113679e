import { transact } from '../../db/transaction.ts';
import { listPeople } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { gapsOf, schedulesInUse } from './find-gaps.ts';
import { type Gap, insertGap, listOpenGaps, updateGap } from './gap-store.ts';
import { type KeptSchedule, listSchedules, lockSchedule } from './on-call-store.ts';
import type { Span } from './rotation.ts';
import { tellOnCall } from './tell-on-call.ts';

/** Leads hear of a gap this long before it begins. */
export const warnedBeforeMs = 7 * 86_400_000;

/**
 * Sweep: finds the times within a week in which nobody is on call in a schedule that a policy uses, and tells the leads of
 * each gap once. A gap that is covered, has passed, or is of no use any more is closed.
 */
export async function warnOfGaps(ctx: Context): Promise<void> {
  const used = await schedulesInUse(ctx.db.sql);
  const open = new Set((await listOpenGaps(ctx.db.sql)).map(({ scheduleId }) => scheduleId));
  for (const schedule of await listSchedules(ctx.db.sql)) {
    const isWatched = schedule.isWatched && used.has(schedule.id);
    if (!isWatched && !open.has(schedule.id)) continue;
    try {
      await watch(ctx, schedule, isWatched, open.has(schedule.id));
    } catch (error) {
      ctx.log.error({ err: error, scheduleId: schedule.id }, 'the gaps of an on-call schedule could not be watched; it comes again');
    }
  }
}

async function watch(ctx: Context, schedule: KeptSchedule, isWatched: boolean, hasOpen: boolean): Promise<void> {
  const now = ctx.clock();
  const to = new Date(now.getTime() + warnedBeforeMs);
  // Most schedules have no gap: that costs no transaction.
  if (isWatched && !hasOpen && (await gapsOf(ctx.db.sql, schedule, now, to)).length === 0) return;
  await transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const present = await lockSchedule(sql, schedule.id);
    if (!present) return;
    const gaps = isWatched ? await gapsOf(sql, present, now, to) : [];
    const known = await listOpenGaps(sql, schedule.id);
    const { fresh, gone } = await compare(tx, present.id, known, gaps);
    await close(tx, gone, isWatched);
    if (fresh.length > 0) await tellLeads(tx, present, fresh);
  });
}

/** Before or after, but not beside each other without a pause. */
const touches = (a: Span, b: Span): boolean => a.startAt <= b.endAt && b.startAt <= a.endAt;

/** Enters the gaps that are new and answers those of which nobody knows; a known one that grew or split is known. */
async function compare(tx: Context, scheduleId: string, known: readonly Gap[], gaps: readonly Span[]) {
  const { sql } = tx.db;
  const now = tx.clock();
  const fresh: Gap[] = [];
  const lasting = new Set<string>();
  for (const gap of gaps) {
    const before = known.filter((each) => touches(each, gap));
    const same = before.find(({ id }) => !lasting.has(id));
    if (same) {
      lasting.add(same.id);
      // What has passed of a gap stays a part of it.
      const startAt = gap.startAt.getTime() === now.getTime() && same.startAt < now ? same.startAt : gap.startAt;
      if (startAt.getTime() !== same.startAt.getTime() || gap.endAt.getTime() !== same.endAt.getTime())
        await updateGap(sql, same.id, { startAt, endAt: gap.endAt });
      continue;
    }
    const row: Gap = { id: newId(), scheduleId, ...gap, foundAt: now, resolvedAt: null, outcome: null };
    await insertGap(sql, row);
    if (before.length === 0) fresh.push(row);
  }
  return { fresh, gone: known.filter(({ id }) => !lasting.has(id)) };
}

async function close(tx: Context, gone: readonly Gap[], isWatched: boolean): Promise<void> {
  const now = tx.clock();
  for (const { id, startAt, endAt } of gone) {
    const outcome = !isWatched ? 'unused' : endAt <= now ? 'passed' : 'covered';
    const isCut = outcome === 'covered' && startAt < now;
    await updateGap(tx.db.sql, id, { resolvedAt: now, outcome, ...(isCut && { endAt: now }) });
  }
}

/** One notice for all that were found of a schedule at once; leads, or administrators where there is no lead. */
async function tellLeads(tx: Context, schedule: KeptSchedule, gaps: readonly Gap[]): Promise<void> {
  const [first] = gaps as [Gap, ...Gap[]];
  const leads = await activeOf(tx, 'lead');
  const recipientIds = leads.length > 0 ? leads : await activeOf(tx, 'admin');
  const data = { gapId: first.id, count: gaps.length };
  await tellOnCall(tx, schedule, { kind: 'onCall.gapFound', recipientIds, span: first, key: first.id, data });
  tx.db.afterCommit(() => tx.live.publish({ type: 'onCall.gapFound', id: schedule.id, audience: { role: 'technician' } }));
}

const activeOf = async (tx: Context, role: 'lead' | 'admin'): Promise<string[]> =>
  (await listPeople(tx.db.sql, { role, limit: 200 })).items.filter(({ isActive }) => isActive).map(({ id }) => id);
