import type { Sql } from '../../db/connection.ts';
import { assetsHeldBy } from '../assets/asset-queries.ts';
import { viewsOf } from '../assets/asset-view.ts';
import { findPerson, personRefs } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { notFound } from '../platform/problem.ts';
import { reservationsOfPerson } from '../reservations/reservation-queries.ts';
import { reservationViews } from '../reservations/reservation-view.ts';
import type { AssetRequest } from './asset-request.ts';
import type { Departure } from './departure.ts';
import type { DepartureAnswer } from './departure-schemas.ts';
import { departures, openDepartureOf } from './departure-store.ts';
import type { HandOver } from './hand-over.ts';
import { handOvers } from './hand-over-store.ts';
import { handOverViews } from './hand-over-view.ts';
import { dutiesOf, openIncidentsOf } from './leaver-queries.ts';
import { requests } from './request-store.ts';
import { requestViews } from './request-view.ts';

/** A departure as the API shows it. */
export async function departureView(sql: Sql, { personId, createdById: _, ...departure }: Departure): Promise<DepartureAnswer> {
  const person = await findPerson(sql, personId);
  const holds = await assetsHeldBy(sql, personId);
  return {
    ...departure,
    person: { id: personId, name: person?.name ?? '', isActive: person?.isActive ?? false },
    holds: holds.length,
  };
}

/** A page of departures, the earliest last day first. */
export async function listDepartures(
  ctx: Context,
  { state, limit, cursor }: { state?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const query = departures(ctx.db.sql, state).limit(limit + 1);
  const order = [
    { column: 'lastDay', direction: 'asc' as const },
    { column: 'id', direction: 'asc' as const },
  ];
  const found = (await afterCursor(query, order, cursor)) as Departure[];
  const { items, nextCursor } = toPage(found, limit, ({ lastDay, id }) => [lastDay, id]);
  return { items: await Promise.all(items.map((departure) => departureView(ctx.db.sql, departure))), nextCursor };
}

/** Everything that a person has, opened, waits for or is needed for: what must be settled before they go. */
export async function viewLeaving(ctx: Context, actor: Actor, personId: string) {
  const { sql } = ctx.db;
  const now = ctx.clock();
  const person = await findPerson(sql, personId);
  if (!person) throw notFound('person');
  const departure = await openDepartureOf(sql, personId);
  const unsigned: HandOver[] = await handOvers(sql, { personId, state: 'waiting' }).orderBy('number', 'desc').limit(100);
  const booked = await reservationsOfPerson(sql, personId, now);
  const own = requests(sql, { personId }, null).whereIn('state', ['waiting', 'approved']);
  const toDecide = requests(sql, { approverId: personId, state: 'waiting' }, null);
  const asked: AssetRequest[] = [...(await own.orderBy('number').limit(100)), ...(await toDecide.orderBy('number').limit(100))];
  const manager = person.managerId ? (await personRefs(sql, [person.managerId])).get(person.managerId) : undefined;
  return {
    person: {
      id: person.id,
      name: person.name,
      email: person.email,
      department: person.department,
      isActive: person.isActive,
      manager: manager ? { id: manager.id, name: manager.name } : null,
    },
    departure: departure && (await departureView(sql, departure)),
    holds: await viewsOf(sql, await assetsHeldBy(sql, personId)),
    unsigned: await handOverViews(sql, unsigned),
    reservations: await reservationViews(sql, actor, booked),
    requests: await requestViews(sql, actor, asked),
    incidents: await openIncidentsOf(sql, personId),
    duties: await dutiesOf(sql, personId, now),
  };
}
