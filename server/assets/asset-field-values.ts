import type { Sql } from '../../db/connection.ts';
import { nextNumber } from '../../db/counters.ts';
import { FieldFault, type FieldValue, type FieldValues, readFieldValue, valueKeys } from '../asset-kinds/field-value.ts';
import type { Field, KindField } from '../asset-kinds/kind.ts';
import { allFields, fieldsOf } from '../asset-kinds/kind-queries.ts';
import { findLocation } from '../people/location-queries.ts';
import { findPerson, findPersonByEmail } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import { Problem, type ProblemIssue } from '../platform/problem.ts';
import type { Asset } from './asset.ts';

/** What is asked of the fields of an asset that is written. */
export interface FieldsAsked {
  /** The asset that will have them; a new one has none yet. */
  id: string;
  kind: string;
  /** What it has now. */
  present: FieldValues;
  given: Record<string, unknown>;
  /** Every field that the kind requires must be there; else only those that are spoken of. */
  isWhole: boolean;
}

/**
 * The own fields of an asset after what was given is put to what it has. 422 with every fault at once: a field that the kind
 * does not have, a value that the field does not take, a required one left empty, a unique value that another asset has.
 */
export async function settleFields(tx: Context, asked: FieldsAsked): Promise<FieldValues> {
  const known = new Map((await fieldsOf(tx.db.sql, asked.kind)).map((field) => [field.key, field]));
  const values = new Map(Object.entries(asked.present));
  const issues: ProblemIssue[] = [];
  for (const [key, given] of Object.entries(asked.given)) {
    const fault = await takeValue(tx, asked, known.get(key), key, given, values);
    if (fault) issues.push({ pointer: `/fields/${key}`, message: fault });
  }
  for (const { key, isRequired } of known.values()) {
    const isAsked = asked.isWhole || Object.hasOwn(asked.given, key);
    if (isRequired && isAsked && !values.has(key)) issues.push({ pointer: `/fields/${key}`, message: 'is required' });
  }
  if (issues.length > 0) throw new Problem('invalid_request', issues[0]?.message, { issues });
  return Object.fromEntries(values);
}

/** Puts one value where it belongs, and answers what is wrong with it instead. */
async function takeValue(
  tx: Context,
  asked: FieldsAsked,
  field: KindField | undefined,
  key: string,
  given: unknown,
  values: Map<string, FieldValue>,
): Promise<string | null> {
  // What the asset has from another kind, or from a field that was set aside, can be emptied and is else left alone.
  if (!field) {
    if (given === null) values.delete(key);
    return given === null || isSame(given, asked.present[key]) ? null : 'This kind has no such field';
  }
  try {
    const read = readFieldValue(field, given);
    const value = read === null ? null : await settleReference(tx, field, read);
    if (value === null) values.delete(key);
    else values.set(key, value);
    if (value !== null && field.isUnique && !isSame(value, asked.present[key])) return await otherBearer(tx, field, value, asked.id);
    return null;
  } catch (error) {
    if (error instanceof FieldFault) return error.message;
    throw error;
  }
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Who and where must exist; a person may be told by e-mail address. */
async function settleReference(tx: Context, { type }: Field, value: FieldValue): Promise<FieldValue> {
  const { sql } = tx.db;
  if (type === 'person') {
    const named = String(value);
    const person = (await findPerson(sql, named)) ?? (named.includes('@') ? await findPersonByEmail(sql, named) : null);
    if (!person) throw new FieldFault('There is no such person');
    return person.id;
  }
  if (type === 'location' && !(await findLocation(sql, String(value)))) throw new FieldFault('There is no such location');
  return value;
}

async function otherBearer(tx: Context, field: Field, value: FieldValue, assetId: string): Promise<string | null> {
  // One at a time, or two at once would each see that nobody has it.
  await nextNumber(tx.db.sql, `assets.field.${field.id}`);
  const bearer = await tx.db
    .sql('assetFieldValues')
    .join('assets', 'assets.id', 'assetFieldValues.assetId')
    .select('assets.tag')
    .where({ fieldId: field.id, valueKey: valueKeys(field.type, value)[0] })
    .whereNot({ 'assets.id': assetId })
    .first();
  return bearer ? `${bearer.tag} has this value already` : null;
}

/** The rows by which the values of these assets are found. */
export async function fieldValueRows(sql: Sql, assets: Asset[]): Promise<Array<{ assetId: string; fieldId: string; valueKey: string }>> {
  const bearers = assets.filter(({ fields }) => Object.keys(fields).length > 0);
  if (bearers.length === 0) return [];
  const known = await allFields(sql);
  return bearers.flatMap(({ id, fields }) =>
    Object.entries(fields).flatMap(([key, value]) => {
      const field = known.get(key);
      return field ? [...new Set(valueKeys(field.type, value))].map((valueKey) => ({ assetId: id, fieldId: field.id, valueKey })) : [];
    }),
  );
}

/** The words of each asset's searchable fields; a choice also by its names. */
export async function fieldWords(sql: Sql, assets: Asset[]): Promise<Map<string, string[]>> {
  const bearers = assets.filter(({ fields }) => Object.keys(fields).length > 0);
  if (bearers.length === 0) return new Map();
  const known = await allFields(sql);
  return new Map(
    bearers.map(({ id, fields }) => [id, Object.entries(fields).flatMap(([key, value]) => wordsOfField(known.get(key), value))]),
  );
}

function wordsOfField(field: Field | undefined, value: FieldValue): string[] {
  if (!field?.isSearchable || field.type === 'boolean' || field.type === 'person' || field.type === 'location') return [];
  const words = Array.isArray(value) ? value : [String(value)];
  const names = field.choices.filter((choice) => words.includes(choice.value)).flatMap(({ name }) => [name.en, name.fr]);
  return [...words, ...names];
}
