import { transact } from '../../db/transaction.ts';
import type { Asset } from '../assets/asset.ts';
import { loadAsset } from '../assets/write-asset.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import { type Day, dayIn } from '../platform/calendar-days.ts';
import type { Context } from '../platform/context.ts';
import { defaultCurrency, fromCents, toCents } from '../platform/money.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { currentValue, depreciableOf, planFor, shownValue, shownYears } from './asset-value.ts';
import { bookValueOf } from './depreciation.ts';
import { findPlan, listPlans, type Plan } from './plan-store.ts';
import type { MoneyAnswer, PurchaseChanges } from './purchase-schemas.ts';
import { findPurchase, insertPurchase, type Purchase, updatePurchase } from './purchase-store.ts';
import { repairCosts } from './repair-store.ts';
import { checkVersionOf } from './save-supplier.ts';
import { checkSupplier, supplierRefs } from './supplier-queries.ts';

/** What an asset cost, from whom, what it is worth at the end of a day, and what its repairs cost. */
export async function assetMoney(ctx: Context, actor: Actor, idOrTag: string, asOf?: Day): Promise<MoneyAnswer> {
  return moneyOf(ctx, await loadAsset(ctx, actor, idOrTag), asOf ?? dayIn(ctx.clock()));
}

/** Enters what is known of a purchase beside its date and price; 412 when somebody did so since. */
export async function enterPurchase(
  ctx: Context,
  actor: Actor,
  idOrTag: string,
  changes: PurchaseChanges,
  ifMatch: number | null,
): Promise<MoneyAnswer> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const asset = await loadAsset(tx, actor, idOrTag);
    const before = (await findPurchase(sql, asset.id)) ?? emptyPurchase(asset.id, tx.clock());
    checkVersionOf(before, ifMatch);
    await checkSupplier(sql, changes.supplierId);
    if (changes.planId && !(await findPlan(sql, changes.planId))) throw invalid('/planId', 'There is no such depreciation plan');
    const { salvage, ...fields } = changes;
    const purchase: Purchase = { ...before, ...fields, version: before.version + 1, updatedAt: tx.clock() };
    if (salvage !== undefined) purchase.salvageCents = toCents(salvage);
    if (!(await write(tx, purchase))) throw new Problem('version_mismatch');
    await recordAudit(tx, actor, {
      action: 'asset.purchaseEntered',
      subjectType: 'asset',
      subjectId: asset.id,
      detail: { tag: asset.tag, ...changes },
    });
    tx.db.afterCommit(() => tx.live.publish({ type: 'asset.changed', id: asset.id, audience: { role: 'technician' } }));
    return moneyOf(tx, asset, dayIn(tx.clock()));
  });
}

const emptyPurchase = (assetId: string, now: Date): Purchase => ({
  assetId,
  supplierId: null,
  orderNumber: null,
  invoiceNumber: null,
  inServiceOn: null,
  planId: null,
  isNotDepreciated: false,
  salvageCents: null,
  endOfLifeOn: null,
  version: 0,
  createdAt: now,
  updatedAt: now,
});

async function write(tx: Context, purchase: Purchase): Promise<boolean> {
  if (purchase.version > 1) return updatePurchase(tx.db.sql, purchase);
  try {
    await insertPurchase(tx.db.sql, purchase);
    return true;
  } catch (error) {
    if (tx.db.dialect.isUniqueViolation(error)) return false;
    throw error;
  }
}

async function moneyOf(ctx: Context, asset: Asset, asOf: Day): Promise<MoneyAnswer> {
  const { sql } = ctx.db;
  const purchase = await findPurchase(sql, asset.id);
  const plan = planFor(asset, purchase, await listPlans(sql));
  const suppliers = await supplierRefs(sql, [purchase?.supplierId]);
  const thing = depreciableOf(asset, purchase);
  const value = currentValue(asset, purchase, plan, asOf);
  const repairs = await repairCosts(sql, asset.id);
  return {
    supplier: suppliers.get(purchase?.supplierId ?? '') ?? null,
    orderNumber: purchase?.orderNumber ?? null,
    invoiceNumber: purchase?.invoiceNumber ?? null,
    purchasedOn: asset.purchasedOn,
    inServiceOn: purchase?.inServiceOn ?? null,
    cost: fromCents(asset.purchaseCostCents),
    currency: asset.purchaseCurrency,
    plan: plan && { id: plan.id, name: plan.name, isOwn: purchase?.planId === plan.id },
    isNotDepreciated: purchase?.isNotDepreciated ?? false,
    salvage: fromCents(purchase?.salvageCents ?? null),
    endOfLifeOn: endOfLifeOf(asset, purchase, plan),
    isEndOfLifeEntered: Boolean(purchase?.endOfLifeOn),
    value: value && shownValue(value),
    years: thing && plan ? shownYears(thing, plan) : [],
    repairs: repairs.map(({ currency, costCents, count }) => ({ currency: currency ?? defaultCurrency, cost: costCents / 100, count })),
    version: purchase?.version ?? 0,
  };
}

/** The last day of an asset's life: as entered, or else by its plan, with or without a price. */
export function endOfLifeOf(
  asset: Pick<Asset, 'kind' | 'purchasedOn'>,
  purchase: Purchase | null | undefined,
  plan: Plan | null,
): Day | null {
  if (purchase?.endOfLifeOn) return purchase.endOfLifeOn;
  const startOn = purchase?.inServiceOn ?? asset.purchasedOn;
  return plan && startOn ? bookValueOf({ costCents: 0, salvageCents: null, startOn }, plan, startOn).endsOn : null;
}
