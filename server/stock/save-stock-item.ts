import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { checkSupplier } from '../finance/supplier-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { defaultCurrency, fromCents, toCents } from '../platform/money.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { shelfOf } from './keep-stock.ts';
import { knownStockItem, shift } from './move-stock.ts';
import type { StockItem } from './stock-item.ts';
import type { NewStockItem, StockItemAnswer, StockItemChanges } from './stock-schemas.ts';
import { deleteStockItem, findStockItemByName, insertStockItem, updateStockItem } from './stock-store.ts';
import { stockItemById } from './stock-view.ts';

/** Adds an item, with what there is of it already; 422 when the name is taken in any writing. */
export async function addStockItem(ctx: Context, actor: Actor, input: NewStockItem): Promise<StockItemAnswer> {
  return refusingTwins(ctx, () =>
    transact(ctx, async (tx) => {
      const { quantity, shelfId, unitCost, ...fields } = input;
      const now = tx.clock();
      const item: StockItem = {
        ...fields,
        ...moneyOf(unitCost, fields.currency),
        id: newId(),
        onHand: 0,
        onLoan: 0,
        version: 1,
        createdAt: now,
        updatedAt: now,
      };
      await check(tx, item);
      const shelf = await shelfOf(tx, shelfId);
      await insertStockItem(tx.db.sql, item);
      if (quantity > 0) await shift(tx, actor, item, { kind: 'counted', shelf, quantity });
      await note(tx, actor, 'stockItem.added', item);
      return stockItemById(tx, item.id);
    }),
  );
}

/** Changes what is known of an item; 412 when somebody changed it since. */
export async function changeStockItem(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: StockItemChanges,
  ifMatch: number | null,
): Promise<StockItemAnswer> {
  return refusingTwins(ctx, () =>
    transact(ctx, async (tx) => {
      const before = await knownStockItem(tx, id);
      const { version } = before;
      if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
      const { unitCost = fromCents(before.unitCostCents), currency, ...fields } = changes;
      const money = moneyOf(unitCost, currency ?? before.currency);
      const item: StockItem = { ...before, ...fields, ...money, version: version + 1, updatedAt: tx.clock() };
      await check(tx, item);
      if (!(await updateStockItem(tx.db.sql, item))) throw new Problem('version_mismatch');
      await note(tx, actor, 'stockItem.changed', item);
      return stockItemById(tx, id);
    }),
  );
}

/** Removes an item with its ledger; 409 while there is any of it, on a shelf or lent. */
export async function removeStockItem(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const item = await knownStockItem(tx, id);
    if (item.onHand > 0 || item.onLoan > 0) throw new Problem('conflict', `There are still some of ${item.name}: set it aside instead`);
    await deleteStockItem(tx.db.sql, id);
    await note(tx, actor, 'stockItem.removed', item);
  });
}

const moneyOf = (cost: number | null, currency: string | null): Pick<StockItem, 'unitCostCents' | 'currency'> => ({
  unitCostCents: toCents(cost),
  currency: cost === null ? null : (currency ?? defaultCurrency),
});

async function check(tx: Context, item: StockItem): Promise<void> {
  await checkSupplier(tx.db.sql, item.supplierId);
  const twin = await findStockItemByName(tx.db.sql, item.name);
  if (twin && twin.id !== item.id) throw invalid('/name', `There is a stock item of this name already: ${twin.name}`);
}

async function refusingTwins<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!ctx.db.dialect.isUniqueViolation(error)) throw error;
    throw invalid('/name', 'There is a stock item of this name already');
  }
}

async function note(tx: Context, actor: Actor, action: string, { id, name }: StockItem): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'stockItem', subjectId: id, detail: { name } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'stock.changed', id, audience: { role: 'technician' } }));
}
