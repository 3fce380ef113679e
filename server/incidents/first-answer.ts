import type { Sql } from '../../db/connection.ts';
import { asActor } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import { publicWordsOfOthers } from './comment-store.ts';
import type { Incident } from './incident.ts';
import { isTechnician } from './incident-policy.ts';

/** When a technician first answered in words of their own, or null: for clocks that an incident gets late in its life. */
export async function firstAnswerAt(sql: Sql, { id, requesterId }: Incident): Promise<Date | null> {
  for (const { authorId, createdAt } of await publicWordsOfOthers(sql, id, requesterId)) {
    const author = await findPerson(sql, authorId);
    if (author && isTechnician(asActor(author, []))) return createdAt;
  }
  return null;
}
