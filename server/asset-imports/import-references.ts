import type { Sql } from '../../db/connection.ts';
import { fold } from '../../db/search/words.ts';
import { type Asset, tagKey } from '../assets/asset.ts';
import { assetsByImei, assetsBySerial, assetsByTag } from '../assets/asset-match-queries.ts';
import { locationPaths } from '../people/location-queries.ts';
import { peopleByName } from '../people/people-by-name.ts';
import { normalEmail, type Person } from '../people/person.ts';
import { newId } from '../platform/ids.ts';
import type { ImportField } from './import-columns.ts';

/** What the rows of a file may mention: looked up once, whatever their number. */
export interface References {
  /** The location of this name or way, of equals the one that the asset is at already; null when there is none or several. */
  location(text: string, presentId: string | null): string | null;
  person(mention: string): Person | null;
  byTag: Map<string, Asset>;
  bySerial: Map<string, Asset>;
  /** Id of the asset that has an IMEI. */
  byImei: Map<string, string>;
  /** Ids that new assets of the file will have, by tag: a row may mention one that comes further down. */
  coming: Map<string, string>;
}

export type Texts = Partial<Record<ImportField, string>>;

/** The ways in which a row may name a person, the surest first. */
export function mentionsIn(texts: Texts): string[] {
  const fullName = [texts.custodianFirstName, texts.custodianLastName].filter(Boolean).join(' ');
  return [texts.custodianEmail, texts.custodian, fullName].filter((mention): mention is string => Boolean(mention));
}

/** Loads what the rows mention: locations, people, and assets by tag, serial number and IMEI. */
export async function loadReferences(sql: Sql, rows: Texts[]): Promise<References> {
  const people = await peopleByName(sql, distinct(rows.flatMap(mentionsIn)));
  const tags = rows.flatMap(({ tag, custodian }) => [tag, custodian]).filter((tag) => tag !== undefined);
  const imeis = rows.flatMap(({ imei }) => (imei ? [imei.replace(/\D/g, '')] : []));
  const byTag = await assetsByTag(sql, tags);
  return {
    location: await locationFinder(sql),
    person: (mention) => people.get(normalEmail(mention)) ?? people.get(mention) ?? null,
    byTag,
    bySerial: await assetsBySerial(
      sql,
      rows.map(({ serial }) => serial ?? null),
    ),
    byImei: await assetsByImei(sql, imeis),
    coming: new Map(rows.flatMap(({ tag }) => (tag && !byTag.has(tagKey(tag)) ? [[tagKey(tag), newId()]] : []))),
  };
}

/** Each text once; those with NUL name nothing, and PostgreSQL does not take them. */
const distinct = (texts: string[]): string[] => [...new Set(texts)].filter((text) => !text.includes('\0'));

/** Finds locations by their name or their way, case and accents aside. */
export async function locationFinder(sql: Sql): Promise<References['location']> {
  const byText = new Map<string, string[]>();
  const add = (text: string, id: string) => byText.set(text, [...(byText.get(text) ?? []), id]);
  for (const [id, path] of await locationPaths(sql)) {
    const whole = folded(path);
    const name = folded(path.split(' > ').at(-1) as string);
    add(whole, id);
    if (name !== whole) add(name, id);
  }
  return (text, presentId) => {
    const ids = byText.get(folded(text)) ?? [];
    if (presentId !== null && ids.includes(presentId)) return presentId;
    return ids.length === 1 ? (ids[0] as string) : null;
  };
}

const folded = (path: string): string =>
  fold(path)
    .replace(/\s*>\s*/g, ' > ')
    .trim();
