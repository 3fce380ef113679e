import type { Sql } from '../../db/connection.ts';
import { normalEmail, type Person } from './person.ts';
import { personColumns } from './person-store.ts';

/** Finds people as lists from elsewhere name them: by e-mail address, or by a name that only one person has. */
export async function peopleByName(sql: Sql, mentions: string[]): Promise<Map<string, Person>> {
  const found = new Map<string, Person>();
  const byName = new Map<string, Person[]>();
  for (let start = 0; start < mentions.length; start += 500) {
    const some = mentions.slice(start, start + 500);
    const people: Person[] = await sql('people').select(personColumns).whereIn('email', some.map(normalEmail)).orWhereIn('name', some);
    for (const person of people) {
      found.set(person.email, person);
      if (!byName.get(person.name)?.some(({ id }) => id === person.id))
        byName.set(person.name, [...(byName.get(person.name) ?? []), person]);
    }
  }
  for (const [name, people] of byName) if (people.length === 1) found.set(name, people[0] as Person);
  return found;
}
