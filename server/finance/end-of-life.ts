import type { Sql } from '../../db/connection.ts';
import { assetsBoughtBetween, assetsInService, type Bought } from '../assets/alert-facts.ts';
import { addMonths, type Day } from '../platform/calendar-days.ts';
import { endOfLifeOf } from './asset-money.ts';
import { planFor } from './asset-value.ts';
import { listPlans } from './plan-store.ts';
import { purchasesOf, purchasesWithOwnLife } from './purchase-store.ts';

export type EndingLife = Bought & { endOfLifeOn: Day };

/** Assets in service whose life ends between two days, both included: as entered, or by their plan. */
export async function livesEnding(sql: Sql, from: Day, to: Day): Promise<EndingLife[]> {
  const plans = await listPlans(sql);
  const candidates = new Map<string, Bought>();
  for (const { kinds, lifeMonths } of plans.filter((plan) => plan.kinds.length > 0)) {
    // A life may begin with the next month, or end with its fiscal year.
    const [first, last] = [addMonths(from, -lifeMonths - 2), addMonths(to, 13 - lifeMonths)];
    for (const asset of await assetsBoughtBetween(sql, kinds, first, last)) candidates.set(asset.id, asset);
  }
  for (const asset of await assetsInService(sql, await purchasesWithOwnLife(sql))) candidates.set(asset.id, asset);
  const purchases = await purchasesOf(sql, [...candidates.keys()]);
  return [...candidates.values()].flatMap((asset) => {
    const purchase = purchases.get(asset.id);
    const endOfLifeOn = endOfLifeOf(asset, purchase, planFor(asset, purchase, plans));
    return endOfLifeOn && endOfLifeOn >= from && endOfLifeOn <= to ? [{ ...asset, endOfLifeOn }] : [];
  });
}
