import type { Sql } from '../../db/connection.ts';
import type { BuiltInKind, Field, Kind, KindField } from './kind.ts';
import { findKind, listFields, listKinds } from './kind-store.ts';

/** The kind with this key, or null. */
export const kindOf = (sql: Sql, key: string): Promise<Kind | null> => findKind(sql, key);

/** Every kind by its key, in the order in which they are offered. */
export const allKinds = async (sql: Sql): Promise<Map<string, Kind>> => new Map((await listKinds(sql)).map((kind) => [kind.key, kind]));

/** The fields in use that assets of this kind have, in the order of the kind. */
export async function fieldsOf(sql: Sql, kindKey: string): Promise<KindField[]> {
  return sql('assetKindFields')
    .join('assetFields', 'assetFields.id', 'assetKindFields.fieldId')
    .select('assetFields.*', 'assetKindFields.isRequired', 'assetKindFields.position')
    .where({ 'assetKindFields.kindKey': kindKey, 'assetFields.isActive': true })
    .orderBy(['assetKindFields.position', 'assetFields.id']);
}

/** Every field that there is, those set aside too, by its key. */
export const allFields = async (sql: Sql): Promise<Map<string, Field>> =>
  new Map((await listFields(sql)).map((field) => [field.key, field]));

/** The keys of the kinds that are treated as this built-in one, itself among them. */
export async function kindsLike(sql: Sql, base: BuiltInKind): Promise<string[]> {
  const rows: Array<{ key: string }> = await sql('assetKinds').select('key').where({ base });
  return rows.map(({ key }) => key);
}
