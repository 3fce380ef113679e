import type { Sql } from '../../db/connection.ts';
import { nextNumber } from '../../db/counters.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { RepairQuery, repairKinds, repairOutcomes, repairStatuses } from './repair-schemas.ts';

export interface Repair {
  id: string;
  number: string;
  assetId: string;
  kind: (typeof repairKinds)[number];
  title: string;
  supplierId: string | null;
  reference: string | null;
  incidentId: string | null;
  status: (typeof repairStatuses)[number];
  outcome: (typeof repairOutcomes)[number] | null;
  isAway: boolean;
  isWarranty: boolean;
  startedOn: string;
  expectedOn: string | null;
  finishedOn: string | null;
  costCents: number | null;
  currency: string | null;
  notes: string | null;
  createdById: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** The repair with this id or number, or null. */
export async function findRepair(sql: Sql, idOrNumber: string): Promise<Repair | null> {
  const byId = await sql('repairs').where({ id: idOrNumber }).first();
  return byId ?? (await sql('repairs').where({ number: idOrNumber.toUpperCase() }).first()) ?? null;
}

/** The repair for which an asset is away, or null. */
export async function openAbsence(sql: Sql, assetId: string): Promise<Repair | null> {
  return (await sql('repairs').where({ assetId, status: 'open', isAway: true }).first()) ?? null;
}

/** `REP-7`; concurrent ones wait for each other. */
export const nextRepairNumber = async (tx: Sql): Promise<string> => `REP-${await nextNumber(tx, 'repairs')}`;

export async function insertRepair(tx: Sql, repair: Repair): Promise<void> {
  await tx('repairs').insert(repair);
}

/** Changes a repair that still has this version; answers false when somebody was faster. */
export async function updateRepair(tx: Sql, { id, createdAt: _, ...repair }: Repair): Promise<boolean> {
  const count = await tx('repairs')
    .where({ id, version: repair.version - 1 })
    .update(repair);
  return count === 1;
}

/** A page of repairs, latest first; of one asset if told. */
export async function listRepairRows(
  sql: Sql,
  query: RepairQuery & { assetId?: string },
): Promise<{ items: Repair[]; nextCursor: string | null }> {
  const rows = sql('repairs').limit(query.limit + 1);
  for (const column of ['status', 'supplierId', 'assetId'] as const) if (query[column]) rows.where({ [column]: query[column] });
  afterCursor(rows, [{ column: 'id', direction: 'desc' }], query.cursor);
  return toPage((await rows) as Repair[], query.limit, ({ id }) => [id]);
}

/** What the repairs of an asset cost so far, by currency. */
export async function repairCosts(
  sql: Sql,
  assetId: string,
): Promise<Array<{ currency: string | null; costCents: number; count: number }>> {
  const rows: Array<{ currency: string | null; costCents: number; count: number }> = await sql('repairs')
    .select('currency')
    .sum({ costCents: 'costCents' })
    .count({ count: '*' })
    .where({ assetId })
    .whereNot({ status: 'cancelled' })
    .whereNotNull('costCents')
    .groupBy('currency');
  return rows.map(({ currency, costCents, count }) => ({ currency, costCents: Number(costCents), count: Number(count) }));
}

/** Open repairs that were expected back before a day, the latest expected first out. */
export async function lateRepairs(sql: Sql, today: string): Promise<Repair[]> {
  return sql('repairs').where({ status: 'open' }).where('expectedOn', '<', today).orderBy(['expectedOn', 'id']).limit(5000);
}
