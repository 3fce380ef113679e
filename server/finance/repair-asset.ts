import { transact } from '../../db/transaction.ts';
import { type Asset, isGone } from '../assets/asset.ts';
import { assetRefs } from '../assets/asset-queries.ts';
import { changeAsset } from '../assets/change-asset.ts';
import { loadAsset } from '../assets/write-asset.ts';
import { incidentRefs } from '../incidents/incident-queries.ts';
import type { Actor } from '../platform/actor.ts';
import { dayIn } from '../platform/calendar-days.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { defaultCurrency, fromCents, toCents } from '../platform/money.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { NewRepair, RepairAnswer, RepairChanges, RepairEnd, RepairQuery } from './repair-schemas.ts';
import { findRepair, insertRepair, listRepairRows, nextRepairNumber, openAbsence, type Repair, updateRepair } from './repair-store.ts';
import { checkVersionOf } from './save-supplier.ts';
import { checkSupplier, supplierRefs } from './supplier-queries.ts';

/** Begins a repair; while the asset is away it is in repair. 409 when it is away already, or gone. */
export async function beginRepair(ctx: Context, actor: Actor, idOrTag: string, input: NewRepair): Promise<RepairAnswer> {
  return transact(ctx, async (tx) => {
    const asset = await loadAsset(tx, actor, idOrTag);
    if (isGone(asset.status)) throw new Problem('conflict', `${asset.tag} is ${asset.status}`);
    const { cost, currency, startedOn, ...fields } = input;
    const now = tx.clock();
    const repair: Repair = {
      ...fields,
      ...moneyOf(cost, currency),
      id: newId(),
      number: await nextRepairNumber(tx.db.sql),
      assetId: asset.id,
      status: 'open',
      outcome: null,
      startedOn: startedOn ?? dayIn(now),
      finishedOn: null,
      createdById: actor.id,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await check(tx, repair);
    if (repair.isAway) await sendAway(tx, actor, asset);
    await insertRepair(tx.db.sql, repair);
    return announced(tx, repair);
  });
}

async function sendAway(tx: Context, actor: Actor, asset: Asset): Promise<void> {
  const away = await openAbsence(tx.db.sql, asset.id);
  if (away) throw new Problem('conflict', `${asset.tag} is away already: ${away.number}`);
  if (asset.status !== 'in_repair') await changeAsset(tx, actor, asset.id, { status: 'in_repair' }, null);
}

/** Changes what is known of a repair; 412 when somebody changed it since. */
export async function changeRepair(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  changes: RepairChanges,
  ifMatch: number | null,
): Promise<RepairAnswer> {
  return transact(ctx, async (tx) => {
    const before = await knownRepair(tx, actor, idOrNumber);
    checkVersionOf(before, ifMatch);
    const { cost = fromCents(before.costCents), currency, ...fields } = changes;
    const money = moneyOf(cost, currency ?? before.currency);
    const repair: Repair = { ...before, ...fields, ...money, version: before.version + 1, updatedAt: tx.clock() };
    await check(tx, repair);
    return write(tx, repair);
  });
}

/**
 * Takes an asset back from repair with what came of it and what it cost. It is on the shelf again, or with whoever has it;
 * what cannot be repaired stays in repair until it is retired.
 */
export async function endRepair(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  input: RepairEnd,
  ifMatch: number | null,
): Promise<RepairAnswer> {
  return finish(ctx, actor, idOrNumber, ifMatch, (before, today) => {
    const { outcome, finishedOn = today, cost = fromCents(before.costCents), currency, notes = before.notes } = input;
    if (finishedOn < before.startedOn) throw invalid('/finishedOn', 'must not be before the beginning');
    return { status: 'returned', outcome, finishedOn, notes, ...moneyOf(cost, currency ?? before.currency) };
  });
}

/** Calls a repair off; the asset is where it was before. */
export async function cancelRepair(ctx: Context, actor: Actor, idOrNumber: string, ifMatch: number | null): Promise<RepairAnswer> {
  return finish(ctx, actor, idOrNumber, ifMatch, (_, today) => ({ status: 'cancelled', finishedOn: today }));
}

async function finish(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  ifMatch: number | null,
  patchOf: (before: Repair, today: string) => Partial<Repair>,
): Promise<RepairAnswer> {
  return transact(ctx, async (tx) => {
    const before = await knownRepair(tx, actor, idOrNumber);
    checkVersionOf(before, ifMatch);
    if (before.status !== 'open') throw new Problem('conflict', `${before.number} is over already`);
    const repair: Repair = { ...before, ...patchOf(before, dayIn(tx.clock())), version: before.version + 1, updatedAt: tx.clock() };
    const answer = await write(tx, repair);
    if (repair.isAway && repair.outcome !== 'irreparable') await bringBack(tx, actor, repair.assetId);
    return answer;
  });
}

/** What somebody did to the asset in the meantime (lost, retired) stands. */
async function bringBack(tx: Context, actor: Actor, assetId: string): Promise<void> {
  const asset = await loadAsset(tx, actor, assetId);
  if (asset.status !== 'in_repair') return;
  await changeAsset(tx, actor, asset.id, { status: asset.custodianId ? 'deployed' : 'in_stock' }, null);
}

async function write(tx: Context, repair: Repair): Promise<RepairAnswer> {
  if (!(await updateRepair(tx.db.sql, repair))) throw new Problem('version_mismatch');
  return announced(tx, repair);
}

async function announced(tx: Context, repair: Repair): Promise<RepairAnswer> {
  tx.db.afterCommit(() => tx.live.publish({ type: 'repair.changed', id: repair.id, audience: { role: 'technician' } }));
  return (await shown(tx, [repair]))[0] as RepairAnswer;
}

const moneyOf = (cost: number | null, currency: string | null): Pick<Repair, 'costCents' | 'currency'> => ({
  costCents: toCents(cost),
  currency: cost === null ? null : (currency ?? defaultCurrency),
});

async function check(tx: Context, repair: Repair): Promise<void> {
  await checkSupplier(tx.db.sql, repair.supplierId);
  if (repair.expectedOn && repair.expectedOn < repair.startedOn) throw invalid('/expectedOn', 'must not be before the beginning');
  if (repair.incidentId && !(await incidentRefs(tx.db.sql, [repair.incidentId])).has(repair.incidentId))
    throw invalid('/incidentId', 'There is no such incident');
}

async function knownRepair(ctx: Context, actor: Actor, idOrNumber: string): Promise<Repair> {
  const repair = await findRepair(ctx.db.sql, idOrNumber);
  if (!repair) throw notFound('repair');
  // Whoever may not see the asset sees nothing of its repairs.
  await loadAsset(ctx, actor, repair.assetId);
  return repair;
}

async function shown(ctx: Context, repairs: Repair[]): Promise<RepairAnswer[]> {
  const { sql } = ctx.db;
  const today = dayIn(ctx.clock());
  const ids = (key: 'assetId' | 'supplierId' | 'incidentId') => repairs.map((repair) => repair[key]);
  const assets = await assetRefs(sql, ids('assetId'));
  const suppliers = await supplierRefs(sql, ids('supplierId'));
  const incidents = await incidentRefs(sql, ids('incidentId'));
  return repairs.map(({ assetId, supplierId, incidentId, costCents, createdById: _, ...fields }) => ({
    ...fields,
    asset: assets.get(assetId) ?? null,
    supplier: suppliers.get(supplierId ?? '') ?? null,
    incident: incidents.get(incidentId ?? '') ?? null,
    cost: fromCents(costCents),
    isLate: fields.status === 'open' && fields.expectedOn !== null && fields.expectedOn < today,
  }));
}

/** A page of repairs, latest first. */
export async function listRepairs(ctx: Context, query: RepairQuery & { assetId?: string }) {
  const { items, nextCursor } = await listRepairRows(ctx.db.sql, query);
  return { items: await shown(ctx, items), nextCursor };
}

/** A page of an asset's repairs, latest first. */
export async function repairsOf(ctx: Context, actor: Actor, idOrTag: string, query: RepairQuery) {
  return listRepairs(ctx, { ...query, assetId: (await loadAsset(ctx, actor, idOrTag)).id });
}

/** One repair by id or number. */
export async function repairById(ctx: Context, actor: Actor, idOrNumber: string): Promise<RepairAnswer> {
  return (await shown(ctx, [await knownRepair(ctx, actor, idOrNumber)]))[0] as RepairAnswer;
}
