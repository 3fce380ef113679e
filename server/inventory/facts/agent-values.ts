import type { Asset } from '../../assets/asset.ts';
import type { NewAssetInput } from '../../assets/asset-schemas.ts';

/** Fields of the register that agents know something of. */
export const agentFields = ['name', 'serial', 'manufacturer', 'model', 'uuid', 'macs', 'imei'] as const;
export type AgentField = (typeof agentFields)[number];

export type FieldValue = string | string[] | null;
export type AgentValues = Partial<Record<AgentField, FieldValue>>;

/** What an agent said of a field, since when, and through which source. */
export interface Saying {
  value: FieldValue;
  at: string;
  sourceId: string | null;
}
export type Sayings = Partial<Record<AgentField, Saying>>;

/** The values that the register holds of these fields. */
export const registerValues = (
  asset: Pick<Asset, 'name' | 'serial' | 'manufacturer' | 'model' | 'identifiers'>,
): Record<AgentField, FieldValue> => ({
  name: asset.name,
  serial: asset.serial,
  manufacturer: asset.manufacturer,
  model: asset.model,
  uuid: asset.identifiers.uuid,
  macs: asset.identifiers.macs,
  imei: asset.identifiers.imei,
});

/** The values that a document has for the register; what it does not know it does not say. */
export function valuesSaid(found: NewAssetInput): AgentValues {
  const all: Record<AgentField, FieldValue | undefined> = {
    name: found.name,
    serial: found.serial,
    manufacturer: found.manufacturer,
    model: found.model,
    uuid: found.identifiers?.uuid?.toUpperCase(),
    macs: found.identifiers?.macs,
    imei: found.identifiers?.imei,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && !isEmpty(value))) as AgentValues;
}

export const isEmpty = (value: FieldValue | undefined): boolean =>
  value === null || value === undefined || value === '' || value.length === 0;

/** Equal as far as the register cares: the order of addresses and the case of what has none mean nothing. */
export function isSameValue(field: AgentField, a: FieldValue | undefined, b: FieldValue | undefined): boolean {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b);
  if (field === 'macs') return JSON.stringify([...(a as string[])].sort()) === JSON.stringify([...(b as string[])].sort());
  return field === 'uuid' ? String(a).toUpperCase() === String(b).toUpperCase() : a === b;
}

/** True when the present value is what an agent wrote, or nobody's: agents may go on writing it. */
export const isOfAgent = (field: AgentField, present: FieldValue, written: AgentValues): boolean =>
  isEmpty(present) || (written[field] !== undefined && isSameValue(field, present, written[field]));

/** Fields to write, and fields in which a person's word stands against the agent's. */
export function weigh(
  present: Record<AgentField, FieldValue>,
  said: AgentValues,
  written: AgentValues,
): { write: AgentValues; differs: AgentField[] } {
  const write: AgentValues = {};
  const differs: AgentField[] = [];
  for (const field of agentFields) {
    const value = said[field];
    if (value === undefined || isSameValue(field, present[field], value)) continue;
    if (isOfAgent(field, present[field], written)) write[field] = value;
    else differs.push(field);
  }
  return { write, differs };
}

/** What agents said last, with the time at which each value was new. */
export function sayingsAfter(before: Sayings, said: AgentValues, at: Date, sourceId: string | null): Sayings {
  const after: Sayings = { ...before };
  for (const field of agentFields) {
    const value = said[field];
    if (value === undefined || isSameValue(field, before[field]?.value, value)) continue;
    after[field] = { value, at: at.toISOString(), sourceId };
  }
  return after;
}

/** The fields of an asset for these values. */
export function patchFor(asset: Pick<Asset, 'identifiers'>, values: AgentValues): Partial<Asset> {
  const { uuid, macs, imei, ...plain } = values;
  const identifiers = { ...asset.identifiers };
  if (uuid !== undefined) identifiers.uuid = uuid as string | null;
  if (macs !== undefined) identifiers.macs = macs as string[];
  if (imei !== undefined) identifiers.imei = imei as string | null;
  return { ...(plain as Partial<Asset>), identifiers };
}
