import type { Sql } from '../../db/connection.ts';
import type { FieldChange } from '../assets/asset-view.ts';
import { type PurchaseFacts, purchaseFacts } from '../finance/enter-purchases.ts';
import { supplierRefs, suppliersByName } from '../finance/supplier-queries.ts';
import { nameKey } from '../platform/name-key.ts';
import type { Texts } from './import-file.ts';
import { parseDate } from './import-values.ts';

/** What a row says of a purchase: what would change, and what is wrong or left out. */
export interface PurchaseRead {
  said: Partial<PurchaseFacts>;
  changes: FieldChange[];
  reasons: string[];
  warnings: string[];
}

export type PurchaseReader = (texts: Texts, assetId: string | null) => PurchaseRead;

const none: PurchaseRead = { said: {}, changes: [], reasons: [], warnings: [] };

/** Reads supplier, order number and end of life of rows; what it asks the database is asked for all rows at once. */
export async function purchaseReader(sql: Sql, rows: Texts[], assetIds: string[], order: 'dmy' | 'mdy' | null): Promise<PurchaseReader> {
  const isSpoken = rows.some(({ supplier, orderNumber, endOfLifeOn }) => supplier ?? orderNumber ?? endOfLifeOn);
  if (!isSpoken) return () => none;
  const suppliers = await suppliersByName(
    sql,
    rows.flatMap(({ supplier }) => supplier ?? []),
  );
  const present = await purchaseFacts(sql, assetIds);
  const names = await supplierRefs(
    sql,
    [...present.values()].map(({ supplierId }) => supplierId),
  );
  return ({ supplier, orderNumber, endOfLifeOn }, assetId) => {
    const read: PurchaseRead = { said: {}, changes: [], reasons: [], warnings: [] };
    const before = assetId === null ? undefined : present.get(assetId);
    const note = (field: keyof PurchaseFacts, to: string, shown: FieldChange) => {
      if (before?.[field] === to) return;
      read.said[field] = to;
      read.changes.push(shown);
    };
    const known = supplier ? suppliers.get(nameKey(supplier)) : undefined;
    if (supplier && !known) read.warnings.push(`There is no supplier “${supplier}”`);
    if (known) {
      const from = before?.supplierId ? (names.get(before.supplierId) ?? null) : null;
      note('supplierId', known.id, { field: 'supplier', from, to: { id: known.id, name: known.name } });
    }
    if (orderNumber && orderNumber.length > 120) read.reasons.push('orderNumber: must have at most 120 characters');
    else if (orderNumber) note('orderNumber', orderNumber, { field: 'orderNumber', from: before?.orderNumber ?? null, to: orderNumber });
    if (!endOfLifeOn) return read;
    const day = parseDate(endOfLifeOn, order);
    if (day.reason !== undefined) read.reasons.push(day.reason);
    else note('endOfLifeOn', day.value, { field: 'endOfLifeOn', from: before?.endOfLifeOn ?? null, to: day.value });
    return read;
  };
}
