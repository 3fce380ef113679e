import type { Sql } from '../../db/connection.ts';
import { FieldFault, type FieldValue, type FieldValues, readFieldValue, valueKeys } from '../asset-kinds/field-value.ts';
import type { Field, KindField } from '../asset-kinds/kind.ts';
import { allFields, allKinds, fieldsOf } from '../asset-kinds/kind-queries.ts';
import { bearersOfValues } from '../assets/asset-match-queries.ts';
import { nameKey } from '../platform/name-key.ts';
import type { Texts } from './import-file.ts';
import { parseDate } from './import-values.ts';

/** The column of an own field is called so, whatever its names are. */
export const fieldColumn = (key: string): string => `field:${key}`;

/** The headers that fill the fields which administrators added. */
export async function ownSynonyms(sql: Sql): Promise<Record<string, string>> {
  const fields = [...(await allFields(sql)).values()].filter(({ isActive }) => isActive);
  return Object.fromEntries(fields.map(({ key, name }) => [fieldColumn(key), [fieldColumn(key), key, name.en, name.fr].join('|')]));
}

/** Where values that another program calls by a label belong, by the compared form of the label. */
export async function ownFieldsByName(sql: Sql): Promise<Map<string, string>> {
  const fields = [...(await allFields(sql)).values()].filter(({ isActive }) => isActive);
  return new Map(fields.flatMap(({ key, name }) => [name.en, name.fr, key].map((label) => [nameKey(label), fieldColumn(key)] as const)));
}

export interface OwnFieldAsked {
  texts: Texts;
  kind: string;
  /** The asset that the row is about, or null for a new one. */
  assetId: string | null;
  present: FieldValues;
  order: 'dmy' | 'mdy' | null;
  location(text: string): string | null;
  person(text: string): { id: string } | null;
  /** Says why this value cannot be claimed by the row, or claims it. */
  claim(claim: string): string[];
}

export interface OwnFieldsRead {
  values: FieldValues;
  reasons: string[];
  lacks: string[];
}

/** Reads the own fields of rows; what it asks the database was asked for all rows at once. */
export type OwnFieldReader = (asked: OwnFieldAsked) => OwnFieldsRead;

/** Loads the fields of every kind, and who has the unique values that the rows mention. */
export async function ownFieldReader(sql: Sql, rows: Texts[]): Promise<OwnFieldReader> {
  const fields = await allFields(sql);
  const columns = [...fields.values()].filter(({ key }) => rows.some((texts) => texts[fieldColumn(key)] !== undefined));
  const kinds = new Map<string, KindField[]>();
  for (const key of (await allKinds(sql)).keys()) kinds.set(key, await fieldsOf(sql, key));
  const bearers = new Map<string, string>();
  for (const field of columns.filter(({ isUnique }) => isUnique)) {
    const keys = rows.flatMap((texts) => keysOf(field, texts[fieldColumn(field.key)]));
    for (const [key, assetId] of await bearersOfValues(sql, field.id, keys)) bearers.set(`${field.key} ${key}`, assetId);
  }
  return (asked) => readAll(asked, columns, kinds.get(asked.kind) ?? [], bearers);
}

const keysOf = (field: Field, text: string | undefined): string[] => {
  try {
    const value = text === undefined ? null : readFieldValue(field, text);
    return value === null ? [] : valueKeys(field.type, value);
  } catch {
    return [];
  }
};

function readAll(asked: OwnFieldAsked, columns: Field[], ofKind: KindField[], bearers: Map<string, string>): OwnFieldsRead {
  const read: OwnFieldsRead = { values: { ...asked.present }, reasons: [], lacks: [] };
  for (const field of columns) {
    const text = asked.texts[fieldColumn(field.key)];
    if (text !== undefined) readOne(read, asked, field, text, ofKind, bearers);
  }
  if (asked.assetId === null)
    for (const { key, name, isRequired } of ofKind)
      if (isRequired && read.values[key] === undefined) read.lacks.push(`${name.en} is required`);
  return read;
}

function readOne(
  read: OwnFieldsRead,
  asked: OwnFieldAsked,
  field: Field,
  text: string,
  ofKind: KindField[],
  bearers: Map<string, string>,
): void {
  let value: FieldValue | null;
  try {
    value = readFieldValue(field, understood(field, text, asked));
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    read.reasons.push(`${field.name.en}: ${error.message}`);
    return;
  }
  if (value === null || JSON.stringify(value) === JSON.stringify(asked.present[field.key])) return;
  if (!ofKind.some(({ key }) => key === field.key)) {
    read.lacks.push(`This kind has no field ${field.name.en}`);
    return;
  }
  if (field.isUnique) {
    const [key] = valueKeys(field.type, value);
    const bearer = bearers.get(`${field.key} ${key}`);
    if (bearer && bearer !== asked.assetId) read.reasons.push(`${field.name.en}: another asset has this value already`);
    read.reasons.push(...asked.claim(`${field.name.en} ${text}`));
  }
  read.values[field.key] = value;
}

/** A text as the field takes it: people by their address, places by their way, days as the file writes them. */
function understood(field: Field, text: string, { order, location, person }: OwnFieldAsked): unknown {
  if (field.type === 'date') {
    const day = parseDate(text, order);
    if (day.reason !== undefined) throw new FieldFault(day.reason);
    return day.value;
  }
  if (field.type !== 'person' && field.type !== 'location') return text;
  const id = field.type === 'person' ? person(text)?.id : location(text);
  if (!id) throw new FieldFault(field.type === 'person' ? `Nobody here is “${text}”` : `There is no location “${text}”, or more than one`);
  return id;
}
