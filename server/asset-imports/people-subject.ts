import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { changePerson } from '../people/change-person.ts';
import { createPerson } from '../people/create-person.ts';
import { locationRefs } from '../people/location-queries.ts';
import { peopleByName } from '../people/people-by-name.ts';
import { normalEmail, type Person } from '../people/person.ts';
import { findPersonByEmail, personRefs, personVersions } from '../people/person-queries.ts';
import { newPerson, type personChanges } from '../people/person-schemas.ts';
import { removePerson } from '../people/remove-person.ts';
import type { Context } from '../platform/context.ts';
import { arranged, type Texts } from './import-file.ts';
import { locationFinder } from './import-references.ts';
import { parseTruth } from './import-values.ts';
import { type Lookup, type Mention, type Reading, recordSubject, type Values } from './record-subject.ts';
import { take } from './take-text.ts';

/** Roles are nobody's to give by a file: everybody new is an employee. */
const synonyms = {
  email: 'email|e-mail|email address|mail|courriel|adresse électronique|adresse mail|username|user name|login|identifiant',
  name: 'name|full name|display name|nom complet|nom affiché|nom',
  firstName: 'first name|given name|prénom',
  lastName: 'last name|surname|family name|nom de famille',
  jobTitle: 'job title|title|position|poste|fonction|titre',
  department: 'department|service|département',
  phone: 'phone|telephone|phone number|mobile|téléphone|numéro de téléphone',
  location: 'location|site|office|lieu|emplacement|bureau|localisation',
  manager: 'manager|manager email|manager username|supervisor|responsable|supérieur',
  language: 'language|locale|langue',
  isActive: 'activated|active|is active|enabled|actif|activé',
};

const emailOf = ({ email }: Texts): string | null => (email && newPerson.shape.email.safeParse(email).success ? normalEmail(email) : null);

/** Lists of people: known by their e-mail address. */
export const peopleSubject = recordSubject({
  role: 'admin',
  synonyms,
  withoutKey: 'The row has no e-mail address',
  arrange: (rows) => arranged(rows, emailOf, ({ manager }) => [manager ? normalEmail(manager) : null]),
  load: loadPeople,
  labelOf: ({ email }) => (typeof email === 'string' ? email : null),
  async create(tx, _actor, values) {
    const { isActive, ...input } = await inputOf(tx, values);
    const person = await createPerson(tx, newPerson.parse(input));
    return isActive === false ? changePerson(tx, person.id, { isActive }, null) : person;
  },
  change: async (tx, _actor, id, values) => changePerson(tx, id, await inputOf(tx, values), null),
  remove: (tx, _actor, id) => removePerson(tx, id),
  versionsOf: personVersions,
});

async function loadPeople(sql: Sql, rows: Texts[]): Promise<Lookup> {
  const mentions = rows.flatMap(({ email, manager }) => [email, manager]).filter((text) => text !== undefined);
  const people = await peopleByName(sql, [...new Set(mentions)]);
  const known = [...new Set(people.values())];
  const places = await locationRefs(
    sql,
    known.map(({ locationId }) => locationId),
  );
  const managers = await personRefs(
    sql,
    known.map(({ managerId }) => managerId),
  );
  const place = await locationFinder(sql);
  const valuesOf = (person: Person): Values => ({
    ...Object.fromEntries(
      (['email', 'name', 'jobTitle', 'department', 'phone', 'language', 'isActive'] as const).map((f) => [f, person[f]]),
    ),
    location: (person.locationId && places.get(person.locationId)) || null,
    manager: mentionOf(person.managerId ? managers.get(person.managerId) : undefined),
  });
  return {
    keyOf: emailOf,
    find(key) {
      const person = people.get(key);
      return person ? { id: person.id, version: person.version, values: valuesOf(person) } : null;
    },
    read: (texts, before) => readPerson(texts, before, place, (text) => people.get(normalEmail(text)) ?? people.get(text) ?? null),
  };
}

const mentionOf = (ref: { id: string; name: string } | undefined | null): Mention | null => (ref ? { id: ref.id, name: ref.name } : null);

function readPerson(
  texts: Texts,
  before: Values | null,
  place: (text: string, presentId: string | null) => string | null,
  person: (text: string) => Person | null,
): Reading {
  const reading: Reading = { values: {}, reasons: [], warnings: [], lacks: [] };
  const { firstName, lastName, location, manager, isActive, language } = texts;
  const name = texts['name'] ?? ([firstName, lastName].filter(Boolean).join(' ') || undefined);
  const { shape } = newPerson;
  const email = take(reading, 'email', shape.email, texts['email']);
  if (email) reading.values['email'] = normalEmail(email);
  const given = take(reading, 'name', shape.name, name ?? (before ? undefined : email?.split('@')[0]));
  if (given) reading.values['name'] = given;
  for (const field of ['jobTitle', 'department', 'phone'] as const) {
    const value = take(reading, field, shape[field], texts[field]);
    if (value) reading.values[field] = value;
  }
  if (language) reading.values['language'] = /^fr/i.test(language) ? 'fr' : 'en';
  if (isActive) {
    const truth = parseTruth(isActive);
    if (truth === null) reading.warnings.push(`“${isActive}” is neither yes nor no`);
    else reading.values['isActive'] = truth;
  } else if (!before) reading.values['isActive'] = true;
  if (location) {
    const id = place(location, (before?.['location'] as Mention | null)?.id ?? null);
    if (id) reading.values['location'] = { id, name: location };
    else reading.lacks.push(`There is no location “${location}”, or more than one`);
  }
  if (manager) {
    const found = person(manager);
    if (found) reading.values['manager'] = mentionOf(found);
    // Somebody whom the same file brings is found when it is written.
    else if (newPerson.shape.email.safeParse(manager).success) reading.values['manager'] = { id: null, name: normalEmail(manager) };
    else reading.lacks.push(`Nobody here is “${manager}”`);
  }
  return reading;
}

async function inputOf(tx: Context, { location, manager, ...values }: Values): Promise<z.output<typeof personChanges>> {
  const ids: { locationId?: string | null; managerId?: string | null } = {};
  if (location !== undefined) ids.locationId = (location as Mention | null)?.id ?? null;
  if (manager !== undefined) {
    const { id, name } = (manager as Mention | null) ?? { id: null, name: '' };
    ids.managerId = id ?? (name ? ((await findPersonByEmail(tx.db.sql, name))?.id ?? null) : null);
  }
  return { ...values, ...ids } as z.output<typeof personChanges>;
}
