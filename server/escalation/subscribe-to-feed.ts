import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { asActor, type Person } from '../people/person.ts';
import { findPerson, personRefs } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId, newSecret, sha256 } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { type Feed, findFeedByHash, insertFeed, listFeeds, revokeFeed, touchFeed } from './feed-store.ts';
import { type CalendarEvent, calendarText } from './on-call-calendar.ts';
import { findSchedule, type KeptSchedule, listSchedules } from './on-call-store.ts';
import { coverageOf } from './roster.ts';

const dayMs = 86_400_000;
/** What a calendar shows: what was lately, and the coming months. */
const pastMs = 30 * dayMs;
const futureMs = 120 * dayMs;
const mostFeeds = 20;

/** A feed with the address that only whoever made it sees, once. */
export type NewFeed = Feed & { url: string };

/** Makes a calendar address of one's own shifts, or of a schedule with everybody on it; of somebody else's it is refused. */
export async function subscribeToFeed(
  ctx: Context,
  actor: Actor,
  { scheduleId, personId }: { scheduleId: string | null; personId?: string | undefined },
): Promise<NewFeed> {
  if (personId !== undefined && personId !== actor.id)
    throw new Problem('forbidden', 'Everybody makes the calendar address of their own shifts');
  if (scheduleId && !hasRole(actor, 'technician')) throw new Problem('forbidden', 'Only technicians read the calendar of a schedule');
  const token = newSecret();
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    if (scheduleId && !(await findSchedule(sql, scheduleId))) throw invalid('/scheduleId', 'There is no such on-call schedule');
    const own = await listFeeds(sql, actor.id as string);
    if (own.length >= mostFeeds) throw new Problem('conflict', `There are ${mostFeeds} calendar addresses already: remove one first`);
    const feed: Feed = {
      id: newId(),
      tokenHash: sha256(token),
      personId: actor.id as string,
      scheduleId,
      createdAt: tx.clock(),
      lastReadAt: null,
      revokedAt: null,
    };
    await insertFeed(sql, feed);
    await recordAudit(tx, actor, { action: 'onCallFeed.made', subjectType: 'onCallFeed', subjectId: feed.id, detail: { scheduleId } });
    return { ...feed, url: `${tx.settings.baseUrl}/api/v1/on-call/feeds/${token}.ics` };
  });
}

/** Ends a calendar address: programs that have it get nothing any more. */
export async function unsubscribeFromFeed(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await revokeFeed(tx.db.sql, actor.id as string, id, tx.clock()))) throw notFound('calendar address');
    await recordAudit(tx, actor, { action: 'onCallFeed.revoked', subjectType: 'onCallFeed', subjectId: id });
  });
}

/** The calendar at an address; 404 when the address was never made or is ended, or its owner left or may not see it any more. */
export async function readFeed(ctx: Context, file: string): Promise<string> {
  const { sql } = ctx.db;
  const token = /^([\w-]{43})\.ics$/.exec(file)?.[1];
  const feed = token ? await findFeedByHash(sql, sha256(token)) : null;
  const owner = feed && (await findPerson(sql, feed.personId));
  if (!feed || !owner?.isActive) throw notFound('calendar');
  if (feed.scheduleId && !hasRole(asActor(owner, []), 'technician')) throw notFound('calendar');
  const now = ctx.clock();
  // An hour's exactness tells whether an address is still in use.
  if (!feed.lastReadAt || now.getTime() - feed.lastReadAt.getTime() > 3_600_000) {
    await transact(ctx, (tx) => touchFeed(tx.db.sql, feed.id, now));
  }
  return textOf(ctx, feed, owner);
}

async function textOf(ctx: Context, { scheduleId }: Feed, owner: Person): Promise<string> {
  const { sql } = ctx.db;
  const one = scheduleId ? await findSchedule(sql, scheduleId) : null;
  const schedules = one ? [one] : await listSchedules(sql);
  const events: CalendarEvent[] = [];
  for (const schedule of schedules) events.push(...(await eventsOf(ctx, schedule, one ? null : owner.id)));
  events.sort((a, b) => a.startAt.getTime() - b.startAt.getTime());
  const { language } = owner;
  const own = language === 'fr' ? `Mes astreintes (${owner.name})` : `On call (${owner.name})`;
  return calendarText(events, {
    name: one?.name ?? own,
    language,
    namesPeople: one !== null,
    baseUrl: ctx.settings.baseUrl,
    now: ctx.clock(),
  });
}

async function eventsOf(ctx: Context, schedule: KeptSchedule, personId: string | null): Promise<CalendarEvent[]> {
  const now = ctx.clock().getTime();
  const { shifts } = await coverageOf(ctx.db.sql, schedule, new Date(now - pastMs), new Date(now + futureMs));
  const shown = shifts.filter((shift) => personId === null || shift.personId === personId);
  const refs = await personRefs(
    ctx.db.sql,
    shown.map((shift) => shift.personId),
  );
  return shown.map((shift) => ({
    ...shift,
    scheduleId: schedule.id,
    schedule: schedule.name,
    person: refs.get(shift.personId)?.name ?? '',
  }));
}
