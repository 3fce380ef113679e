import type { Sql } from '../../db/connection.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { insertPurchase, type Purchase, purchasesOf, updatePurchase } from './purchase-store.ts';

/** What a list says of a purchase beside its date and price. */
export type PurchaseFacts = Pick<Purchase, 'supplierId' | 'orderNumber' | 'endOfLifeOn'>;

/** What is known of the purchases of these assets, with their versions, by asset; those of which nothing is known are left out. */
export async function purchaseFacts(sql: Sql, assetIds: string[]): Promise<Map<string, PurchaseFacts & { version: number }>> {
  const found = await purchasesOf(sql, assetIds);
  return new Map(
    [...found].map(([id, { supplierId, orderNumber, endOfLifeOn, version }]) => [id, { supplierId, orderNumber, endOfLifeOn, version }]),
  );
}

/**
 * Enters what a list says of many purchases at once; the list itself is in the audit log. Whoever calls has checked that the
 * suppliers exist. 409 when somebody entered something for one of them meanwhile; answers the versions by asset.
 */
export async function enterPurchases(tx: Context, facts: Map<string, Partial<PurchaseFacts>>): Promise<Map<string, number>> {
  const { sql } = tx.db;
  const now = tx.clock();
  const known = await purchasesOf(sql, [...facts.keys()]);
  const versions = new Map<string, number>();
  for (const [assetId, said] of facts) {
    const before = known.get(assetId);
    const purchase: Purchase = {
      ...(before ?? { ...empty, assetId, createdAt: now }),
      ...said,
      version: (before?.version ?? 0) + 1,
      updatedAt: now,
    };
    if (!before) await insertPurchase(sql, purchase);
    else if (!(await updatePurchase(sql, purchase))) throw new Problem('conflict', 'Somebody changed a purchase a moment ago');
    versions.set(assetId, purchase.version);
  }
  return versions;
}

const empty = {
  supplierId: null,
  orderNumber: null,
  invoiceNumber: null,
  inServiceOn: null,
  planId: null,
  isNotDepreciated: false,
  salvageCents: null,
  endOfLifeOn: null,
};
