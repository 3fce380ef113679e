import { domain, emailOf, locations, people, services, supportGroups } from '../db/seeds/demo-company.ts';
import { createPerson } from '../server/people/create-person.ts';
import { asActor, type Person } from '../server/people/person.ts';
import { newPerson } from '../server/people/person-schemas.ts';
import { addLocation } from '../server/people/save-location.ts';
import { addSupportGroup } from '../server/people/save-support-group.ts';
import { insertService } from '../server/people/service-store.ts';
import type { Actor } from '../server/platform/actor.ts';
import type { Context } from '../server/platform/context.ts';
import { newId } from '../server/platform/ids.ts';
import { demoSignIns } from './demo-sign-ins.ts';

/** The demo company with the ids that it was given; everything by the keys of db/seeds. */
export interface Company {
  /** In the order of db/seeds, the administrator first. */
  people: Actor[];
  languages: Array<'fr' | 'en'>;
  locationOf: string[];
  byName: Map<string, Actor>;
  locations: Map<string, string>;
  groups: Map<string, { id: string; members: Actor[] }>;
  services: Map<string, { id: string; group: string }>;
  /** Ids of devices by kind and of persons' devices by person; filled when devices are handed out. */
  devicesOf: Map<string, Array<{ id: string; kind: string }>>;
  devicesAt: Array<{ id: string; kind: string; name: string }>;
}

/** Registers places, people, groups and services. */
export async function moveIn(tx: Context): Promise<Company> {
  const places = new Map<string, string>();
  for (const { key, ...fields } of locations) places.set(key, (await addLocation(tx, { ...fields, parentId: null })).id);
  const persons = await registerPeople(tx, places);
  const memberships = new Map<string, string[]>();
  const groupIds = new Map<string, string>();
  for (const { key, name, isDefault, members } of supportGroups) {
    const memberIds = members.map((member) => (persons.get(member) as Person).id);
    const group = await addSupportGroup(tx, { name, isDefault, memberIds, email: `${key}@${domain}` });
    groupIds.set(key, group.id);
    for (const id of memberIds) memberships.set(id, [...(memberships.get(id) ?? []), group.id]);
  }
  const byName = new Map([...persons].map(([name, person]) => [name, asActor(person, memberships.get(person.id) ?? [])]));
  const groups = new Map(
    supportGroups.map(({ key, members }) => [
      key,
      { id: groupIds.get(key) as string, members: members.map((name) => byName.get(name) as Actor) },
    ]),
  );
  return {
    people: people.map(([name]) => byName.get(name) as Actor),
    languages: people.map(([, language]) => language),
    locationOf: people.map((row) => row[5]),
    byName,
    locations: places,
    groups,
    services: await openServices(tx, groupIds),
    devicesOf: new Map(),
    devicesAt: [],
  };
}

async function registerPeople(tx: Context, places: Map<string, string>): Promise<Map<string, Person>> {
  const passwords = new Map(demoSignIns(tx.settings.secretKey).map(({ email, password }) => [email, password]));
  const registered = new Map<string, Person>();
  for (const [name, language, role, department, jobTitle, place] of people) {
    const email = emailOf(name);
    const timeZone = locations.find(({ key }) => key === place)?.timeZone;
    const password = passwords.get(email);
    const fields = { email, name, role, language, department, jobTitle, timeZone, locationId: places.get(place) };
    registered.set(name, await createPerson(tx, newPerson.parse({ ...fields, ...(password && { password }) })));
  }
  return registered;
}

async function openServices(tx: Context, groupIds: Map<string, string>): Promise<Company['services']> {
  const opened: Company['services'] = new Map();
  for (const { key, name, description, group } of services) {
    const id = newId();
    const none = { serviceCalendarId: null, serviceLevelAgreementId: null, escalationPolicyId: null, form: null };
    const supportGroupId = groupIds.get(group) as string;
    await insertService(tx.db.sql, { id, name, description, supportGroupId, ...none, isActive: true, version: 1, createdAt: tx.clock() });
    opened.set(key, { id, group });
  }
  return opened;
}
