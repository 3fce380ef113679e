import type { Sql } from '../../db/connection.ts';
import type { Announcement } from './announcement.ts';

/** A row of `announcements`; its audience lies in a table of its own. */
interface AnnouncementRow extends Omit<Announcement, 'title' | 'body' | 'departments' | 'locationIds' | 'serviceIds'> {
  titleEn: string;
  titleFr: string;
  bodyEn: string;
  bodyFr: string;
}

const kinds = { department: 'departments', location: 'locationIds', service: 'serviceIds' } as const;
type Kind = keyof typeof kinds;

function rowOf(announcement: Announcement): AnnouncementRow {
  const { title, body, departments: _d, locationIds: _l, serviceIds: _s, ...columns } = announcement;
  return { ...columns, titleEn: title.en, titleFr: title.fr, bodyEn: body.en, bodyFr: body.fr };
}

/** Rows with their audiences. */
export async function withAudiences(sql: Sql, rows: AnnouncementRow[]): Promise<Announcement[]> {
  if (rows.length === 0) return [];
  const named: Array<{ announcementId: string; kind: Kind; value: string }> = await sql('announcementAudiences')
    .whereIn(
      'announcementId',
      rows.map(({ id }) => id),
    )
    .orderBy(['announcementId', 'kind', 'value']);
  return rows.map(({ titleEn, titleFr, bodyEn, bodyFr, ...columns }) => {
    const valuesOf = (kind: Kind) =>
      named.filter((one) => one.announcementId === columns.id && one.kind === kind).map(({ value }) => value);
    return {
      ...columns,
      title: { en: titleEn, fr: titleFr },
      body: { en: bodyEn, fr: bodyFr },
      departments: valuesOf('department'),
      locationIds: valuesOf('location'),
      serviceIds: valuesOf('service'),
    };
  });
}

export async function insertAnnouncement(tx: Sql, announcement: Announcement): Promise<void> {
  await tx('announcements').insert(rowOf(announcement));
  await writeAudience(tx, announcement);
}

/** Saves the next version of an announcement that still has the one before; false when somebody was faster. */
export async function updateAnnouncement(tx: Sql, announcement: Announcement): Promise<boolean> {
  const { id, version } = announcement;
  const count = await tx('announcements')
    .where({ id, version: version - 1 })
    .update(rowOf(announcement));
  if (count !== 1) return false;
  await tx('announcementAudiences').where({ announcementId: id }).delete();
  await writeAudience(tx, announcement);
  return true;
}

async function writeAudience(tx: Sql, announcement: Announcement): Promise<void> {
  const rows = (Object.keys(kinds) as Kind[]).flatMap((kind) =>
    [...new Set(announcement[kinds[kind]])].map((value) => ({ announcementId: announcement.id, kind, value })),
  );
  if (rows.length > 0) await tx('announcementAudiences').insert(rows);
}

export async function findAnnouncement(sql: Sql, id: string): Promise<Announcement | null> {
  return (await withAudiences(sql, await sql('announcements').where({ id }).limit(1)))[0] ?? null;
}

/** What a thing of this type and id speaks through, or null. */
export async function findAnnouncementBySource(sql: Sql, sourceType: string, sourceId: string): Promise<Announcement | null> {
  return (await withAudiences(sql, await sql('announcements').where({ sourceType, sourceId }).limit(1)))[0] ?? null;
}

/** All that are shown at an instant to anybody, the newest first; 100 at the most. */
export async function shownAnnouncements(sql: Sql, now: Date): Promise<Announcement[]> {
  const rows: AnnouncementRow[] = await sql('announcements')
    .where({ isWithdrawn: false })
    .where('untilAt', '>', now)
    .where('fromAt', '<=', now)
    .orderBy([
      { column: 'fromAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(100);
  return withAudiences(sql, rows);
}

export interface Reading {
  announcementId: string;
  readAt: Date | null;
  dismissedAt: Date | null;
}

/** What a person has read and put away of these. */
export async function readingsOf(sql: Sql, personId: string, announcementIds: string[]): Promise<Map<string, Reading>> {
  if (announcementIds.length === 0) return new Map();
  const rows: Reading[] = await sql('announcementReaders').where({ personId }).whereIn('announcementId', announcementIds);
  return new Map(rows.map((row) => [row.announcementId, row]));
}

/** Keeps that a person has read it and whether it is put away. */
export async function saveReading(tx: Sql, personId: string, { announcementId, readAt, dismissedAt }: Reading): Promise<void> {
  await tx('announcementReaders')
    .insert({ announcementId, personId, readAt, dismissedAt })
    .onConflict(['announcementId', 'personId'])
    .merge(['readAt', 'dismissedAt']);
}

/** How many have read each of these and put it away. */
export async function countReadings(sql: Sql, announcementIds: string[]): Promise<Map<string, { readers: number; dismissals: number }>> {
  if (announcementIds.length === 0) return new Map();
  const rows: Array<{ announcementId: string; readers: number | string; dismissals: number | string }> = await sql('announcementReaders')
    .select('announcementId')
    .count({ readers: 'readAt', dismissals: 'dismissedAt' })
    .whereIn('announcementId', announcementIds)
    .groupBy('announcementId');
  return new Map(rows.map((row) => [row.announcementId, { readers: Number(row.readers), dismissals: Number(row.dismissals) }]));
}

/** Lets a person follow a service; again changes nothing. */
export async function insertFollower(tx: Sql, serviceId: string, personId: string, sinceAt: Date): Promise<void> {
  await tx('serviceFollowers').insert({ serviceId, personId, sinceAt }).onConflict(['serviceId', 'personId']).ignore();
}

export async function deleteFollower(tx: Sql, serviceId: string, personId: string): Promise<void> {
  await tx('serviceFollowers').where({ serviceId, personId }).delete();
}

/** The services that a person follows. */
export async function followedServiceIds(sql: Sql, personId: string): Promise<string[]> {
  const rows: Array<{ serviceId: string }> = await sql('serviceFollowers')
    .select('serviceId')
    .where({ personId })
    .orderBy('serviceId')
    .limit(1000);
  return rows.map(({ serviceId }) => serviceId);
}
