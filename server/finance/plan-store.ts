import type { Sql } from '../../db/connection.ts';
import { nameKey } from '../assets/asset.ts';
import type { DepreciationTerms } from './depreciation.ts';

export interface Plan extends DepreciationTerms {
  id: string;
  name: string;
  /** Kinds of asset that go by this plan unless they have their own. */
  kinds: string[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

const written = ({ kinds, ...plan }: Plan): Record<string, unknown> => ({
  ...plan,
  nameKey: nameKey(plan.name),
  kindsJson: JSON.stringify(kinds),
});

const read = ({ nameKey: _, ...plan }: Plan & { nameKey: string }): Plan => plan;

/** Every plan by name; a company has a dozen. */
export async function listPlans(sql: Sql): Promise<Plan[]> {
  return (await sql('depreciationPlans').orderBy('nameKey').limit(500)).map(read);
}

export async function findPlan(sql: Sql, id: string): Promise<Plan | null> {
  const row = await sql('depreciationPlans').where({ id }).first();
  return row ? read(row) : null;
}

export async function insertPlan(tx: Sql, plan: Plan): Promise<void> {
  await tx('depreciationPlans').insert(written(plan));
}

/** Changes a plan that still has this version; answers false when somebody was faster. */
export async function updatePlan(tx: Sql, plan: Plan): Promise<boolean> {
  const count = await tx('depreciationPlans')
    .where({ id: plan.id, version: plan.version - 1 })
    .update(written(plan));
  return count === 1;
}

export async function deletePlan(tx: Sql, id: string): Promise<void> {
  await tx('depreciationPlans').where({ id }).delete();
}

/** True while an asset has this plan as its own. */
export const isPlanInUse = async (sql: Sql, planId: string): Promise<boolean> =>
  (await sql('assetPurchases').select('assetId').where({ planId }).first()) !== undefined;
