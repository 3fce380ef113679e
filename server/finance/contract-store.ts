import type { Sql } from '../../db/connection.ts';
import { nameKey } from '../assets/asset.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Contract } from './contract.ts';
import type { ContractQuery } from './contract-schemas.ts';

const columns = [
  'id',
  'name',
  'kind',
  'supplierId',
  'reference',
  'startsOn',
  'endsOn',
  'renewalMonths',
  'noticeDays',
  'cancelledOn',
  'costCents',
  'currency',
  'costPer',
  'notes',
  'version',
  'createdAt',
  'updatedAt',
];

export async function findContract(sql: Sql, id: string): Promise<Contract | null> {
  return (await sql('contracts').select(columns).where({ id }).first()) ?? null;
}

export async function insertContract(tx: Sql, contract: Contract): Promise<void> {
  await tx('contracts').insert({ ...contract, nameKey: nameKey(contract.name) });
}

/** Changes a contract that still has this version; answers false when somebody was faster. */
export async function updateContract(tx: Sql, { id, createdAt: _, ...contract }: Contract): Promise<boolean> {
  const count = await tx('contracts')
    .where({ id, version: contract.version - 1 })
    .update({ ...contract, nameKey: nameKey(contract.name) });
  return count === 1;
}

/** Removes a contract; what it covered is covered by it no more. */
export async function deleteContract(tx: Sql, id: string): Promise<void> {
  await tx('contractAssets').where({ contractId: id }).delete();
  await tx('contracts').where({ id }).delete();
}

/** A page of contracts by name. */
export async function listContractRows(sql: Sql, query: ContractQuery): Promise<{ items: Contract[]; nextCursor: string | null }> {
  const rows = sql('contracts')
    .select([...columns, 'nameKey'])
    .limit(query.limit + 1);
  if (query.kind) rows.where({ kind: query.kind });
  if (query.supplierId) rows.where({ supplierId: query.supplierId });
  if (query.q) rows.whereRaw("name_key like ? escape '\\'", [`${nameKey(query.q).replace(/[\\%_]/g, '\\$&')}%`]);
  afterCursor(
    rows,
    [
      { column: 'nameKey', direction: 'asc' },
      { column: 'id', direction: 'asc' },
    ],
    query.cursor,
  );
  const found = toPage((await rows) as Array<Contract & { nameKey: string }>, query.limit, (row) => [row.nameKey, row.id]);
  return { items: found.items.map(({ nameKey: _, ...contract }) => contract), nextCursor: found.nextCursor };
}

/** Every contract that is not over by its own word; a company has some hundreds. */
export async function runningContracts(sql: Sql, since: string): Promise<Contract[]> {
  return sql('contracts')
    .select(columns)
    .where((any) => any.whereNull('endsOn').orWhereNotNull('renewalMonths').orWhere('endsOn', '>=', since))
    .orderBy('id')
    .limit(5000);
}

/** How many assets each of these contracts covers. */
export async function coverageCounts(sql: Sql, contractIds: string[]): Promise<Map<string, number>> {
  if (contractIds.length === 0) return new Map();
  const rows: Array<{ contractId: string; count: number }> = await sql('contractAssets')
    .select('contractId')
    .count({ count: '*' })
    .whereIn('contractId', contractIds)
    .groupBy('contractId');
  return new Map(rows.map(({ contractId, count }) => [contractId, Number(count)]));
}

/** The ids of a page of what a contract covers. */
export async function coveredIds(sql: Sql, contractId: string, range: { limit: number; cursor?: string | undefined }) {
  const rows = sql('contractAssets')
    .select('assetId')
    .where({ contractId })
    .limit(range.limit + 1);
  afterCursor(rows, [{ column: 'assetId', direction: 'asc' }], range.cursor);
  return toPage((await rows) as Array<{ assetId: string }>, range.limit, ({ assetId }) => [assetId]);
}

/** Adds what is not covered yet. */
export async function insertCovered(tx: Sql, contractId: string, assetIds: string[], addedAt: Date): Promise<void> {
  if (assetIds.length === 0) return;
  await tx('contractAssets')
    .insert(assetIds.map((assetId) => ({ contractId, assetId, addedAt })))
    .onConflict(['contractId', 'assetId'])
    .ignore();
}

export async function deleteCovered(tx: Sql, contractId: string, assetIds: string[]): Promise<void> {
  await tx('contractAssets').where({ contractId }).whereIn('assetId', assetIds).delete();
}

/** The contracts that cover an asset, by name. */
export async function contractsCovering(sql: Sql, assetId: string): Promise<Contract[]> {
  return sql('contracts')
    .join('contractAssets', 'contractAssets.contractId', 'contracts.id')
    .select(columns.map((column) => `contracts.${column}`))
    .where({ 'contractAssets.assetId': assetId })
    .orderBy(['contracts.nameKey', 'contracts.id'])
    .limit(200);
}
