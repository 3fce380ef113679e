import { transact } from '../../db/transaction.ts';
import type { Asset } from '../assets/asset.ts';
import type { AssetAnswer, CheckIn, CheckOut } from '../assets/asset-schemas.ts';
import { checkInAsset } from '../assets/check-in-asset.ts';
import { checkOutAsset } from '../assets/check-out-asset.ts';
import { lockAssets } from '../assets/lock-assets.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { collectedNow, inTheWay, type Reservation } from './reservation.ts';
import { endCollected, liveReservations, updateReservation } from './reservation-store.ts';

interface Options {
  ifMatch?: number | null;
  despiteReservations?: boolean;
}

/**
 * Hands an asset out as `checkOutAsset` does, and keeps what is reserved for those who reserved it: 409 when somebody else
 * has it booked before it would be back. Whoever collects what they reserved, on loan, gives it back when that ends.
 */
export async function handOut(
  ctx: Context,
  actor: Actor,
  idOrTag: string,
  input: CheckOut,
  { ifMatch = null, despiteReservations = false }: Options = {},
): Promise<AssetAnswer> {
  return transact(ctx, async (tx) => {
    const asset = (await lockAssets(tx.db.sql, [idOrTag])).get(idOrTag);
    // An unknown asset is for checkOutAsset to refuse.
    if (!asset) return checkOutAsset(tx, actor, idOrTag, input, ifMatch);
    const reservations = await liveReservations(tx.db.sql, [asset.id], tx.clock());
    const collected = input.personId ? collectedNow(reservations, input.personId, tx.clock()) : null;
    const dueAt = input.dueAt ?? collected?.untilAt ?? null;
    const reason = await reservedReason(tx, asset, reservations, { personId: input.personId ?? null, dueAt });
    if (reason && !despiteReservations) throw new Problem('conflict', reason, { extra: { reason: 'reserved' } });
    const view = await checkOutAsset(tx, actor, idOrTag, { ...input, dueAt }, ifMatch);
    if (collected) await updateReservation(tx.db.sql, collected, { state: 'collected' });
    if (collected) announceReservation(tx, collected);
    return view;
  });
}

/** Takes an asset back as `checkInAsset` does; a reservation that was collected has ended then. */
export async function takeBack(
  ctx: Context,
  actor: Actor,
  idOrTag: string,
  input: CheckIn,
  ifMatch: number | null = null,
): Promise<AssetAnswer> {
  return transact(ctx, async (tx) => {
    const view = await checkInAsset(tx, actor, idOrTag, input, ifMatch);
    await endCollected(tx.db.sql, view.id);
    return view;
  });
}

/** Why reservations keep an asset from going to a person until an instant, or null. */
export async function reservedReason(
  tx: Context,
  asset: Pick<Asset, 'tag'>,
  reservations: Reservation[],
  { personId, dueAt }: { personId: string | null; dueAt: Date | null },
): Promise<string | null> {
  const [first] = inTheWay(reservations, { fromAt: tx.clock(), untilAt: dueAt }, personId);
  if (!first) return null;
  const who = (await personRefs(tx.db.sql, [first.personId])).get(first.personId)?.name ?? '?';
  return `${asset.tag} is reserved for ${who} from ${minute(first.fromAt)} until ${minute(first.untilAt)}`;
}

const minute = (at: Date): string => `${at.toISOString().slice(0, 16)}Z`;

/** Tells open pages after the commit that a reservation changed. */
export function announceReservation(tx: Context, { id, personId }: Pick<Reservation, 'id' | 'personId'>): void {
  tx.db.afterCommit(() => tx.live.publish({ type: 'reservation.changed', id, audience: { role: 'technician', personIds: [personId] } }));
}
