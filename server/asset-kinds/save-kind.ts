import { attempt, transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { Kind } from './kind.ts';
import type { KindAnswer, KindChanges, NewKind } from './kind-schemas.ts';
import { deleteKind, findKind, insertKind, listFields, listKindFields, listKinds, replaceKindFields, updateKind } from './kind-store.ts';
import { transitionsFault } from './lifecycle.ts';

/** Every kind with its fields, in the order in which they are offered. */
export async function showKinds(ctx: Context): Promise<KindAnswer[]> {
  const { sql } = ctx.db;
  const keys = new Map((await listFields(sql)).map(({ id, key }) => [id, key]));
  const links = await listKindFields(sql);
  return (await listKinds(sql)).map((kind) => ({
    ...kind,
    transitions: kind.transitions as KindAnswer['transitions'],
    fields: links
      .filter(({ kindKey }) => kindKey === kind.key)
      .map(({ fieldId, isRequired }) => ({ fieldId, key: keys.get(fieldId) as string, isRequired })),
  }));
}

/** One kind with its fields; 404 when there is none of this key. */
export async function showKind(ctx: Context, key: string): Promise<KindAnswer> {
  const kind = (await showKinds(ctx)).find((each) => each.key === key);
  if (!kind) throw notFound('kind of asset');
  return kind;
}

/** Adds an own kind; 422 when the key is taken, a field does not exist or the lifecycle leads nowhere. */
export async function addKind(ctx: Context, actor: Actor, input: NewKind): Promise<KindAnswer> {
  const { fields, icon, position, ...rest } = input;
  return transact(ctx, async (tx) => {
    if (await findKind(tx.db.sql, input.key)) throw invalid('/key', 'There is a kind of this key already');
    const now = tx.clock();
    const last = (await listKinds(tx.db.sql)).at(-1)?.position ?? 0;
    const kind: Kind = {
      ...rest,
      icon: icon ?? input.base,
      position: position ?? last + 1,
      isBuiltIn: false,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    checkLifecycle(kind);
    await checkFields(tx, fields);
    await insertKind(tx.db.sql, kind);
    await replaceKindFields(tx.db.sql, kind.key, fields);
    await tell(tx, actor, 'asset-kind.added', kind);
    return showKind(tx, kind.key);
  });
}

/** Changes a kind and, where `fields` is given, exactly which fields it has; 412 when somebody changed it since. */
export async function changeKind(
  ctx: Context,
  actor: Actor,
  key: string,
  changes: KindChanges,
  ifMatch: number | null,
): Promise<KindAnswer> {
  const { fields, ...rest } = changes;
  return transact(ctx, async (tx) => {
    const before = await findKind(tx.db.sql, key);
    if (!before) throw notFound('kind of asset');
    if (ifMatch !== null && ifMatch !== before.version) {
      throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    }
    if (before.isBuiltIn && rest.base && rest.base !== before.base) throw invalid('/base', 'A built-in kind stays what it is');
    const kind: Kind = { ...before, ...withoutUndefined(rest), version: before.version + 1, updatedAt: tx.clock() };
    checkLifecycle(kind);
    if (!(await updateKind(tx.db.sql, kind))) throw new Problem('version_mismatch');
    if (fields) {
      await checkFields(tx, fields);
      await replaceKindFields(tx.db.sql, key, fields);
    }
    await tell(tx, actor, 'asset-kind.changed', kind);
    return showKind(tx, key);
  });
}

/** Removes an own kind that nothing is of; 409 otherwise: it can be set aside instead. */
export async function removeKind(ctx: Context, actor: Actor, key: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const kind = await findKind(tx.db.sql, key);
    if (!kind) throw notFound('kind of asset');
    if (kind.isBuiltIn) throw new Problem('conflict', `${kind.name.en} is built in: set it aside instead`);
    try {
      await attempt(tx, (part) => deleteKind(part.db.sql, key));
    } catch (error) {
      if (!tx.db.dialect.isForeignKeyViolation(error)) throw error;
      throw new Problem('conflict', `${kind.name.en} is in use: set it aside instead`);
    }
    await tell(tx, actor, 'asset-kind.removed', kind);
  });
}

/** Leaves out what was not told, so that it does not erase what was. */
export const withoutUndefined = <T extends object>(changes: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as never;

function checkLifecycle({ transitions }: Kind): void {
  const fault = transitions && transitionsFault(transitions);
  if (fault) throw invalid(`/transitions/${fault.status}`, fault.message);
}

async function checkFields(tx: Context, fields: Array<{ fieldId: string }>): Promise<void> {
  const known = new Set((await listFields(tx.db.sql)).map(({ id }) => id));
  const seen = new Set<string>();
  for (const [index, { fieldId }] of fields.entries()) {
    if (!known.has(fieldId)) throw invalid(`/fields/${index}/fieldId`, 'There is no such field');
    if (seen.has(fieldId)) throw invalid(`/fields/${index}/fieldId`, 'is there twice');
    seen.add(fieldId);
  }
}

async function tell(tx: Context, actor: Actor, action: string, { key, name }: Kind): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'asset-kind', subjectId: key, detail: { name: name.en } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'asset-kind.changed', id: key, audience: { role: 'technician' } }));
}
