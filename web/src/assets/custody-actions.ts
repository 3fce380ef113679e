import { api } from '../api/client.ts';
import { refresh } from '../api/queries.ts';
import type { Asset } from '../api/types.ts';

/** What custody changes: the device, the lists and who holds what. */
export const afterCustody = () => refresh('assets', 'people', 'me/assets');

export interface Receiver {
  personId?: string;
  locationId?: string;
  assetId?: string;
}

/** Hands a device out. */
export async function checkOut(
  asset: Asset,
  to: Receiver,
  options: { dueAt?: string | null; note?: string | null; despiteReservations?: boolean } = {},
): Promise<Asset> {
  const body = { ...to, dueAt: options.dueAt ?? null, note: options.note ?? null };
  const changed = await api.put<Asset>(`/assets/${asset.id}/check-out`, body, {
    ifMatch: asset.version,
    ...(options.despiteReservations && { params: { despiteReservations: true } }),
  });
  await afterCustody();
  return changed;
}

/** Takes a device back. */
export async function checkIn(asset: Asset, options: { locationId?: string | undefined; note?: string | null } = {}): Promise<Asset> {
  const body = { ...(options.locationId && { locationId: options.locationId }), note: options.note ?? null };
  const changed = await api.put<Asset>(`/assets/${asset.id}/check-in`, body, { ifMatch: asset.version });
  await afterCustody();
  return changed;
}

/** Who had it, as the one to give it back to. */
export function receiverOf(asset: Asset): Receiver | null {
  if (!asset.custodian) return null;
  const { type, id } = asset.custodian;
  return type === 'person' ? { personId: id } : type === 'location' ? { locationId: id } : { assetId: id };
}
