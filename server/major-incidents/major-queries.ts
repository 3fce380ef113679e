import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { familySize, incidentRefs, parentOf, readIncident } from '../incidents/incident-queries.ts';
import { locationRefs } from '../people/location-queries.ts';
import { personRefs } from '../people/person-queries.ts';
import { serviceRefs } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { notFound } from '../platform/problem.ts';
import { affectedBy, audienceSize } from './audience.ts';
import type { MajorIncident, MajorTask, MajorUpdate } from './major-incident.ts';
import { mayDeclare, mayLead } from './major-policy.ts';
import type { affectedAnswer, cardAnswer, majorAnswer, majorListItem, majorQuery, taskAnswer, updateAnswer } from './major-schemas.ts';
import { findMajor, findMajorOf, withScopes } from './major-store.ts';
import { lastUpdates, tasksOf, updatesOf } from './war-room-store.ts';

type Item = z.output<typeof majorListItem>;

/** A page of major incidents, the newest first. */
export async function listMajors(ctx: Context, filter: z.output<typeof majorQuery>): Promise<{ items: Item[]; nextCursor: string | null }> {
  const { sql } = ctx.db;
  const query = sql('majorIncidents').limit(filter.limit + 1);
  if (filter.state) query.where({ state: filter.state });
  const order = ['declaredAt', 'id'].map((column) => ({ column, direction: 'desc' as const }));
  const rows: MajorIncident[] = await afterCursor(query, order, filter.cursor);
  const page = toPage(rows, filter.limit, ({ declaredAt, id }) => [declaredAt, id]);
  return { items: await itemsOf(sql, await withScopes(sql, page.items as never)), nextCursor: page.nextCursor };
}

/** Major incidents as lists of the desk show them. */
async function itemsOf(sql: Sql, majors: MajorIncident[]): Promise<Item[]> {
  const incidents = await incidentRefs(
    sql,
    majors.map(({ incidentId }) => incidentId),
  );
  const people = await personRefs(
    sql,
    majors.map(({ commanderId }) => commanderId),
  );
  const services = await serviceRefs(
    sql,
    majors.flatMap(({ serviceIds }) => serviceIds),
  );
  const news = await lastUpdates(
    sql,
    majors.map(({ id }) => id),
  );
  const items: Item[] = [];
  for (const major of majors) {
    const incident = incidents.get(major.incidentId);
    if (!incident) continue;
    const { id, state, title, updateDueAt, declaredAt, endedAt, version } = major;
    items.push({
      id,
      state,
      stage: state === 'ended' ? 'ended' : (news.get(id)?.stage ?? 'investigating'),
      title,
      incident,
      services: major.serviceIds.flatMap((serviceId) => services.get(serviceId) ?? []),
      commander: people.get(major.commanderId ?? '') ?? null,
      affected: await affectedBy(sql, major),
      updateDueAt,
      declaredAt,
      endedAt,
      version,
    });
  }
  return items;
}

/** The major incident with this id, or 404. */
export async function findMajorOr404(sql: Sql, id: string): Promise<MajorIncident> {
  const major = await findMajor(sql, id);
  if (!major) throw notFound('major incident');
  return major;
}

/** Everything that the page of a major incident shows. */
export async function readMajor(ctx: Context, actor: Actor, id: string): Promise<z.output<typeof majorAnswer>> {
  const { sql } = ctx.db;
  const major = await findMajorOr404(sql, id);
  const [item] = await itemsOf(sql, [major]);
  const locations = await locationRefs(sql, major.locationIds);
  const updates = await updatesOf(sql, id);
  const people = await personRefs(sql, [major.declaredById]);
  return {
    ...(item as Item),
    body: major.body,
    locations: major.locationIds.flatMap((locationId) => locations.get(locationId) ?? []),
    updateEvery: major.updateEvery,
    rootCause: major.rootCause,
    lessons: major.lessons,
    declaredBy: people.get(major.declaredById ?? '') ?? null,
    saidSo: major.affectedCount,
    children: await familySize(sql, major.incidentId),
    audience: await audienceSize(sql, major),
    updates: updates.map((update, index) => updateAnswerOf(update, index === 0 && updates.length > 1 && major.state === 'active')),
    tasks: await taskAnswers(sql, await tasksOf(sql, id)),
    canLead: major.state !== 'withdrawn' && mayLead(actor, major),
  };
}

/** An update as the desk sees it. */
export const updateAnswerOf = ({ id, stage, body, authorId, authorName, publishedAt, toldAt }: MajorUpdate, isLast: boolean) =>
  ({
    id,
    stage,
    body,
    author: { id: authorId, name: authorName },
    publishedAt,
    canTakeBack: isLast && toldAt === null,
  }) satisfies z.output<typeof updateAnswer>;

/** Tasks as the API shows them. */
export async function taskAnswers(sql: Sql, tasks: MajorTask[]): Promise<Array<z.output<typeof taskAnswer>>> {
  const people = await personRefs(
    sql,
    tasks.flatMap(({ assigneeId, doneById }) => [assigneeId, doneById]),
  );
  return tasks.map(({ id, phase, title, assigneeId, doneById, doneAt }) => ({
    id,
    phase,
    title,
    assignee: people.get(assigneeId ?? '') ?? null,
    doneAt,
    doneBy: people.get(doneById ?? '') ?? null,
  }));
}

/** What the page of an incident shows of it: whether it is a major one, belongs to one, or may be declared one. */
export async function readCard(ctx: Context, actor: Actor, idOrNumber: string): Promise<z.output<typeof cardAnswer>> {
  const { sql } = ctx.db;
  const incident = await readIncident(ctx, actor, idOrNumber);
  const own = await findMajorOf(sql, incident.id);
  const parentId = await parentOf(sql, incident.id);
  const parents = parentId ? await findMajorOf(sql, parentId) : null;
  const isOpen = ['new', 'in_progress', 'pending'].includes(incident.status);
  return {
    majorIncident: own && ((await itemsOf(sql, [own]))[0] ?? null),
    ofParent: parents && ((await itemsOf(sql, [parents]))[0] ?? null),
    canDeclare: !own && !parentId && isOpen && mayDeclare(actor, incident),
  };
}

interface AffectedRow {
  personId: string;
  sinceAt: Date;
}

/** Who said that they are affected, in the order of their ids. */
export async function listAffected(
  ctx: Context,
  id: string,
  filter: { limit: number; cursor?: string | undefined },
): Promise<{ items: Array<z.output<typeof affectedAnswer>>; nextCursor: string | null }> {
  const { sql } = ctx.db;
  await findMajorOr404(sql, id);
  const query = sql('majorIncidentAffected')
    .where({ majorIncidentId: id })
    .limit(filter.limit + 1);
  const rows: AffectedRow[] = await afterCursor(query, [{ column: 'personId', direction: 'asc' }], filter.cursor);
  const page = toPage(rows, filter.limit, ({ personId }) => [personId]);
  const people = await personRefs(
    sql,
    page.items.map(({ personId }) => personId),
  );
  const items = page.items.flatMap(({ personId, sinceAt }) => {
    const person = people.get(personId);
    return person ? [{ ...person, since: sinceAt }] : [];
  });
  return { items, nextCursor: page.nextCursor };
}
