import type { z } from 'zod';
import { attempt, transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { NewSupplier, supplierChanges } from './supplier-schemas.ts';
import { deleteSupplier, findSupplierByName, findSupplierRow, insertSupplier, type Supplier, updateSupplier } from './supplier-store.ts';

/** Adds a supplier; 422 when the name is taken in any writing. */
export async function addSupplier(ctx: Context, actor: Actor, input: NewSupplier): Promise<Supplier> {
  return refusingTwins(ctx, () =>
    transact(ctx, async (tx) => {
      const now = tx.clock();
      const supplier: Supplier = { ...input, id: newId(), version: 1, createdAt: now, updatedAt: now };
      await checkName(tx, supplier);
      await insertSupplier(tx.db.sql, supplier);
      await note(tx, actor, 'supplier.added', supplier);
      return supplier;
    }),
  );
}

/** Changes a supplier; 412 when somebody changed it since. */
export async function changeSupplier(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof supplierChanges>,
  ifMatch: number | null,
): Promise<Supplier> {
  return refusingTwins(ctx, () =>
    transact(ctx, async (tx) => {
      const before = await knownSupplier(tx, id);
      checkVersionOf(before, ifMatch);
      const supplier: Supplier = { ...before, ...changes, version: before.version + 1, updatedAt: tx.clock() };
      await checkName(tx, supplier);
      if (!(await updateSupplier(tx.db.sql, supplier))) throw new Problem('version_mismatch');
      await note(tx, actor, 'supplier.changed', supplier);
      return supplier;
    }),
  );
}

/** Removes a supplier that nothing names; 409 otherwise: it can be set aside instead. */
export async function removeSupplier(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const supplier = await knownSupplier(tx, id);
    try {
      await attempt(tx, (part) => deleteSupplier(part.db.sql, id));
    } catch (error) {
      if (!tx.db.dialect.isForeignKeyViolation(error)) throw error;
      throw new Problem('conflict', `${supplier.name} is in use: set it aside instead`);
    }
    await note(tx, actor, 'supplier.removed', supplier);
  });
}

/** The supplier with this id; 404 otherwise. */
export async function knownSupplier(ctx: Context, id: string): Promise<Supplier> {
  const supplier = await findSupplierRow(ctx.db.sql, id);
  if (!supplier) throw notFound('supplier');
  return supplier;
}

/** 412 when the caller read another version than the present one. */
export function checkVersionOf({ version }: { version: number }, ifMatch: number | null): void {
  if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
}

async function checkName(tx: Context, { id, name }: Supplier): Promise<void> {
  const twin = await findSupplierByName(tx.db.sql, name);
  if (twin && twin.id !== id) throw invalid('/name', `There is a supplier of this name already: ${twin.name}`);
}

async function refusingTwins<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!ctx.db.dialect.isUniqueViolation(error)) throw error;
    throw invalid('/name', 'There is a supplier of this name already');
  }
}

async function note(tx: Context, actor: Actor, action: string, { id, name }: Supplier): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'supplier', subjectId: id, detail: { name } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'supplier.changed', id, audience: { role: 'technician' } }));
}
