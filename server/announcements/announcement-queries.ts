import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { locationRefs, locationsAbove } from '../people/location-queries.ts';
import { findPerson } from '../people/person-queries.ts';
import { serviceRefs } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { type Announcement, isFor, noEnd, type Reader } from './announcement.ts';
import type { announcementAnswer, announcementItem } from './announcement-schemas.ts';
import {
  countReadings,
  findAnnouncementBySource,
  followedServiceIds,
  readingsOf,
  shownAnnouncements,
  withAudiences,
} from './announcement-store.ts';

export type AnnouncementItem = z.output<typeof announcementItem>;
export type AnnouncementAnswer = z.output<typeof announcementAnswer>;

/** What a person is to know now and has not put away, outages first, then the newest. */
export async function announcementsFor(ctx: Context, actor: Actor, { withDismissed = false } = {}): Promise<AnnouncementItem[]> {
  const { sql } = ctx.db;
  const shown = await shownAnnouncements(sql, ctx.clock());
  if (shown.length === 0 || actor.id === null) return [];
  const reader = await readerOf(sql, actor.id);
  const mine = shown.filter((announcement) => isFor(announcement, reader));
  const readings = await readingsOf(
    sql,
    actor.id,
    mine.map(({ id }) => id),
  );
  // What was put away comes back when it has changed since.
  const isAway = ({ id, updatedAt }: Announcement): boolean => (readings.get(id)?.dismissedAt ?? new Date(0)) >= updatedAt;
  const rank = { outage: 0, maintenance: 1, info: 2 };
  const rest = mine.filter((announcement) => withDismissed || !isAway(announcement)).sort((a, b) => rank[a.kind] - rank[b.kind]);
  const services = await serviceRefs(
    sql,
    rest.flatMap(({ serviceIds }) => serviceIds),
  );
  return rest.map((announcement) => ({ ...itemOf(announcement, services), isRead: Boolean(readings.get(announcement.id)?.readAt) }));
}

/** What decides which announcements are for a person. */
export async function readerOf(sql: Sql, personId: string): Promise<Reader> {
  const person = await findPerson(sql, personId);
  return {
    department: person?.department ?? null,
    locationIds: person?.locationId ? await locationsAbove(sql, person.locationId) : [],
    followedServiceIds: await followedServiceIds(sql, personId),
  };
}

/** The services that a person follows. */
export const servicesFollowedBy = (sql: Sql, personId: string): Promise<string[]> => followedServiceIds(sql, personId);

/** What speaks for a thing of another domain, or null. */
export const announcementOf = (sql: Sql, sourceType: string, sourceId: string): Promise<Announcement | null> =>
  findAnnouncementBySource(sql, sourceType, sourceId);

type Names = Map<string, { id: string; name: string }>;

const endOf = ({ untilAt }: Announcement): Date | null => (untilAt.getTime() === noEnd.getTime() ? null : untilAt);

function itemOf(announcement: Announcement, services: Names): Omit<AnnouncementItem, 'isRead'> {
  const { id, kind, title, body, startsAt, endsAt, sourceType, sourceId, updatedAt } = announcement;
  return {
    id,
    kind,
    title,
    body,
    from: announcement.fromAt,
    until: endOf(announcement),
    startsAt,
    endsAt,
    services: announcement.serviceIds.flatMap((serviceId) => services.get(serviceId) ?? []),
    source: sourceType && sourceId ? { type: sourceType, id: sourceId } : null,
    updatedAt,
  };
}

/** A page of all announcements that people made, the newest first. */
export async function listAnnouncements(
  ctx: Context,
  filter: { limit: number; cursor?: string | undefined },
): Promise<{ items: AnnouncementAnswer[]; nextCursor: string | null }> {
  const { sql } = ctx.db;
  const query = sql('announcements')
    .whereNull('sourceId')
    .limit(filter.limit + 1);
  const order = ['fromAt', 'id'].map((column) => ({ column, direction: 'desc' as const }));
  const page = toPage<Announcement>(await afterCursor(query, order, filter.cursor), filter.limit, ({ fromAt, id }) => [fromAt, id]);
  return { items: await announcementAnswers(sql, await withAudiences(sql, page.items as never)), nextCursor: page.nextCursor };
}

/** Announcements as those see them who keep them. */
export async function announcementAnswers(sql: Sql, announcements: Announcement[]): Promise<AnnouncementAnswer[]> {
  const services = await serviceRefs(
    sql,
    announcements.flatMap(({ serviceIds }) => serviceIds),
  );
  const locations = await locationRefs(
    sql,
    announcements.flatMap(({ locationIds }) => locationIds),
  );
  const counts = await countReadings(
    sql,
    announcements.map(({ id }) => id),
  );
  return announcements.map((announcement) => {
    const { departments, isForFollowers, isWithdrawn, version, createdAt, locationIds } = announcement;
    return {
      ...itemOf(announcement, services),
      departments,
      locations: locationIds.flatMap((id) => locations.get(id) ?? []),
      isForFollowers,
      isWithdrawn,
      ...(counts.get(announcement.id) ?? { readers: 0, dismissals: 0 }),
      version,
      createdAt,
    };
  });
}
