import { transact } from '../../db/transaction.ts';
import { assetRefs } from '../assets/asset-queries.ts';
import { loadAsset } from '../assets/write-asset.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import { dayIn } from '../platform/calendar-days.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { defaultCurrency, fromCents, toCents } from '../platform/money.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { type Contract, termOf, yearlyCents } from './contract.ts';
import type { ContractAnswer, ContractChanges, ContractQuery, Coverage, NewContract } from './contract-schemas.ts';
import {
  contractsCovering,
  coverageCounts,
  coveredIds,
  deleteContract,
  deleteCovered,
  findContract,
  insertContract,
  insertCovered,
  listContractRows,
  updateContract,
} from './contract-store.ts';
import { checkVersionOf } from './save-supplier.ts';
import { checkSupplier, supplierRefs } from './supplier-queries.ts';

/** Adds a contract with what it covers; 422 for unknown assets or a supplier that does not exist. */
export async function addContract(ctx: Context, actor: Actor, input: NewContract): Promise<ContractAnswer> {
  return transact(ctx, async (tx) => {
    const { assetIds, cost, ...fields } = input;
    const now = tx.clock();
    const contract: Contract = { ...fields, ...moneyOf(cost, fields.currency), id: newId(), version: 1, createdAt: now, updatedAt: now };
    await check(tx, contract);
    await insertContract(tx.db.sql, contract);
    await checkAssets(tx, assetIds, '/assetIds');
    await insertCovered(tx.db.sql, contract.id, [...new Set(assetIds)], now);
    await note(tx, actor, 'contract.added', contract, { assets: assetIds.length });
    return shown(tx, contract);
  });
}

/** Changes a contract; 412 when somebody changed it since. */
export async function changeContract(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: ContractChanges,
  ifMatch: number | null,
): Promise<ContractAnswer> {
  return transact(ctx, async (tx) => {
    const before = await knownContract(tx, id);
    checkVersionOf(before, ifMatch);
    const { cost = fromCents(before.costCents), ...fields } = changes;
    const money = moneyOf(cost, changes.currency ?? before.currency);
    const contract: Contract = { ...before, ...fields, ...money, version: before.version + 1, updatedAt: tx.clock() };
    await check(tx, contract);
    if (!(await updateContract(tx.db.sql, contract))) throw new Problem('version_mismatch');
    await note(tx, actor, 'contract.changed', contract, { fields: Object.keys(changes) });
    return shown(tx, contract);
  });
}

/** Removes a contract from the books. */
export async function removeContract(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const contract = await knownContract(tx, id);
    await deleteContract(tx.db.sql, id);
    await note(tx, actor, 'contract.removed', contract);
  });
}

/** Says what a contract covers besides, and what no more; what is covered already stays so. */
export async function changeCoverage(ctx: Context, actor: Actor, id: string, { add, remove }: Coverage): Promise<ContractAnswer> {
  return transact(ctx, async (tx) => {
    const contract = await knownContract(tx, id);
    await checkAssets(tx, add, '/add');
    await deleteCovered(tx.db.sql, id, remove);
    await insertCovered(tx.db.sql, id, [...new Set(add)], tx.clock());
    await note(tx, actor, 'contract.coverageChanged', contract, { add, remove });
    return shown(tx, contract);
  });
}

const moneyOf = (cost: number | null, currency: string | null): Pick<Contract, 'costCents' | 'currency'> => ({
  costCents: toCents(cost),
  currency: cost === null ? null : (currency ?? defaultCurrency),
});

async function check(tx: Context, contract: Contract): Promise<void> {
  await checkSupplier(tx.db.sql, contract.supplierId);
  if (contract.endsOn && contract.endsOn < contract.startsOn) throw invalid('/endsOn', 'must not be before the beginning');
  if (contract.cancelledOn && contract.cancelledOn < contract.startsOn) throw invalid('/cancelledOn', 'must not be before the beginning');
  if (contract.renewalMonths && !contract.endsOn) throw invalid('/renewalMonths', 'A contract without an end is not renewed');
}

async function checkAssets(tx: Context, assetIds: string[], pointer: string): Promise<void> {
  const known = await assetRefs(tx.db.sql, assetIds);
  const place = assetIds.findIndex((id) => !known.has(id));
  if (place >= 0) throw invalid(`${pointer}/${place}`, 'There is no such asset');
}

async function knownContract(ctx: Context, id: string): Promise<Contract> {
  const contract = await findContract(ctx.db.sql, id);
  if (!contract) throw notFound('contract');
  return contract;
}

async function note(
  tx: Context,
  actor: Actor,
  action: string,
  { id, name }: Contract,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'contract', subjectId: id, detail: { name, ...detail } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'contract.changed', id, audience: { role: 'technician' } }));
}

async function shownAll(ctx: Context, contracts: Contract[]): Promise<ContractAnswer[]> {
  const { sql } = ctx.db;
  const today = dayIn(ctx.clock());
  const counts = await coverageCounts(
    sql,
    contracts.map(({ id }) => id),
  );
  const suppliers = await supplierRefs(
    sql,
    contracts.map(({ supplierId }) => supplierId),
  );
  return contracts.map((contract) => {
    const { supplierId, costCents, ...fields } = contract;
    return {
      ...fields,
      supplier: suppliers.get(supplierId ?? '') ?? null,
      cost: fromCents(costCents),
      yearlyCost: fromCents(yearlyCents(contract)),
      term: termOf(contract, today),
      assetCount: counts.get(contract.id) ?? 0,
    };
  });
}

const shown = async (ctx: Context, contract: Contract): Promise<ContractAnswer> => (await shownAll(ctx, [contract]))[0] as ContractAnswer;

/** A contract as it stands today; 404 when there is none. */
export const contractById = async (ctx: Context, id: string): Promise<ContractAnswer> => shown(ctx, await knownContract(ctx, id));

/** A page of contracts by name. */
export async function listContracts(ctx: Context, query: ContractQuery) {
  const { items, nextCursor } = await listContractRows(ctx.db.sql, query);
  return { items: await shownAll(ctx, items), nextCursor };
}

/** A page of what a contract covers. */
export async function coveredBy(ctx: Context, id: string, range: { limit: number; cursor?: string | undefined }) {
  await knownContract(ctx, id);
  const { items, nextCursor } = await coveredIds(ctx.db.sql, id, range);
  const ids = items.map(({ assetId }) => assetId);
  const refs = await assetRefs(ctx.db.sql, ids);
  return { items: ids.flatMap((assetId) => refs.get(assetId) ?? []), nextCursor };
}

/** The contracts that cover an asset, by name. */
export async function contractsOf(ctx: Context, actor: Actor, idOrTag: string) {
  const asset = await loadAsset(ctx, actor, idOrTag);
  return { items: await shownAll(ctx, await contractsCovering(ctx.db.sql, asset.id)), nextCursor: null };
}
