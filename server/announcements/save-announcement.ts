import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { locationRefs } from '../people/location-queries.ts';
import { serviceRefs } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { type Announcement, noEnd } from './announcement.ts';
import type { announcementChanges, newAnnouncement } from './announcement-schemas.ts';
import { findAnnouncement, insertAnnouncement, updateAnnouncement } from './announcement-store.ts';

/** What others than people say through an announcement is theirs to change. */
export interface Source {
  type: string;
  id: string;
}

/** Announces something to those whom it is for; their pages show it at once. */
export async function addAnnouncement(
  ctx: Context,
  actor: Actor,
  input: z.output<typeof newAnnouncement>,
  source: Source | null = null,
): Promise<Announcement> {
  return transact(ctx, async (tx) => {
    const now = tx.clock();
    const { from, until, ...fields } = input;
    const announcement: Announcement = {
      ...fields,
      id: newId(),
      fromAt: from ?? now,
      untilAt: until ?? noEnd,
      isWithdrawn: false,
      sourceType: source?.type ?? null,
      sourceId: source?.id ?? null,
      createdById: actor.id,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await check(tx, announcement);
    await insertAnnouncement(tx.db.sql, announcement);
    await audit(tx, actor, 'announcement.add', announcement);
    return announcement;
  });
}

/** Changes an announcement; who had put it away sees it again. 412 when somebody was faster. */
export async function changeAnnouncement(
  ctx: Context,
  actor: Actor,
  id: string,
  { from, until, ...changes }: z.output<typeof announcementChanges>,
  ifMatch: number | null,
): Promise<Announcement> {
  return transact(ctx, async (tx) => {
    const before = await ownAnnouncement(tx, id, ifMatch);
    const times = { ...(from && { fromAt: from }), ...(until !== undefined && { untilAt: until ?? noEnd }) };
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    return saveNext(tx, actor, before, { ...given, ...times }, 'announcement.change');
  });
}

/** Takes an announcement back, or puts it up again: the one is undone by the other. */
export async function withdrawAnnouncement(
  ctx: Context,
  actor: Actor,
  id: string,
  isWithdrawn: boolean,
  ifMatch: number | null,
): Promise<Announcement> {
  return transact(ctx, async (tx) => {
    const before = await ownAnnouncement(tx, id, ifMatch);
    if (before.isWithdrawn === isWithdrawn) return before;
    return saveNext(tx, actor, before, { isWithdrawn }, isWithdrawn ? 'announcement.withdraw' : 'announcement.restore');
  });
}

/** Writes the next version of an announcement and tells open pages after the commit. */
export async function saveNext(
  tx: Context,
  actor: Actor,
  before: Announcement,
  changes: Partial<Announcement>,
  action: string,
): Promise<Announcement> {
  const after: Announcement = { ...before, ...changes, version: before.version + 1, updatedAt: tx.clock() };
  await check(tx, after);
  if (!(await updateAnnouncement(tx.db.sql, after))) throw new Problem('version_mismatch');
  await audit(tx, actor, action, after);
  return after;
}

async function ownAnnouncement(tx: Context, id: string, ifMatch: number | null): Promise<Announcement> {
  const announcement = await findAnnouncement(tx.db.sql, id);
  if (!announcement) throw notFound('announcement');
  if (announcement.sourceId) throw new Problem('conflict', 'A major incident speaks through this announcement; change it there');
  if (ifMatch !== null && ifMatch !== announcement.version)
    throw new Problem('version_mismatch', undefined, { extra: { version: announcement.version } });
  return announcement;
}

async function check(
  tx: Context,
  { fromAt, untilAt, startsAt, endsAt, serviceIds, locationIds, isForFollowers }: Announcement,
): Promise<void> {
  if (untilAt <= fromAt) throw invalid('/until', 'must be after the beginning');
  if (startsAt && endsAt && endsAt <= startsAt) throw invalid('/endsAt', 'must be after the beginning');
  if ((await serviceRefs(tx.db.sql, serviceIds)).size < new Set(serviceIds).size) throw invalid('/serviceIds', 'There is no such service');
  if ((await locationRefs(tx.db.sql, locationIds)).size < new Set(locationIds).size)
    throw invalid('/locationIds', 'There is no such location');
  if (isForFollowers && serviceIds.length === 0) throw invalid('/serviceIds', 'name the service whose followers it is for');
}

async function audit(tx: Context, actor: Actor, action: string, { id, title }: Announcement): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'announcement', subjectId: id, detail: { title: title.en } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'announcement.changed', id, audience: { role: 'employee' } }));
}
