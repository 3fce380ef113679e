import type { FieldValues } from '../asset-kinds/field-value.ts';
import { type AssetStatus, mayBecome, type Transitions } from '../asset-kinds/lifecycle.ts';
import { Problem } from '../platform/problem.ts';

export { builtInKinds as assetKinds } from '../asset-kinds/kind.ts';
export { type AssetStatus, assetStatuses, isGone, mayBecome } from '../asset-kinds/lifecycle.ts';
export { nameKey } from '../platform/name-key.ts';

/** The key of a kind: one of the built-in eight, or one that an administrator added. */
export type AssetKind = string;

export const criticalities = ['low', 'medium', 'high'] as const;
export type Criticality = (typeof criticalities)[number];

export const custodianTypes = ['person', 'location', 'asset'] as const;
export type CustodianType = (typeof custodianTypes)[number];

/** What proves that a machine is this one. Agents find their asset by these. */
export interface AssetIdentifiers {
  uuid: string | null;
  macs: string[];
  /** The first of a mobile's IMEIs. */
  imei: string | null;
  /** All of them, where there are several. */
  imeis?: string[];
}

export interface Asset {
  id: string;
  tag: string;
  kind: AssetKind;
  name: string;
  serial: string | null;
  manufacturer: string | null;
  model: string | null;
  status: AssetStatus;
  locationId: string | null;
  /** Who or what has it; null while nobody was given it. */
  custodianType: CustodianType | null;
  custodianId: string | null;
  checkedOutAt: Date | null;
  /** When it is expected back. */
  dueAt: Date | null;
  warrantyUntil: string | null;
  purchasedOn: string | null;
  /** In hundredths of the currency, so that sums are exact. */
  purchaseCostCents: number | null;
  purchaseCurrency: string | null;
  notes: string | null;
  criticality: Criticality;
  identifiers: AssetIdentifiers;
  companyId: string | null;
  /** Values of the kind's own fields, by the field's key. */
  fields: FieldValues;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** How other things mention an asset. */
export interface AssetRef {
  id: string;
  tag: string;
  name: string;
  kind: AssetKind;
  status: AssetStatus;
}

/** Throws 409 when the transition does not exist, or would lose track of who has the asset. */
export function checkTransition(
  asset: Pick<Asset, 'tag' | 'status' | 'custodianId'>,
  to: AssetStatus,
  transitions?: Transitions | null,
): void {
  if (!mayBecome(asset.status, to, transitions)) throw new Problem('conflict', `${asset.tag} is ${asset.status} and cannot become ${to}`);
  if (to === 'in_stock' && asset.custodianId) throw new Problem('conflict', `${asset.tag} is out: check it in first`);
}

/** Throws 409 when the asset cannot be handed out: it is out already, broken, lost or gone. */
export function checkMayGoOut(asset: Pick<Asset, 'tag' | 'status' | 'custodianId'>): void {
  if (asset.custodianId) throw new Problem('conflict', `${asset.tag} is out already: check it in first`);
  if (asset.status !== 'in_stock' && asset.status !== 'deployed') {
    throw new Problem('conflict', `${asset.tag} is ${asset.status} and cannot be checked out`);
  }
}

/** Throws 409 when nobody has the asset. */
export function checkMayComeIn(asset: Pick<Asset, 'tag' | 'status' | 'custodianId'>): void {
  if (!asset.custodianId && asset.status !== 'deployed') throw new Problem('conflict', `${asset.tag} is not out`);
}

/** The status after a check-in: repair goes on without a custodian, everything else is back on the shelf. */
export const statusAfterCheckIn = (status: AssetStatus): AssetStatus => (status === 'in_repair' ? 'in_repair' : 'in_stock');

/** `42` → `AST-00042`, as the program's own sequence gives it. */
export const tagOf = (number: number): string => `AST-${String(number).padStart(5, '0')}`;

/** Tags are compared without regard to case. */
export const tagKey = (tag: string): string => tag.trim().toUpperCase();

/** A text under which tags sort as people count: `AST-99999` before `AST-100000`. */
export const tagOrder = (tag: string): string => tagKey(tag).replace(/\d+/g, (digits) => digits.padStart(12, '0'));
