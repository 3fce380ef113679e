import type { Sql } from '../../db/connection.ts';
import type { AssetRef } from '../assets/asset.ts';
import { assetRefs } from '../assets/asset-queries.ts';
import { addDays, type Day } from '../platform/calendar-days.ts';
import { type Contract, type Term, termOf } from './contract.ts';
import { runningContracts } from './contract-store.ts';
import { lateRepairs, type Repair } from './repair-store.ts';

/** Contracts that may end or go on for another term, and where each stands. */
export async function contractsToWatch(sql: Sql, today: Day, daysAfter: number): Promise<Array<Contract & { term: Term }>> {
  const contracts = await runningContracts(sql, addDays(today, -daysAfter));
  return contracts.map((contract) => ({ ...contract, term: termOf(contract, today) }));
}

/** Repairs that should have been back. */
export async function repairsLate(sql: Sql, today: Day): Promise<Array<Repair & { asset: AssetRef | null }>> {
  const repairs = await lateRepairs(sql, today);
  const assets = await assetRefs(
    sql,
    repairs.map(({ assetId }) => assetId),
  );
  return repairs.map((repair) => ({ ...repair, asset: assets.get(repair.assetId) ?? null }));
}
