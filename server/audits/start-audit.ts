import { nextNumber } from '../../db/counters.ts';
import { transact } from '../../db/transaction.ts';
import { allKinds } from '../asset-kinds/kind-queries.ts';
import type { Asset } from '../assets/asset.ts';
import { tagOrder } from '../assets/asset.ts';
import { countExpectedAssets, type Expectation, eachExpectedAsset } from '../assets/expected-assets.ts';
import { allWithin, locationParents } from '../people/location-parents.ts';
import { findPerson } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid } from '../platform/problem.ts';
import type { Audit, AuditItem, AuditScope } from './audit.ts';
import { insertItems } from './audit-item-store.ts';
import type { AuditAnswer, NewAudit } from './audit-schemas.ts';
import { addToCounters, findAudit, insertAudit } from './audit-store.ts';
import { auditView } from './audit-view.ts';
import { announceAudit } from './load-audit.ts';

const countedUpTo = 100_000;

/**
 * Begins a stock-take: writes down what the register expects now, so that what happens meanwhile does not move the goal. 422 when
 * the place or the person does not exist.
 */
export async function startAudit(ctx: Context, actor: Actor, input: NewAudit): Promise<AuditAnswer> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const expectation = await expectationOf(tx, input);
    const audit = { ...newAuditOf(tx, actor, input), number: await nextNumber(sql, 'audits') };
    await insertAudit(sql, audit);
    let expected = 0;
    for await (const assets of eachExpectedAsset(sql, expectation)) {
      await insertItems(
        sql,
        assets.map((asset) => itemOf(audit.id, asset, 'missing')),
      );
      expected += assets.length;
    }
    await addToCounters(sql, audit.id, { expected });
    announceAudit(tx, audit.id);
    return auditView(sql, actor, (await findAudit(sql, audit.id)) as Audit);
  });
}

/** How many assets a stock-take of this scope would expect. */
export async function countScope(ctx: Context, scope: AuditScope): Promise<{ expected: number; isMore: boolean }> {
  const expected = await countExpectedAssets(ctx.db.sql, await expectationOf(ctx, scope), countedUpTo + 1);
  return { expected: Math.min(expected, countedUpTo), isMore: expected > countedUpTo };
}

async function expectationOf(ctx: Context, scope: AuditScope): Promise<Expectation> {
  const { sql } = ctx.db;
  const { locationId, custodianId, kinds, statuses, withHeld } = scope;
  const parents = await locationParents(sql);
  if (locationId && !parents.has(locationId)) throw invalid('/locationId', 'There is no such location');
  if (custodianId && !(await findPerson(sql, custodianId))) throw invalid('/custodianId', 'There is no such person');
  const known = kinds.length > 0 ? await allKinds(sql) : null;
  const unknown = kinds.findIndex((kind) => !known?.has(kind));
  if (unknown >= 0) throw invalid(`/kinds/${unknown}`, `There is no kind ${kinds[unknown]}`);
  const isAboutPerson = custodianId !== null;
  return {
    locationIds: locationId ? allWithin(parents, locationId) : null,
    custodianId,
    kinds,
    statuses,
    withHeld: withHeld || isAboutPerson,
  };
}

function newAuditOf(ctx: Context, actor: Actor, input: NewAudit): Omit<Audit, 'number'> {
  const { title, note, locationId, custodianId, ...scope } = input;
  return {
    id: newId(),
    title,
    note,
    state: 'open',
    locationId,
    custodianId,
    scope,
    expected: 0,
    found: 0,
    misplaced: 0,
    unexpected: 0,
    unknown: 0,
    corrected: 0,
    createdById: actor.id,
    createdAt: ctx.clock(),
    closedById: null,
    closedAt: null,
    version: 1,
  };
}

/** An asset as a stock-take remembers it, before anybody has seen it. */
export const itemOf = (auditId: string, asset: Asset, result: 'missing' | 'unexpected'): AuditItem => ({
  auditId,
  assetId: asset.id,
  tag: asset.tag,
  tagOrder: tagOrder(asset.tag),
  name: asset.name,
  kind: asset.kind,
  serial: asset.serial,
  status: asset.status,
  locationId: asset.locationId,
  custodianType: asset.custodianType,
  custodianId: asset.custodianId,
  result,
  scanCount: 0,
  seenAt: null,
  seenLocationId: null,
  seenById: null,
  seenByName: null,
  correction: null,
  before: null,
  after: null,
});
