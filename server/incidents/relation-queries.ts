import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import type { Person, PersonRef } from '../people/person.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { findVisible } from './find-incident.ts';
import type { Incident } from './incident.ts';
import { incidentRefs } from './incident-queries.ts';
import type { linkAnswer, watcherAnswer } from './incident-schemas.ts';
import { type IncidentLink, linksOf } from './link-store.ts';
import { watchersOf } from './watcher-store.ts';

export type LinkAnswer = z.output<typeof linkAnswer>;
export type WatcherAnswer = z.output<typeof watcherAnswer>;

/** How an incident hangs together with others. */
export async function listLinks(ctx: Context, actor: Actor, idOrNumber: string): Promise<LinkAnswer[]> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  return linkAnswers(ctx, incident.id, await linksOf(ctx.db.sql, incident.id));
}

/** Links as the API shows them from one incident's side. */
export async function linkAnswers(ctx: Context, incidentId: string, links: IncidentLink[]): Promise<LinkAnswer[]> {
  const otherOf = ({ fromId, toId }: IncidentLink): string => (fromId === incidentId ? toId : fromId);
  const others = await incidentRefs(ctx.db.sql, links.map(otherOf));
  return links.flatMap((link) => {
    const incident = others.get(otherOf(link));
    const direction = link.fromId === incidentId ? ('out' as const) : ('in' as const);
    return incident ? [{ id: link.id, kind: link.kind, direction, incident, createdAt: link.createdAt }] : [];
  });
}

/** The requester, the assignee and who watches, as long as they are with us. */
export async function participantsOf(sql: Sql, incident: Incident): Promise<Array<PersonRef & Pick<Person, 'role'>>> {
  const watchers = await watchersOf(sql, incident.id);
  const ids = [incident.requesterId, incident.assigneeId, ...watchers.map(({ personId }) => personId)].filter((id) => id !== null);
  return sql('people')
    .select('id', 'name', 'email', 'role')
    .whereIn('id', [...new Set(ids)])
    .where({ isActive: true })
    .orderBy('name');
}

/** Who follows an incident besides its requester. */
export async function listWatchers(ctx: Context, actor: Actor, idOrNumber: string): Promise<WatcherAnswer[]> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  const watchers = await watchersOf(ctx.db.sql, incident.id);
  const people = await personRefs(
    ctx.db.sql,
    watchers.map(({ personId }) => personId),
  );
  return watchers.flatMap(({ personId, addedAt }) => {
    const person = people.get(personId);
    return person ? [{ ...person, since: addedAt }] : [];
  });
}
