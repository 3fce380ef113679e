import { transact } from '../../db/transaction.ts';
import { notify } from '../notifications/notify.ts';
import type { Person } from '../people/person.ts';
import { listPeople } from '../people/person-queries.ts';
import { type Role, roles } from '../platform/actor.ts';
import { dayIn } from '../platform/calendar-days.ts';
import type { Context } from '../platform/context.ts';
import { type Alert, type Digest, isDigestDue } from './alert.ts';
import { type DigestRow, findDigest, markTold, takeDay, untoldTo } from './alert-store.ts';

/** So many alerts stand in a message by name; the others are counted. */
const spelledOut = 30;
const most = 20_000;

/** What holds for a person: what they chose, or that leads hear of everything once a day. */
export function digestFor(role: Role, row: Partial<DigestRow> | null): Digest {
  return {
    rhythm: row?.rhythm ?? (roles.indexOf(role) >= roles.indexOf('lead') ? 'daily' : 'never'),
    hour: row?.hour ?? 8,
    kinds: row?.kinds ?? null,
    version: row?.version ?? 0,
  };
}

/** Sweep: tells everybody whose hour has come of the alerts that they were not told of. Nobody hears of the same fact twice. */
export async function sendAlertDigests(ctx: Context): Promise<void> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const found = await listPeople(ctx.db.sql, { role: 'technician,lead,admin', limit: 200, cursor: cursor ?? undefined });
    for (const person of found.items.filter(({ isActive }) => isActive)) await digest(ctx, person);
    cursor = found.nextCursor;
  }
}

async function digest(ctx: Context, person: Person): Promise<void> {
  const now = ctx.clock();
  const local = localTime(now, person.timeZone);
  const row = await findDigest(ctx.db.sql, person.id);
  const wish = digestFor(person.role, row);
  if (!isDigestDue(wish, local, row?.lastDay ?? null)) return;
  await transact(ctx, async (tx) => {
    if (!(await takeDay(tx.db.sql, person.id, local.day, now))) return;
    const alerts = await untoldTo(tx.db.sql, person.id, wish.kinds, most);
    if (alerts.length === 0) return;
    await markTold(
      tx.db.sql,
      person.id,
      alerts.map(({ id }) => id),
      now,
    );
    const items = alerts.slice(0, spelledOut).map(({ kind, dueOn, data }: Alert) => ({ kind, dueOn, ...data }));
    await notify(tx, {
      recipientIds: [person.id],
      kind: 'alert.digest',
      subject: { type: 'alerts', id: person.id },
      data: { count: alerts.length, items },
      key: `alert.digest:${local.day}`,
    });
  });
}

/** The day, hour and weekday (1 is Monday) where a person is. */
function localTime(now: Date, timeZone: string): { day: string; hour: number; weekday: number } {
  const day = dayIn(now, timeZone);
  const hour = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(now));
  return { day, hour, weekday: new Date(`${day}T12:00:00Z`).getUTCDay() };
}
