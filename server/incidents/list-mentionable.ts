import type { z } from 'zod';
import { asActor, type Person, type PersonRef } from '../people/person.ts';
import { listPeople } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { mentionableAnswer, mentionableQuery } from './conversation-schemas.ts';
import { findVisible } from './find-incident.ts';
import type { Incident } from './incident.ts';
import { isTechnician } from './incident-policy.ts';
import { participantsOf } from './relation-queries.ts';

type Mentionable = z.output<typeof mentionableAnswer>;

const shownAtMost = 8;

/** Whom the actor can mention: who takes part in the incident first, for technicians then every technician; by the beginning of the name. */
export async function listMentionable(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  { q, visibility }: z.output<typeof mentionableQuery>,
): Promise<Mentionable[]> {
  const incident = await findVisible(ctx, actor, idOrNumber);
  const found = new Map<string, Mentionable>();
  for (const person of [...(await takingPart(ctx, incident, q)), ...(await technicians(ctx, actor, q))]) {
    const mayRead = person.isTechnician || visibility === 'public';
    if (mayRead && person.id !== actor.id && !found.has(person.id)) found.set(person.id, person);
  }
  return [...found.values()].slice(0, shownAtMost);
}

async function takingPart(ctx: Context, incident: Incident, q: string): Promise<Mentionable[]> {
  const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const begins = ({ name }: PersonRef): boolean =>
    fold(name)
      .split(/[\s-]+/)
      .some((part) => part.startsWith(fold(q))) || fold(name).startsWith(fold(q));
  return (await participantsOf(ctx.db.sql, incident)).filter(begins).map(({ role, ...person }) => mentionable({ ...person, role }));
}

async function technicians(ctx: Context, actor: Actor, q: string): Promise<Mentionable[]> {
  if (!isTechnician(actor)) return [];
  const { items } = await listPeople(ctx.db.sql, { q: q || undefined, role: 'technician,lead,admin', limit: shownAtMost * 2 });
  return items.filter(({ isActive }) => isActive).map(mentionable);
}

const mentionable = (person: Pick<Person, 'id' | 'name' | 'email' | 'role'>): Mentionable => ({
  id: person.id,
  name: person.name,
  email: person.email,
  isTechnician: isTechnician(asActor(person, [])),
});
