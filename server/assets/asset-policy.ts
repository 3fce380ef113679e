import { type Actor, hasRole } from '../platform/actor.ts';
import type { Asset } from './asset.ts';

/** Employees see what they hold; technicians see everything. */
export const maySeeAsset = (actor: Actor, asset: Pick<Asset, 'custodianType' | 'custodianId'>): boolean =>
  hasRole(actor, 'technician') || (actor.id !== null && asset.custodianType === 'person' && asset.custodianId === actor.id);

/** What a person holds is for that person and for technicians to see. */
export const maySeeHoldingsOf = (actor: Actor, personId: string): boolean => hasRole(actor, 'technician') || actor.id === personId;
