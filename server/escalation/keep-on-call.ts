import { transact } from '../../db/transaction.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { durationMs } from '../platform/duration.ts';
import { preferencesOf } from './on-call-preference-store.ts';
import { type KeptSchedule, schedulesToTell, updateProgress } from './on-call-store.ts';
import { coverageOf } from './roster.ts';
import { earlier } from './rotation.ts';
import { settleShifts } from './settle-shifts.ts';
import { dueOccasions, type Occasion, occasionsOf, onCallIn, type Spell, spellsOf, type Wishes } from './spell.ts';
import { tellOnCall } from './tell-on-call.ts';

/** The longest time before a shift for which one can ask to be reminded. */
export const longestReminder = 'P7D';
const horizonMs = durationMs(longestReminder)!;
/** So often at least the ledger is brought up to date, so that who leaves meanwhile was on call until then. */
const mostMs = 10 * 60_000;
const atATime = 200;

/**
 * Sweep: enters the shifts that are over into the ledger, reminds people of theirs to come, and tells those who take and
 * hand over. What came up since the last time is told, so a late sweep skips nobody and tells nobody twice.
 */
export async function keepOnCall(ctx: Context): Promise<void> {
  for (const id of await schedulesToTell(ctx.db.sql, ctx.clock(), atATime)) {
    try {
      await transact(ctx, async (tx) => tellDue(tx, await settleShifts(tx, id)));
    } catch (error) {
      ctx.log.error({ err: error, scheduleId: id }, 'an on-call schedule could not be kept; it comes again');
    }
  }
}

async function tellDue(tx: Context, schedule: KeptSchedule): Promise<void> {
  const { sql } = tx.db;
  const now = tx.clock();
  const toldAt = schedule.toldAt ?? schedule.settledAt;
  // A spell that goes on is seen from before, so that it does not seem to begin here.
  const from = new Date(toldAt.getTime() - 1);
  const spells = spellsOf((await coverageOf(sql, schedule, from, new Date(now.getTime() + horizonMs))).shifts);
  const occasions = occasionsOf(spells, await wishesOf(tx, spells));
  for (const occasion of dueOccasions(occasions, toldAt, now)) await tell(tx, schedule, spells, occasion);
  const next = occasions.find(({ at }) => at > now)?.at ?? new Date(now.getTime() + mostMs);
  await updateProgress(sql, schedule.id, { toldAt: now, nextTellAt: earlier(next, new Date(now.getTime() + mostMs)) });
}

async function wishesOf(tx: Context, spells: readonly Spell[]): Promise<(personId: string) => Wishes> {
  const preferences = await preferencesOf(tx.db.sql, [...new Set(spells.map(({ personId }) => personId))]);
  const wishes = new Map(
    [...preferences].map(([id, { reminders, isToldOfHandovers }]) => [
      id,
      { leadsMs: reminders.map((each) => durationMs(each)!), isToldOfHandovers },
    ]),
  );
  return (personId) => wishes.get(personId)!;
}

async function tell(tx: Context, schedule: KeptSchedule, spells: readonly Spell[], { kind, at, spell }: Occasion): Promise<void> {
  const { personId, startAt, endAt } = spell;
  const others = await othersOf(tx, spells, spell, kind);
  const lead = kind === 'onCall.starts' ? `:${startAt.getTime() - at.getTime()}` : '';
  const edge = kind === 'onCall.ended' ? endAt : startAt;
  const key = `${schedule.id}:${edge.toISOString()}${lead}`;
  await tellOnCall(tx, schedule, { kind, recipientIds: [personId], span: spell, key, data: { actor: others } });
}

/** Who hands over to this spell, or takes over from it, by name; empty when nobody does. */
async function othersOf(
  tx: Context,
  spells: readonly Spell[],
  { personId, startAt, endAt }: Spell,
  kind: Occasion['kind'],
): Promise<string> {
  const beside = kind === 'onCall.ended' ? onCallIn(spells, endAt) : onCallIn(spells, new Date(startAt.getTime() - 1));
  const ids = [...new Set(beside.map((spell) => spell.personId))].filter((id) => id !== personId);
  const refs = await personRefs(tx.db.sql, ids);
  return ids.map((id) => refs.get(id)?.name ?? '').join(', ');
}
