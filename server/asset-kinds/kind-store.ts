import type { Sql } from '../../db/connection.ts';
import type { Field, Kind } from './kind.ts';

const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

function kindRow({ name, transitions, ...kind }: Kind): Record<string, unknown> {
  return { ...kind, nameJson: json(name), transitionsJson: json(transitions) };
}

/** The kind with this key, or null. */
export async function findKind(sql: Sql, key: string): Promise<Kind | null> {
  return (await sql('assetKinds').where({ key }).first()) ?? null;
}

/** All kinds in the order in which they are offered; a company has some dozens at the most. */
export async function listKinds(sql: Sql): Promise<Kind[]> {
  return sql('assetKinds').orderBy(['position', 'key']).limit(500);
}

export async function insertKind(tx: Sql, kind: Kind): Promise<void> {
  await tx('assetKinds').insert(kindRow(kind));
}

/** Changes a kind that still has the version before; answers false when somebody was faster. */
export async function updateKind(tx: Sql, kind: Kind): Promise<boolean> {
  const { key, createdAt: _, ...row } = kindRow(kind);
  const count = await tx('assetKinds')
    .where({ key, version: kind.version - 1 })
    .update(row);
  return count === 1;
}

export async function deleteKind(tx: Sql, key: string): Promise<void> {
  await tx('assetKinds').where({ key }).delete();
}

function fieldRow({ name, hint, choices, rules, ...field }: Field): Record<string, unknown> {
  return { ...field, nameJson: json(name), hintJson: json(hint), choicesJson: json(choices), rulesJson: json(rules) };
}

/** The field with this id or key, or null. */
export async function findField(sql: Sql, idOrKey: string): Promise<Field | null> {
  return (await sql('assetFields').where({ id: idOrKey }).orWhere({ key: idOrKey }).first()) ?? null;
}

/** All fields in their order. */
export async function listFields(sql: Sql): Promise<Field[]> {
  return sql('assetFields').orderBy(['position', 'id']).limit(1000);
}

export async function insertField(tx: Sql, field: Field): Promise<void> {
  await tx('assetFields').insert(fieldRow(field));
}

/** Changes a field that still has the version before; answers false when somebody was faster. */
export async function updateField(tx: Sql, field: Field): Promise<boolean> {
  const { id, createdAt: _, ...row } = fieldRow(field);
  const count = await tx('assetFields')
    .where({ id, version: field.version - 1 })
    .update(row);
  return count === 1;
}

export async function deleteField(tx: Sql, id: string): Promise<void> {
  await tx('assetFields').where({ id }).delete();
}

/** Which fields a kind has, in which order. */
export interface KindFieldLink {
  kindKey: string;
  fieldId: string;
  isRequired: boolean;
  position: number;
}

/** The fields of every kind, or of one, in their order. */
export async function listKindFields(sql: Sql, kindKey?: string): Promise<KindFieldLink[]> {
  const query = sql('assetKindFields').orderBy(['kindKey', 'position', 'fieldId']);
  return kindKey === undefined ? query : query.where({ kindKey });
}

/** Gives a kind exactly these fields. */
export async function replaceKindFields(
  tx: Sql,
  kindKey: string,
  links: Array<Omit<KindFieldLink, 'kindKey' | 'position'>>,
): Promise<void> {
  await tx('assetKindFields').where({ kindKey }).delete();
  if (links.length > 0) await tx('assetKindFields').insert(links.map((link, position) => ({ kindKey, ...link, position })));
}
