import { transact } from '../../db/transaction.ts';
import type { Asset } from '../assets/asset.ts';
import { assetsHeldBy } from '../assets/asset-queries.ts';
import { notify } from '../notifications/notify.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { custodySettings } from './custody-settings.ts';
import type { Departure } from './departure.ts';
import { insertDepartureReminder, openDepartures } from './departure-store.ts';
import { currentDay } from './reminder-days.ts';
import { namesOf } from './tell-custody.ts';

const dayMs = 86_400_000;
const portion = 200;

/**
 * Reminds who leaves of what they have, and from the last day on also their manager and whoever planned it; each reminder
 * once, and none when nothing is left to bring back.
 */
export async function remindLeavers(ctx: Context): Promise<void> {
  const { leaverDays } = await custodySettings(ctx.db.sql);
  const [first] = leaverDays;
  if (first === undefined) return;
  const now = ctx.clock();
  const until = new Date(now.getTime() - first * dayMs).toISOString().slice(0, 10);
  for (let afterId = ''; ; ) {
    const found = await openDepartures(ctx.db.sql, until, afterId, portion);
    for (const departure of found) {
      const days = currentDay(leaverDays, morningOf(departure.lastDay), now, null);
      if (days !== null) await remindLeaver(ctx, departure, days);
    }
    if (found.length < portion) return;
    afterId = (found.at(-1) as Departure).id;
  }
}

/** People read it in the morning of the day, in Europe and not in the middle of the night. */
const morningOf = (day: string): Date => new Date(`${day}T07:00:00Z`);

async function remindLeaver(ctx: Context, departure: Departure, days: number): Promise<void> {
  await transact(ctx, async (tx) => {
    const holds = await assetsHeldBy(tx.db.sql, departure.personId);
    // Nothing is noted: what is handed out tomorrow is reminded of.
    if (holds.length === 0) return;
    if (!(await insertDepartureReminder(tx.db.sql, departure, days, tx.clock()))) return;
    await tell(tx, departure, days, holds);
  });
}

async function tell(tx: Context, departure: Departure, days: number, holds: Asset[]): Promise<void> {
  const person = await findPerson(tx.db.sql, departure.personId);
  if (!person) return;
  const text = namesOf(holds);
  const key = `${departure.id}:${departure.lastDay}:${days}`;
  const data = { title: departure.lastDay, text };
  await notify(tx, {
    recipientIds: [person.id],
    kind: 'custody.leaverReturns',
    subject: { type: 'holdings', id: person.id },
    data,
    key: `custody.leaver:${key}`,
  });
  if (days < 0) return;
  await notify(tx, {
    recipientIds: [person.managerId, departure.createdById].filter((id) => id !== null),
    kind: 'custody.leaverStillHolds',
    subject: { type: 'departures', id: person.id },
    data: { ...data, actor: person.name },
    key: `custody.leaverHolds:${key}`,
  });
}
