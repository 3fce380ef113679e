import type { Sql } from '../../db/connection.ts';
import { fold } from '../../db/search/words.ts';
import { allCompanies } from '../asset-kinds/companies/company-queries.ts';
import { allFields, allKinds } from '../asset-kinds/kind-queries.ts';
import { type Asset, type AssetKind, tagKey } from '../assets/asset.ts';
import { assetsByImei, assetsBySerial, assetsByTag } from '../assets/asset-match-queries.ts';
import { locationPaths } from '../people/location-queries.ts';
import { peopleByName } from '../people/people-by-name.ts';
import { normalEmail, type Person } from '../people/person.ts';
import { newId } from '../platform/ids.ts';
import { nameKey } from '../platform/name-key.ts';
import type { ImportField } from './import-columns.ts';
import { parseKind } from './import-values.ts';
import { fieldColumn, type OwnFieldReader, ownFieldReader } from './own-fields.ts';

/** What the rows of a file may mention: looked up once, whatever their number. */
export interface References {
  /** The location of this name or way, of equals the one that the asset is at already; null when there is none or several. */
  location(text: string, presentId: string | null): string | null;
  person(mention: string): Person | null;
  byTag: Map<string, Asset>;
  bySerial: Map<string, Asset>;
  /** The kind that a category names: one of ours by its key or a name, else by the words in it. */
  kind(text: string): AssetKind | null;
  /** Id of the company of this name. */
  company(text: string): string | null;
  ownFields: OwnFieldReader;
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
  const own = await ownFieldMentions(sql, rows);
  const people = await peopleByName(sql, distinct([...rows.flatMap(mentionsIn), ...own]));
  const companies = new Map((await allCompanies(sql)).map(({ id, name }) => [nameKey(name), id]));
  const tags = rows.flatMap(({ tag, custodian }) => [tag, custodian]).filter((tag) => tag !== undefined);
  const imeis = rows.flatMap(({ imei }) => (imei ? [imei.replace(/\D/g, '')] : []));
  const byTag = await assetsByTag(sql, tags);
  return {
    location: await locationFinder(sql),
    person: (mention) => people.get(normalEmail(mention)) ?? people.get(mention) ?? null,
    kind: await kindFinder(sql),
    company: (text) => companies.get(nameKey(text.trim())) ?? null,
    ownFields: await ownFieldReader(sql, rows),
    byTag,
    bySerial: await assetsBySerial(
      sql,
      rows.map(({ serial }) => serial ?? null),
    ),
    byImei: await assetsByImei(sql, imeis),
    coming: new Map(rows.flatMap(({ tag }) => (tag && !byTag.has(tagKey(tag)) ? [[tagKey(tag), newId()]] : []))),
  };
}

async function kindFinder(sql: Sql): Promise<References['kind']> {
  const byName = new Map<string, string>();
  const kinds = [...(await allKinds(sql)).values()];
  for (const { key, name } of kinds) for (const text of [name.en, name.fr]) byName.set(nameKey(text), key);
  for (const { key } of kinds) byName.set(nameKey(key), key);
  return (text) => byName.get(nameKey(text.trim())) ?? parseKind(text);
}

/** The people whom own fields of the rows name. */
async function ownFieldMentions(sql: Sql, rows: Texts[]): Promise<string[]> {
  const columns = [...(await allFields(sql)).values()].filter(({ type }) => type === 'person').map(({ key }) => fieldColumn(key));
  return rows.flatMap((texts) => columns.flatMap((column) => (texts as Partial<Record<string, string>>)[column] ?? []));
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
