import type { Sql } from '../../db/connection.ts';

export interface Purchase {
  assetId: string;
  supplierId: string | null;
  orderNumber: string | null;
  invoiceNumber: string | null;
  inServiceOn: string | null;
  planId: string | null;
  isNotDepreciated: boolean;
  salvageCents: number | null;
  endOfLifeOn: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export async function findPurchase(sql: Sql, assetId: string): Promise<Purchase | null> {
  return (await sql('assetPurchases').where({ assetId }).first()) ?? null;
}

/** What is known of the purchases of these assets, by asset. */
export async function purchasesOf(sql: Sql, assetIds: string[]): Promise<Map<string, Purchase>> {
  const found = new Map<string, Purchase>();
  for (let start = 0; start < assetIds.length; start += 500) {
    const rows: Purchase[] = await sql('assetPurchases').whereIn('assetId', assetIds.slice(start, start + 500));
    for (const row of rows) found.set(row.assetId, row);
  }
  return found;
}

export async function insertPurchase(tx: Sql, purchase: Purchase): Promise<void> {
  await tx('assetPurchases').insert(purchase);
}

/** Changes what still has this version; answers false when somebody was faster. */
export async function updatePurchase(tx: Sql, { assetId, createdAt: _, ...purchase }: Purchase): Promise<boolean> {
  const count = await tx('assetPurchases')
    .where({ assetId, version: purchase.version - 1 })
    .update(purchase);
  return count === 1;
}

/** The assets whose life does not follow from their kind and date of purchase alone. */
export async function purchasesWithOwnLife(sql: Sql): Promise<string[]> {
  const rows: Array<{ assetId: string }> = await sql('assetPurchases')
    .select('assetId')
    .where((any) => any.whereNotNull('endOfLifeOn').orWhereNotNull('planId').orWhereNotNull('inServiceOn'))
    .orderBy('assetId')
    .limit(100_000);
  return rows.map(({ assetId }) => assetId);
}
