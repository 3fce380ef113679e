import { Temporal } from 'temporal-polyfill';
import type { Context } from '../../platform/context.ts';
import type { Asset } from '../asset.ts';
import { findModelByMake } from './make-store.ts';
import { canonicalMakes } from './settle-makes.ts';

/** How long the warranty of what was bought lasts by its model, or null where nobody said. */
export async function warrantyOf(
  tx: Context,
  { manufacturer, model, purchasedOn }: Pick<Asset, 'manufacturer' | 'model' | 'purchasedOn'>,
): Promise<string | null> {
  if (!purchasedOn || !model) return null;
  const [make] = await canonicalMakes(tx.db.sql, [{ manufacturer, model }]);
  const record = make && (await findModelByMake(tx.db.sql, make));
  if (!record?.warrantyMonths) return null;
  return Temporal.PlainDate.from(purchasedOn).add({ months: record.warrantyMonths }).toString();
}
