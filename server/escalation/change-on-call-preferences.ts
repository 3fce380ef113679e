import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { durationMs } from '../platform/duration.ts';
import { type OnCallPreferences, preferencesOf, savePreferences } from './on-call-preference-store.ts';
import { wakeTelling } from './on-call-store.ts';

/** What the person wants to hear of their shifts. */
export async function readOnCallPreferences(ctx: Context, actor: Actor): Promise<OnCallPreferences> {
  const id = actor.id as string;
  const { reminders, isToldOfHandovers } = (await preferencesOf(ctx.db.sql, [id])).get(id)!;
  return { reminders, isToldOfHandovers };
}

/** Changes what the person wants to hear of their shifts; the longest reminder comes first. */
export async function changeOnCallPreferences(ctx: Context, actor: Actor, wished: OnCallPreferences): Promise<OnCallPreferences> {
  const reminders = [...new Map(wished.reminders.map((each) => [durationMs(each)!, each]))]
    .sort(([a], [b]) => b - a)
    .map(([, each]) => each);
  const preferences = { ...wished, reminders };
  await transact(ctx, async (tx) => {
    await savePreferences(tx.db.sql, actor.id as string, preferences, tx.clock());
    await wakeTelling(tx.db.sql);
  });
  return preferences;
}
