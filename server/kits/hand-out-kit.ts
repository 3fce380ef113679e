import { attempt, transact } from '../../db/transaction.ts';
import type { AssetRef } from '../assets/asset.ts';
import { findAsset } from '../assets/asset-queries.ts';
import { shelvedAssetsToTake, type Wanted } from '../assets/shelved-assets.ts';
import { assignSeat } from '../licences/assign-seat.ts';
import { licenceRefs } from '../licences/licence-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, Problem } from '../platform/problem.ts';
import { handOut } from '../reservations/hand-out.ts';
import { handOutStock } from '../stock/hand-out-stock.ts';
import { isLent } from '../stock/stock-item.ts';
import type { Kit, KitContent, KitHandOut, KitLine } from './kit.ts';
import type { KitHandOutAnswer, KitHandOutInput } from './kit-schemas.ts';
import { stateOfLines } from './kit-state.ts';
import { insertHandOut } from './kit-store.ts';
import { shownHandOut } from './kit-view.ts';
import { knownKit } from './save-kit.ts';

interface Giving {
  kit: Kit;
  input: KitHandOutInput;
  handOutId: string;
  /** Assets that were chosen by hand and not given yet. */
  chosen: AssetRef[];
}

/**
 * Hands out all that lies in a kit, in one transaction: all of it changes hands, or nothing does. 409 names every part
 * that is missing, with how many there are.
 */
export async function handOutKit(ctx: Context, actor: Actor, kitId: string, input: KitHandOutInput): Promise<KitHandOutAnswer> {
  return transact(ctx, async (tx) => {
    const kit = await knownKit(tx, kitId);
    if (!kit.isActive) throw new Problem('conflict', `${kit.name} is not handed out any more`);
    await checkComplete(tx, kit);
    const giving: Giving = { kit, input, handOutId: newId(), chosen: await chosenAssets(tx, input.assetIds) };
    const contents: KitContent[] = [];
    // Always in the same order, so that two who hand out at once wait for each other instead of crosswise.
    for (const line of kit.lines.toSorted(byIdentity)) contents.push(...(await give(tx, actor, giving, line)));
    const [left] = giving.chosen;
    if (left) throw invalid('/assetIds', `${left.tag} is not what the kit asks for`);
    const { personId, locationId, note } = input;
    const row: KitHandOut = {
      id: giving.handOutId,
      kitId,
      kitName: kit.name,
      holderType: personId ? 'person' : 'location',
      holderId: (personId ?? locationId) as string,
      contents,
      note,
      actorId: actor.id,
      actorName: actor.name,
      handedOutAt: tx.clock(),
      returnedAt: null,
    };
    await insertHandOut(tx.db.sql, row);
    tx.db.afterCommit(() => tx.live.publish({ type: 'kit.changed', id: kitId, audience: { role: 'technician' } }));
    return shownHandOut(tx, row);
  });
}

const byIdentity = (a: KitLine, b: KitLine): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

async function checkComplete(tx: Context, kit: Kit): Promise<void> {
  const missing = (await stateOfLines(tx, kit.lines)).filter(({ isMissing }) => isMissing);
  if (missing.length === 0) return;
  const words = missing.map(({ name, wanted, available }) => `${name} (${available} of ${wanted})`).join(', ');
  throw new Problem('conflict', `${kit.name} is not complete: ${words}`, { extra: { missing } });
}

async function chosenAssets(tx: Context, assetIds: string[]): Promise<Array<AssetRef & { model: string | null }>> {
  const chosen: Array<AssetRef & { model: string | null }> = [];
  for (const [place, id] of [...new Set(assetIds)].entries()) {
    const asset = await findAsset(tx.db.sql, id);
    if (!asset) throw invalid(`/assetIds/${place}`, 'There is no such asset');
    chosen.push({ id: asset.id, tag: asset.tag, name: asset.name, kind: asset.kind, status: asset.status, model: asset.model });
  }
  return chosen;
}

async function give(tx: Context, actor: Actor, giving: Giving, line: KitLine): Promise<KitContent[]> {
  if (line.type === 'stock') return [await giveStock(tx, actor, giving, line)];
  if (line.type === 'licence') return giveSeat(tx, actor, giving, line.licenceId);
  return giveAssets(tx, actor, giving, line);
}

const receiver = ({ input: { personId, locationId } }: Giving) => (personId ? { personId } : { locationId });

async function giveStock(
  tx: Context,
  actor: Actor,
  giving: Giving,
  { itemId, quantity }: Extract<KitLine, { type: 'stock' }>,
): Promise<KitContent> {
  const what = { ...receiver(giving), quantity, reason: giving.kit.name };
  const item = await handOutStock(tx, actor, itemId, what, giving.handOutId);
  return { type: 'stock', id: itemId, name: item.name, quantity, isLent: isLent(item.kind) };
}

/** A room takes no seat: seats of a kit are for the person who gets it. */
async function giveSeat(tx: Context, actor: Actor, { input, kit }: Giving, licenceId: string): Promise<KitContent[]> {
  if (!input.personId) return [];
  const seat = await assignSeat(tx, actor, licenceId, { personId: input.personId, note: kit.name });
  const name = (await licenceRefs(tx.db.sql, [licenceId])).get(licenceId)?.name ?? '';
  return [{ type: 'licence', id: licenceId, name, seatId: seat.id }];
}

async function giveAssets(tx: Context, actor: Actor, giving: Giving, line: Extract<KitLine, { type: 'asset' }>): Promise<KitContent[]> {
  const isWanted = (asset: AssetRef & { model?: string | null }) =>
    asset.kind === line.kind && (line.model === null || asset.model?.toLowerCase() === line.model.toLowerCase());
  const byHand = giving.chosen.filter(isWanted).slice(0, line.quantity);
  giving.chosen = giving.chosen.filter((asset) => !byHand.includes(asset));
  const given: KitContent[] = [];
  for (const asset of byHand) given.push(await giveAsset(tx, actor, giving, asset));
  given.push(...(await takeFromShelf(tx, actor, giving, line, line.quantity - given.length)));
  if (given.length < line.quantity) {
    const missing = [{ name: line.model ?? line.kind, wanted: line.quantity, available: given.length }];
    throw new Problem('conflict', `${giving.kit.name} is not complete: ${line.model ?? line.kind} (${given.length} of ${line.quantity})`, {
      extra: { missing },
    });
  }
  return given;
}

async function takeFromShelf(tx: Context, actor: Actor, giving: Giving, line: Wanted, quantity: number): Promise<KitContent[]> {
  const given: KitContent[] = [];
  for (const tried: string[] = []; given.length < quantity; ) {
    // No more than needed, or who hands out at the same time finds none; what is reserved for somebody else is passed over.
    const some = await shelvedAssetsToTake(tx.db, line, quantity - given.length, tried);
    if (some.length === 0) break;
    for (const asset of some) {
      tried.push(asset.id);
      const one = await attempt(tx, (part) => giveAsset(part, actor, giving, asset)).catch(unlessTaken);
      if (one) given.push(one);
    }
  }
  return given;
}

function unlessTaken(error: unknown): null {
  if (error instanceof Problem && error.code === 'conflict') return null;
  throw error;
}

async function giveAsset(tx: Context, actor: Actor, giving: Giving, { id, tag, name }: AssetRef): Promise<KitContent> {
  await handOut(tx, actor, id, { ...receiver(giving), dueAt: giving.input.dueAt, note: giving.kit.name });
  return { type: 'asset', id, tag, name };
}
