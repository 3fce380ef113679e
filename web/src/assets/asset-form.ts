import type { Asset } from '../api/types.ts';

/** What the form of a device holds: everything as text, as it is typed. */
export interface AssetFormValues {
  tag: string;
  kind: Asset['kind'];
  name: string;
  serial: string;
  manufacturer: string;
  model: string;
  status: string;
  locationId: string | null;
  warrantyUntil: string;
  purchasedOn: string;
  purchaseCost: string;
  purchaseCurrency: string;
  notes: string;
  criticality: string;
  uuid: string;
  macs: string;
  imei: string;
}

export const emptyForm: AssetFormValues = {
  tag: '',
  kind: 'computer',
  name: '',
  serial: '',
  manufacturer: '',
  model: '',
  status: 'in_stock',
  locationId: null,
  warrantyUntil: '',
  purchasedOn: '',
  purchaseCost: '',
  purchaseCurrency: 'EUR',
  notes: '',
  criticality: 'medium',
  uuid: '',
  macs: '',
  imei: '',
};

/** The form filled with a device. */
export function formOf(asset: Asset): AssetFormValues {
  const { identifiers } = asset;
  return {
    tag: asset.tag,
    kind: asset.kind,
    name: asset.name,
    serial: asset.serial ?? '',
    manufacturer: asset.manufacturer ?? '',
    model: asset.model ?? '',
    status: asset.status,
    locationId: asset.locationId,
    warrantyUntil: asset.warrantyUntil ?? '',
    purchasedOn: asset.purchasedOn ?? '',
    purchaseCost: asset.purchaseCost === null ? '' : asset.purchaseCost.toFixed(2),
    purchaseCurrency: asset.purchaseCurrency ?? 'EUR',
    notes: asset.notes ?? '',
    criticality: asset.criticality,
    uuid: identifiers.uuid ?? '',
    macs: identifiers.macs.join('\n'),
    imei: identifiers.imei ?? '',
  };
}

const orNull = (value: string): string | null => value.trim() || null;

/** Which identifiers a kind of device has. */
export const hasImei = (kind: Asset['kind']): boolean => kind === 'mobile' || kind === 'other';
export const hasMacs = (kind: Asset['kind']): boolean => kind !== 'peripheral';
export const hasUuid = (kind: Asset['kind']): boolean => kind === 'computer' || kind === 'server';

/** The body that the API takes; identifiers that the kind does not have are kept as they were typed. */
export function bodyOf(values: AssetFormValues) {
  const { uuid, macs, imei, tag, purchaseCost, ...rest } = values;
  const cost = purchaseCost.trim().replace(',', '.');
  return {
    ...rest,
    ...(tag.trim() && { tag: tag.trim() }),
    serial: orNull(rest.serial),
    manufacturer: orNull(rest.manufacturer),
    model: orNull(rest.model),
    warrantyUntil: orNull(rest.warrantyUntil),
    purchasedOn: orNull(rest.purchasedOn),
    purchaseCost: cost || null,
    purchaseCurrency: cost ? rest.purchaseCurrency : null,
    notes: orNull(rest.notes),
    identifiers: { uuid: orNull(uuid), macs: macs.split(/[\s,;]+/).filter(Boolean), imei: orNull(imei) },
  };
}

export type AssetBody = ReturnType<typeof bodyOf>;

/** Only what differs from the device as it was read, so that an edit never writes what nobody typed. */
export function changedParts(before: AssetFormValues, after: AssetFormValues): Partial<AssetBody> {
  const old = bodyOf(before);
  const now = bodyOf(after);
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name as keyof AssetBody])),
  );
}

/** Errors come as `identifiers.macs.0`; the form shows them at `macs`. */
export function formErrors(errors: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([at, message]) => [at.replace(/^identifiers\.?/, '').split('.')[0] || 'uuid', message]),
  );
}
