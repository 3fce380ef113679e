import type { z } from 'zod';
import type { contractAnswer, newContract } from '../../../server/finance/contract-schemas.ts';
import type { newPlan, planAnswer, planPreviewAnswer } from '../../../server/finance/plan-schemas.ts';
import type { moneyAnswer, totalsAnswer, valueLine } from '../../../server/finance/purchase-schemas.ts';
import type { newRepair, repairAnswer } from '../../../server/finance/repair-schemas.ts';
import type { supplierAnswer } from '../../../server/finance/supplier-schemas.ts';
import type { Answer } from '../api/types.ts';

export type Supplier = Answer<typeof supplierAnswer>;
export type Contract = Answer<typeof contractAnswer>;
export type NewContract = z.input<typeof newContract>;
export type Plan = Answer<typeof planAnswer>;
export type NewPlan = z.input<typeof newPlan>;
export type PlanPreview = Answer<typeof planPreviewAnswer>;
export type AssetMoney = Answer<typeof moneyAnswer>;
export type ValueLine = Answer<typeof valueLine>;
export type Totals = Answer<typeof totalsAnswer>;
export type Repair = Answer<typeof repairAnswer>;
export type NewRepair = z.input<typeof newRepair>;
