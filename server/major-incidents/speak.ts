import { cancel, enqueue } from '../../db/outbox.ts';
import { noEnd } from '../announcements/announcement.ts';
import { announcementOf } from '../announcements/announcement-queries.ts';
import { addAnnouncement, saveNext } from '../announcements/save-announcement.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { holdMs, type MajorIncident, type MajorUpdate, warnAt } from './major-incident.ts';

const source = (id: string) => ({ type: 'majorIncident', id });
export const tellKey = (id: string): string => `majorIncident.tell:${id}`;
const remindKey = (id: string): string => `majorIncident.remind:${id}`;

/** What the banner of a major incident shows: its headline, the news, and for whom. */
const bannerOf = ({ title, body, serviceIds, locationIds }: MajorIncident, news: MajorUpdate | null) => ({
  title,
  body: news?.body ?? body,
  serviceIds,
  locationIds,
});

/** Puts the banner up, or brings it up to date; everybody at the locations concerned sees it, without any: all. */
export async function raiseBanner(tx: Context, actor: Actor, major: MajorIncident, news: MajorUpdate | null): Promise<void> {
  const before = await announcementOf(tx.db.sql, 'majorIncident', major.id);
  const banner = bannerOf(major, news);
  if (before) {
    const up = { ...banner, isWithdrawn: false, untilAt: noEnd };
    await saveNext(tx, actor, before, up, 'announcement.change');
    return;
  }
  const fresh = { kind: 'outage' as const, departments: [], isForFollowers: false, until: null, startsAt: null, endsAt: null };
  await addAnnouncement(tx, actor, { ...fresh, ...banner }, source(major.id));
}

/** Takes the banner down. */
export async function lowerBanner(tx: Context, actor: Actor, major: MajorIncident): Promise<void> {
  const before = await announcementOf(tx.db.sql, 'majorIncident', major.id);
  if (before && !before.isWithdrawn) await saveNext(tx, actor, before, { isWithdrawn: true }, 'announcement.withdraw');
}

/** Tells all who are affected, after a moment in which it can be taken back; a later update takes the place of this one. */
export async function tellSoon(tx: Context, majorIncidentId: string, updateId: string): Promise<void> {
  const now = tx.clock();
  const runAt = new Date(now.getTime() + holdMs);
  await enqueue(tx.db.sql, {
    job: 'majorIncident.tell',
    payload: { majorIncidentId, updateId },
    runAt,
    now,
    key: tellKey(majorIncidentId),
  });
}

/** Nobody is told any more of what waits to be told. */
export const hush = (tx: Context, majorIncidentId: string): Promise<boolean> => cancel(tx.db.sql, tellKey(majorIncidentId));

/** Arms the reminder of who leads before news are due, or takes it back when none are. */
export async function armReminder(tx: Context, { id, state, updateEvery, updateDueAt }: MajorIncident): Promise<void> {
  if (state !== 'active' || !updateDueAt) {
    await cancel(tx.db.sql, remindKey(id));
    return;
  }
  await remindAt(tx, id, warnAt(updateEvery, updateDueAt));
}

export async function remindAt(tx: Context, majorIncidentId: string, runAt: Date): Promise<void> {
  const entry = { job: 'majorIncident.remind', payload: { majorIncidentId }, runAt, now: tx.clock(), key: remindKey(majorIncidentId) };
  await enqueue(tx.db.sql, entry);
}
