import type { Asset } from '../../assets/asset.ts';

/** Fields that a join or a split touches, before and after. */
export type Patch = Partial<Asset>;

/** The fields of a patch as they are in the asset. */
export const valuesBefore = (asset: Asset, patch: Patch): Patch =>
  Object.fromEntries(Object.keys(patch).map((field) => [field, asset[field as keyof Asset]])) as Patch;

/**
 * The way back from a patch: what still is as the patch left it becomes what it was; what somebody changed since stays.
 */
export function wayBack(asset: Asset, before: Patch, after: Patch): Patch {
  const back = Object.entries(before).filter(([field]) => isSame(asset[field as keyof Asset], after[field as keyof Asset]));
  return Object.fromEntries(back.map(([field, value]) => [field, revived(field, value)])) as Patch;
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Instants were kept as text. */
const revived = (field: string, value: unknown): unknown => (field.endsWith('At') && typeof value === 'string' ? new Date(value) : value);

const fillable = ['serial', 'manufacturer', 'model', 'locationId', 'warrantyUntil', 'purchasedOn', 'notes'] as const;

/** What a record gains from one that is joined into it: whatever it lacks. */
export function gainsOf(into: Asset, from: Asset): Patch {
  const gains: Patch = {};
  for (const field of fillable) if (into[field] === null && from[field] !== null) gains[field] = from[field];
  if (into.purchaseCostCents === null && from.purchaseCostCents !== null)
    Object.assign(gains, { purchaseCostCents: from.purchaseCostCents, purchaseCurrency: from.purchaseCurrency });
  const { uuid, macs, imei } = into.identifiers;
  const identifiers = {
    uuid: uuid ?? from.identifiers.uuid,
    macs: [...new Set([...macs, ...from.identifiers.macs])],
    imei: imei ?? from.identifiers.imei,
  };
  if (!isSame(identifiers, into.identifiers)) gains.identifiers = identifiers;
  if (from.custodianId && !into.custodianId) {
    const { custodianType, custodianId, checkedOutAt, dueAt } = from;
    Object.assign(gains, { custodianType, custodianId, checkedOutAt, dueAt, status: 'deployed' });
  }
  return gains;
}

/** What is left of a record that is joined into another: its tag, its name, its history. */
export const remainsOf = (): Patch => ({
  serial: null,
  identifiers: { uuid: null, macs: [], imei: null },
  status: 'retired',
  custodianType: null,
  custodianId: null,
  checkedOutAt: null,
  dueAt: null,
});
