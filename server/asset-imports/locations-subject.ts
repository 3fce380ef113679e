import type { Sql } from '../../db/connection.ts';
import { fold } from '../../db/search/words.ts';
import { locationPaths, locationsOf } from '../people/location-queries.ts';
import { locationChanges, newLocation } from '../people/organisation-schemas.ts';
import { removeLocation } from '../people/remove-location.ts';
import { addLocation, changeLocation } from '../people/save-location.ts';
import type { Context } from '../platform/context.ts';
import { arranged, type Texts } from './import-file.ts';
import type { Planning } from './import-subject.ts';
import { type Lookup, type Mention, type Reading, recordSubject, type Values } from './record-subject.ts';
import { take } from './take-text.ts';

const synonyms = {
  name: 'name|location name|location|site|complete name|nom|nom complet|lieu|nom du lieu',
  parent: 'parent|parent location|as child of|comme enfant de|lieu parent|parent name',
  address: 'address|street|adresse|rue',
  address2: 'address 2|address2|adresse 2',
  city: 'city|town|ville',
  state: 'state|province|région|état',
  zip: 'zip|zip code|postcode|postal code|code postal',
  country: 'country|pays',
  timeZone: 'time zone|timezone|fuseau horaire',
};

/** `HQ > Floor 2` as names from the top; a parent in a column of its own stands above. */
function wayOf({ name, parent }: Texts): string[] {
  const parts = (text: string | undefined) => (text ?? '').split('>').flatMap((part) => part.trim() || []);
  const own = parts(name);
  return own.length > 1 ? own : own.length === 0 ? [] : [...parts(parent), ...own];
}

const joined = (way: string[]): string => way.join(' > ');
const keyOfWay = (way: string[]): string | null => (way.length === 0 ? null : fold(joined(way)));

/** The keys under which others may name a place: its whole way, or its name alone. */
const keyOf = (texts: Texts): string | null => keyOfWay(wayOf(texts));

/** Lists of places: known by their way down from the top. */
export const locationsSubject = recordSubject({
  role: 'lead',
  synonyms,
  withoutKey: 'The row has no name',
  arrange: (rows) => {
    // A parent is named by its name alone or by its whole way.
    const byName = new Map(rows.map(({ texts }) => [fold(wayOf(texts).at(-1) ?? ''), keyOf(texts)]));
    return arranged(rows, keyOf, (texts) => {
      const above = wayOf(texts).slice(0, -1);
      return [keyOfWay(above), byName.get(fold(above.at(-1) ?? '')) ?? null];
    });
  },
  load: loadPlaces,
  labelOf: ({ path }) => (typeof path === 'string' ? path : null),
  create: async (tx, _actor, values) => addLocation(tx, newLocation.parse(await inputOf(tx, values))),
  change: async (tx, _actor, id, values) => changeLocation(tx, id, locationChanges.parse(await inputOf(tx, values)), null),
  remove: (tx, _actor, id) => removeLocation(tx, id),
  versionsOf: async (sql, ids) => new Map((await locationsOf(sql, ids)).map(({ id, version }) => [id, version])),
});

async function loadPlaces(sql: Sql, _rows: Texts[], { file }: Planning): Promise<Lookup> {
  const paths = await locationPaths(sql);
  const places = new Map((await locationsOf(sql, [...paths.keys()])).map((place) => [place.id, place]));
  const idOf = new Map([...paths].map(([id, path]) => [fold(path), id]));
  // A place that only one way leads to is known by its name as well.
  const whole = new Map<string, string[]>();
  const note = (way: string) => {
    const name = fold(way.split(' > ').at(-1) as string);
    whole.set(name, [...(whole.get(name) ?? []), way]);
  };
  for (const path of paths.values()) note(path);
  const coming = new Map<string, string>();
  for (const { texts } of file.groups.flat()) {
    const way = wayOf(texts);
    const key = keyOfWay(way);
    if (key === null || idOf.has(key) || coming.has(key)) continue;
    const above = way.slice(0, -1);
    const full = above.length === 0 ? fullWay(joined(way), whole) : `${fullWay(joined(above), whole)} > ${way.at(-1)}`;
    if (idOf.has(fold(full))) continue;
    coming.set(fold(full), full);
    note(full);
  }
  const resolved = (texts: Texts): string | null => {
    const way = wayOf(texts);
    if (way.length === 0) return null;
    if (way.length === 1) return fold(fullWay(joined(way), whole));
    return fold(`${fullWay(joined(way.slice(0, -1)), whole)} > ${way.at(-1)}`);
  };
  return {
    keyOf: resolved,
    find(key) {
      const place = places.get(idOf.get(key) ?? '');
      if (!place) return null;
      const { id, version, name, address, timeZone, parentId } = place;
      const parent = parentId ? { id: parentId, name: paths.get(parentId) ?? '' } : null;
      return { id, version, values: { path: paths.get(id) ?? name, name, address, timeZone, parent } };
    },
    read: (texts, before) => readPlace(texts, before, (above) => parentOf(fullWay(above, whole), idOf, coming)),
  };
}

/** The whole way of a place that may be named by its last part alone. */
function fullWay(text: string, whole: Map<string, string[]>): string {
  if (text.includes('>')) return text;
  const ways = [...new Set(whole.get(fold(text)) ?? [])];
  return ways.length === 1 ? (ways[0] as string) : text;
}

function parentOf(path: string, idOf: Map<string, string>, coming: Map<string, string>): Mention | null {
  const id = idOf.get(fold(path));
  return id ? { id, name: path } : coming.has(fold(path)) ? { id: null, name: path } : null;
}

function readPlace(texts: Texts, before: Values | null, parent: (above: string) => Mention | null): Reading {
  const reading: Reading = { values: {}, reasons: [], warnings: [], lacks: [] };
  const { shape } = newLocation;
  const way = wayOf(texts);
  const name = take(reading, 'name', shape.name, way.at(-1));
  if (name) reading.values['name'] = name;
  const above = joined(way.slice(0, -1));
  const found = above ? parent(above) : null;
  if (above && !found) reading.reasons.push(`There is no location “${above}”, or more than one`);
  if (found) reading.values['parent'] = found;
  if (found || !before) reading.values['path'] = found ? `${found.name} > ${name}` : (name ?? '');
  const { address, address2, city, state, zip, country } = texts;
  const town = [zip, city].filter(Boolean).join(' ');
  const lines = [address, address2, town, state, country].filter(Boolean).join('\n');
  const full = take(reading, 'address', shape.address, lines || undefined);
  if (full) reading.values['address'] = full;
  const zone = take(reading, 'timeZone', shape.timeZone, texts['timeZone']);
  if (zone) reading.values['timeZone'] = zone;
  return reading;
}

async function inputOf(tx: Context, { path: _, parent, ...values }: Values): Promise<Record<string, unknown>> {
  if (parent === undefined) return values;
  const { id, name } = (parent as Mention | null) ?? { id: null, name: '' };
  if (id || !name) return { ...values, parentId: id };
  // One that the same file made a moment ago.
  const found = [...(await locationPaths(tx.db.sql))].find(([, path]) => fold(path) === fold(name));
  return { ...values, parentId: found?.[0] ?? null };
}
