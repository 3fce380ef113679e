import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { announcementsFor, servicesFollowedBy } from '../announcements/announcement-queries.ts';
import { locationRefs } from '../people/location-queries.ts';
import { allServices, serviceRefs } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { affectedBy, affectionsOf } from './audience.ts';
import type { MajorIncident } from './major-incident.ts';
import type { publicMajor, serviceStatusAnswer } from './major-schemas.ts';
import { recentMajors } from './major-store.ts';
import { updatesOf } from './war-room-store.ts';

type PublicMajor = z.output<typeof publicMajor>;
const weekMs = 7 * 86_400_000;

/** What is wrong now, what was, what is planned, and how each service does, as everybody may read it. */
export async function readServiceStatus(ctx: Context, actor: Actor): Promise<z.output<typeof serviceStatusAnswer>> {
  const { sql } = ctx.db;
  const now = ctx.clock();
  const majors = await publicMajors(sql, actor, await recentMajors(sql, new Date(now.getTime() - weekMs)));
  const active = majors.filter(({ state }) => state === 'active');
  const maintenance = (await announcementsFor(ctx, actor, { withDismissed: true })).filter(({ kind }) => kind === 'maintenance');
  const followed = actor.id ? await servicesFollowedBy(sql, actor.id) : [];
  const down = new Set(active.flatMap(({ services }) => services.map(({ id }) => id)));
  const running = maintenance.filter(({ startsAt, endsAt }) => (!startsAt || startsAt <= now) && (!endsAt || endsAt > now));
  const busy = new Set(running.flatMap(({ services }) => services.map(({ id }) => id)));
  const services = (await allServices(sql))
    .filter(({ isActive }) => isActive)
    .map(({ id, name }) => ({
      id,
      name,
      state: down.has(id) ? ('outage' as const) : busy.has(id) ? ('maintenance' as const) : ('up' as const),
      isFollowed: followed.includes(id),
    }));
  return { active, recent: majors.filter(({ state }) => state === 'ended'), maintenance, services };
}

async function publicMajors(sql: Sql, actor: Actor, majors: MajorIncident[]): Promise<PublicMajor[]> {
  if (majors.length === 0) return [];
  const services = await serviceRefs(
    sql,
    majors.flatMap(({ serviceIds }) => serviceIds),
  );
  const locations = await locationRefs(
    sql,
    majors.flatMap(({ locationIds }) => locationIds),
  );
  const { saidSo, byIncident } = await affectionsOf(sql, actor.id ?? '', majors);
  const shown: PublicMajor[] = [];
  for (const major of majors) {
    const { id, state, title, body, updateDueAt, declaredAt, endedAt, serviceIds, locationIds } = major;
    const updates = await updatesOf(sql, id, 30);
    shown.push({
      id,
      state: state === 'ended' ? 'ended' : 'active',
      stage: state === 'ended' ? 'ended' : (updates[0]?.stage ?? 'investigating'),
      title,
      body,
      services: serviceIds.flatMap((serviceId) => services.get(serviceId) ?? []),
      locations: locationIds.flatMap((locationId) => locations.get(locationId) ?? []),
      affected: await affectedBy(sql, major),
      isAffected: saidSo.has(id) || byIncident.has(id),
      byIncident: byIncident.has(id),
      nextUpdateBy: updateDueAt,
      declaredAt,
      endedAt,
      updates: updates.map((update) => ({ id: update.id, stage: update.stage, body: update.body, publishedAt: update.publishedAt })),
    });
  }
  return shown;
}
