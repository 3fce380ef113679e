import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { Asset } from './asset.ts';
import { type AssetEvent, type AssetEventKind, type ChangeSource, insertAssetEvents } from './asset-event-store.ts';
import { imeisOf } from './asset-identifiers.ts';
import { maySeeAsset } from './asset-policy.ts';
import type { AssetAnswer } from './asset-schemas.ts';
import { indexAssets } from './asset-search.ts';
import { findAssetRow, identifierBearer, insertAssets, serialBearer, updateAsset } from './asset-store.ts';
import { changesBetween, type FieldChange, viewsOf } from './asset-view.ts';
import { settleMakesOf } from './makes/settle-makes.ts';

/** What the history says about a change beside the change itself. */
export interface Occasion {
  kind: AssetEventKind;
  note?: string | null;
  /** Who found out; a person unless told. */
  source?: ChangeSource;
  importId?: string | null;
}

/** The asset that the actor means and may see; 404 otherwise. */
export async function loadAsset(ctx: Context, actor: Actor, idOrTag: string): Promise<Asset> {
  const asset = await findAssetRow(ctx.db.sql, idOrTag);
  if (!asset || !maySeeAsset(actor, asset)) throw notFound('asset');
  return asset;
}

/** 412 when the caller read another version than the present one. */
export function checkVersion(asset: Asset, ifMatch: number | null): void {
  if (ifMatch !== null && ifMatch !== asset.version)
    throw new Problem('version_mismatch', undefined, { extra: { version: asset.version } });
}

/** Writes a new asset with the first line of its history. */
export async function writeNewAsset(tx: Context, actor: Actor, asset: Asset, occasion: Occasion): Promise<AssetAnswer> {
  await settleMakesOf(tx, [{ before: null, after: asset }]);
  await insertAssets(tx.db.sql, [asset]);
  await indexAssets(tx.db.sql, [asset]);
  const [view] = (await viewsOf(tx.db.sql, [asset])) as [AssetAnswer];
  await insertAssetEvents(tx.db.sql, [eventOf(tx, actor, asset.id, occasion, changesBetween(null, view))]);
  announce(tx, [asset]);
  return view;
}

/**
 * Writes what a verb changed: the row, one line of history, a live event after the commit. Changing nothing writes
 * nothing. Somebody who was faster makes it a 409: the verb's rules were checked against what is no longer so.
 */
export async function writeAsset(
  tx: Context,
  actor: Actor,
  before: Asset,
  patch: Partial<Asset>,
  occasion: Occasion,
): Promise<AssetAnswer> {
  const after: Asset = { ...before, ...patch, version: before.version + 1, updatedAt: tx.clock() };
  await settleMakesOf(tx, [{ before, after }]);
  const [old, fresh] = (await viewsOf(tx.db.sql, [before, after])) as [AssetAnswer, AssetAnswer];
  const changes = changesBetween(old, fresh);
  if (changes.length === 0) return old;
  if (!(await updateAsset(tx.db.sql, after))) throw new Problem('conflict', `Somebody changed ${before.tag} a moment ago`);
  await indexAssets(tx.db.sql, [after]);
  await insertAssetEvents(tx.db.sql, [eventOf(tx, actor, before.id, occasion, changes)]);
  announce(tx, [before, after]);
  return fresh;
}

/** A line of history as of now. */
export function eventOf(tx: Context, actor: Actor, assetId: string, occasion: Occasion, changes: FieldChange[]): AssetEvent {
  return {
    id: newId(),
    assetId,
    kind: occasion.kind,
    source: occasion.source ?? (actor.kind === 'system' ? 'system' : 'person'),
    actorId: actor.id,
    actorName: actor.name,
    happenedAt: tx.clock(),
    note: occasion.note ?? null,
    changes,
    importId: occasion.importId ?? null,
  };
}

/** Tells open pages after the commit: technicians, and whoever had or has the asset. */
export function announce(tx: Context, states: Asset[]): void {
  const last = states.at(-1) as Asset;
  const personIds = states.filter((asset) => asset.custodianType === 'person').map((asset) => asset.custodianId as string);
  const audience = { role: 'technician' as const, personIds: [...new Set(personIds)] };
  tx.db.afterCommit(() => tx.live.publish({ type: 'asset.changed', id: last.id, audience, data: { version: last.version } }));
}

/** 422 when another asset has the tag, the serial number or the IMEI that this one would get. */
export async function checkUniqueness(tx: Context, asset: Asset): Promise<void> {
  const { sql } = tx.db;
  const namesake = await findAssetRow(sql, asset.tag);
  if (namesake && namesake.id !== asset.id) throw invalid('/tag', `The tag ${namesake.tag} is taken`);
  const twin = await serialBearer(sql, asset.serial, asset.id);
  if (twin) throw invalid('/serial', `${twin} has this serial number already`);
  for (const [index, imei] of imeisOf(asset.identifiers).entries()) {
    const phone = await identifierBearer(sql, 'imei', imei, asset.id);
    if (phone) throw invalid(index === 0 ? '/identifiers/imei' : `/identifiers/imeis/${index}`, `${phone} has the IMEI ${imei} already`);
  }
}

/** Says clearly what a lost race for a tag or a serial number means. */
export async function refusingDoubles<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!ctx.db.dialect.isUniqueViolation(error)) throw error;
    // The statement stands before the reason, and names every column.
    const isSerial = /serial_key/.test((error as Error).message.split(' - ').at(-1) ?? '');
    throw invalid(isSerial ? '/serial' : '/tag', 'Somebody registered this a moment ago');
  }
}
