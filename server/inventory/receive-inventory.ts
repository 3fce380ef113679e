import { transact } from '../../db/transaction.ts';
import { findAssetBySerial, findAssetByUuid } from '../assets/asset-queries.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { assetOf } from './asset-of-document.ts';
import type { InventoryDocument, InventoryReceipt } from './inventory-document.ts';

/** What an agent says is not what a person says: the history shows its name. */
export const agentActor = (document: InventoryDocument): Actor => ({ ...systemActor, name: document.agent.name ?? 'Agent' });

/**
 * Takes what an agent says about a machine: finds the asset that it is or registers it. A partial document of an unknown
 * machine makes a stub that asks for a full one.
 */
export async function receiveInventory(
  ctx: Context,
  input: { sourceId: string | null; document: InventoryDocument },
): Promise<InventoryReceipt> {
  const { document } = input;
  return transact(ctx, async (tx) => {
    const { uuid, serial } = document.identity;
    const known = (await findAssetByUuid(tx.db.sql, uuid)) ?? (await findAssetBySerial(tx.db.sql, serial));
    if (known) return { outcome: 'unchanged', assetId: known.id, tag: known.tag, needsFull: false };
    const made = await registerAsset(tx, agentActor(document), assetOf(document), 'agent');
    return { outcome: document.isPartial ? 'stub' : 'created', assetId: made.id, tag: made.tag, needsFull: document.isPartial };
  });
}
