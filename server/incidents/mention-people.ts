import type { Person } from '../people/person.ts';
import { asActor } from '../people/person.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/problem.ts';
import { knownPerson } from './check-references.ts';
import type { Comment } from './comment-store.ts';
import { insertMentions } from './comment-store.ts';
import type { Incident } from './incident.ts';
import { isRequester, isTechnician } from './incident-policy.ts';
import { tell } from './tell.ts';
import { insertWatcher, isWatching } from './watcher-store.ts';
import { recordHappening } from './write-incident.ts';

/**
 * Keeps whom a comment mentions, tells those who were not mentioned in it before, and lets them follow the incident from
 * now on. 422 for somebody who may not read the comment: nobody is let in by a slip of the finger. Answers who was told.
 */
export async function mentionPeople(
  tx: Context,
  actor: Actor,
  incident: Incident,
  comment: Comment,
  personIds: string[],
): Promise<string[]> {
  const wanted = [...new Set(personIds)];
  const people: Person[] = [];
  for (const id of wanted) people.push(await readerOf(tx, incident, comment, id));
  const fresh = await insertMentions(tx.db.sql, comment.id, wanted);
  for (const person of people.filter(({ id }) => fresh.includes(id))) await follow(tx, actor, incident, person);
  const data = { text: comment.body.slice(0, 2000), commentId: comment.id };
  await tell(tx, actor, incident, 'incident.mentioned', fresh, data);
  return fresh;
}

async function readerOf(tx: Context, incident: Incident, comment: Comment, id: string): Promise<Person> {
  const person = await knownPerson(tx, id, '/mentionIds');
  const reader = asActor(person, []);
  if (isTechnician(reader)) return person;
  if (comment.visibility === 'internal') throw invalid('/mentionIds', `${person.name} does not read internal notes`);
  if (isRequester(reader, incident) || (await isWatching(tx.db.sql, incident.id, id))) return person;
  throw invalid('/mentionIds', `${person.name} may not see this incident; add them as a watcher first`);
}

async function follow(tx: Context, actor: Actor, incident: Incident, person: Person): Promise<void> {
  if (person.id === actor.id || person.id === incident.requesterId) return;
  if (!(await insertWatcher(tx.db.sql, incident.id, person.id, tx.clock()))) return;
  const detail = { person: { id: person.id, name: person.name }, because: 'mentioned' };
  await recordHappening(tx, actor, incident, { kind: 'watcherAdded', visibility: 'internal', detail });
}
