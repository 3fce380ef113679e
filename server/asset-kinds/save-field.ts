import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { Field } from './kind.ts';
import type { FieldChanges, NewField } from './kind-schemas.ts';
import { deleteField, findField, findKind, insertField, listFields, listKindFields, replaceKindFields, updateField } from './kind-store.ts';
import { withoutUndefined } from './save-kind.ts';

/** Names in the answer of an asset that an own field could hide. */
const takenKeys = new Set([
  'id',
  'tag',
  'kind',
  'name',
  'serial',
  'manufacturer',
  'model',
  'status',
  'location',
  'custodian',
  'notes',
  'q',
]);

/** Adds a field and gives it to kinds; 422 when the key is taken or the rules contradict each other. */
export async function addField(ctx: Context, actor: Actor, input: NewField): Promise<Field> {
  const { kinds, position, ...rest } = input;
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    if (takenKeys.has(input.key)) throw invalid('/key', 'is the name of what every asset has');
    if (await findField(sql, input.key)) throw invalid('/key', 'There is a field of this key already');
    const now = tx.clock();
    const last = (await listFields(sql)).at(-1)?.position ?? 0;
    const field: Field = { ...rest, id: newId(), position: position ?? last + 1, version: 1, createdAt: now, updatedAt: now };
    checkField(field);
    await insertField(sql, field);
    for (const [index, key] of [...new Set(kinds)].entries()) {
      if (!(await findKind(sql, key))) throw invalid(`/kinds/${index}`, 'There is no such kind');
      const present = (await listKindFields(sql, key)).map(({ fieldId, isRequired }) => ({ fieldId, isRequired }));
      await replaceKindFields(sql, key, [...present, { fieldId: field.id, isRequired: false }]);
    }
    await tell(tx, actor, 'asset-field.added', field);
    return field;
  });
}

/** Changes a field; 412 when somebody changed it since. Values that the new rules would refuse stay until they are edited. */
export async function changeField(ctx: Context, actor: Actor, id: string, changes: FieldChanges, ifMatch: number | null): Promise<Field> {
  return transact(ctx, async (tx) => {
    const before = await knownField(tx, id);
    if (ifMatch !== null && ifMatch !== before.version) {
      throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    }
    if (changes.isUnique && !before.isUnique) await refuseDoubles(tx, before);
    const field: Field = { ...before, ...withoutUndefined(changes), version: before.version + 1, updatedAt: tx.clock() };
    checkField(field);
    await refuseLostChoices(tx, before, field);
    if (!(await updateField(tx.db.sql, field))) throw new Problem('version_mismatch');
    await tell(tx, actor, 'asset-field.changed', field);
    return field;
  });
}

/** Removes a field that no asset has a value in; 409 otherwise: it can be set aside instead. */
export async function removeField(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const field = await knownField(tx, id);
    if (await firstUse(tx, field.id)) throw new Problem('conflict', `${field.name.en} is filled in somewhere: set it aside instead`);
    await deleteField(tx.db.sql, field.id);
    await tell(tx, actor, 'asset-field.removed', field);
  });
}

/** The field with this id or key; 404 otherwise. */
export async function knownField(ctx: Context, id: string): Promise<Field> {
  const field = await findField(ctx.db.sql, id);
  if (!field) throw notFound('field');
  return field;
}

const isChoice = ({ type }: Field): boolean => type === 'choice' || type === 'choices';

function checkField(field: Field): void {
  const { choices, rules } = field;
  if (isChoice(field) && choices.length === 0) throw invalid('/choices', 'A choice needs something to choose from');
  if (!isChoice(field) && choices.length > 0) throw invalid('/choices', 'Only a choice has choices');
  const values = choices.map(({ value }) => value);
  const twice = values.findIndex((value, i) => values.indexOf(value) !== i);
  if (twice >= 0) throw invalid(`/choices/${twice}/value`, 'is there twice');
  if (rules.min !== undefined && rules.max !== undefined && rules.min > rules.max) throw invalid('/rules/max', 'is less than the least');
  if (field.isUnique && (isChoice(field) || field.type === 'boolean' || field.type === 'long_text')) {
    throw invalid('/isUnique', 'A field of this type cannot be unique');
  }
}

/** A choice that an asset has made is set aside, not taken away. */
async function refuseLostChoices(tx: Context, before: Field, after: Field): Promise<void> {
  const kept = new Set(after.choices.map(({ value }) => value));
  for (const { value, name } of before.choices) {
    if (!kept.has(value) && (await firstUse(tx, before.id, value))) {
      throw invalid('/choices', `${name.en} is chosen somewhere: set it aside instead`);
    }
  }
}

// Which values there are is kept beside the assets; that a field is in use is all that is asked of it here.
async function firstUse(tx: Context, fieldId: string, valueKey?: string): Promise<boolean> {
  const query = tx.db.sql('assetFieldValues').select('assetId').where({ fieldId }).first();
  return (await (valueKey === undefined ? query : query.where({ valueKey }))) !== undefined;
}

async function refuseDoubles(tx: Context, { id }: Field): Promise<void> {
  const [double] = await tx.db
    .sql('assetFieldValues')
    .select('valueKey')
    .where({ fieldId: id })
    .groupBy('valueKey')
    .havingRaw('count(*) > 1')
    .limit(1);
  if (double) throw invalid('/isUnique', `Several assets have the value ${double.valueKey}`);
}

async function tell(tx: Context, actor: Actor, action: string, { id, key, name }: Field): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'asset-field', subjectId: id, detail: { key, name: name.en } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'asset-kind.changed', id, audience: { role: 'technician' } }));
}
