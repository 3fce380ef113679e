import { type Asset, isGone, mayBecome, tagKey } from '../assets/asset.ts';
import { serialKey } from '../assets/asset-identifiers.ts';
import { noCustody } from '../assets/check-in-asset.ts';
import { newId } from '../platform/ids.ts';
import { type Custody, custodyIn } from './import-custody.ts';
import type { References, Texts } from './import-references.ts';
import type { ImportOutcome } from './import-schemas.ts';
import type { OwnFieldsRead } from './own-fields.ts';
import { readImportRow } from './read-import-row.ts';

/** What an import would do with one row about an asset. */
export interface PlannedAsset {
  line: number;
  outcome: ImportOutcome;
  before: Asset | null;
  /** The asset as it would be; the tag of a new one is empty when the sequence will give it. Null when the row is refused. */
  after: Asset | null;
  name: string | null;
  reasons: string[];
  warnings: string[];
}

export interface AssetPlanning {
  now: Date;
  order: 'dmy' | 'mdy' | null;
  /** Whether unknown locations and people refuse a row. */
  isStrict: boolean;
  references: References;
  /** Line on which each tag, serial number, IMEI and asset of the file stood first. */
  seen: Map<string, number>;
  unknown: { locations: Set<string>; people: Set<string> };
}

/** Plans one row; `planning` remembers what the rows before it claimed. */
export function planRow(planning: AssetPlanning, line: number, texts: Texts): PlannedAsset {
  const { before, reasons } = match(planning, line, texts);
  const read = readImportRow(texts, planning.order, before, planning.references.kind);
  const own = ownFieldsIn(planning, line, texts, read.fields.kind, before);
  const companyId = texts.company ? planning.references.company(texts.company) : null;
  const custody = custodyIn(texts, before, planning.references);
  const place = locationIn(planning.references, texts, before);
  if (custody.unknownPerson) planning.unknown.people.add(custody.unknownPerson);
  if (place.unknown) planning.unknown.locations.add(place.unknown);
  const left = [...read.warnings, ...(texts.company && !companyId ? [`There is no company “${texts.company}”`] : [])];
  const lacks = [
    ...custody.warnings,
    ...(place.unknown ? [`There is no location “${place.unknown}”, or more than one`] : []),
    ...own.lacks,
  ];
  const patch = { ...read.fields, ...(place.id && { locationId: place.id }), ...(companyId && { companyId }), fields: own.values };
  const after = before ? changed(before, patch, custody, planning.now) : created(patch, custody, planning);
  const broken = after ? rulesBroken(planning, line, before, after) : ['The row has neither name, model nor tag'];
  const all = [...reasons, ...read.reasons, ...own.reasons, ...(planning.isStrict ? lacks : []), ...broken];
  const isTaken = after !== null && all.length === 0;
  return {
    line,
    outcome: isTaken ? outcomeOf(before, after) : 'rejected',
    before,
    after: isTaken ? after : null,
    name: after?.name ?? before?.name ?? null,
    reasons: all,
    warnings: planning.isStrict ? left : [...left, ...lacks],
  };
}

/** The own fields that the asset would have; those of which the row does not speak stay as they are. */
function ownFieldsIn(planning: AssetPlanning, line: number, texts: Texts, kind: string | undefined, before: Asset | null): OwnFieldsRead {
  const { location, person, ownFields } = planning.references;
  return ownFields({
    texts,
    kind: kind ?? before?.kind ?? 'other',
    assetId: before?.id ?? null,
    present: before?.fields ?? {},
    order: planning.order,
    location: (text) => location(text, null),
    person,
    claim: (claim) => claimed(planning, line, claim),
  });
}

/** The asset that the row is about: by tag, else by serial number. A second row about the same one is refused. */
function match(planning: AssetPlanning, line: number, texts: Texts): { before: Asset | null; reasons: string[] } {
  const { byTag, bySerial } = planning.references;
  const serial = serialKey(texts.serial ?? null);
  const claims = [texts.tag && `tag ${tagKey(texts.tag)}`, serial && `serial number ${serial}`];
  const reasons = claims.flatMap((claim) => (claim ? claimed(planning, line, claim) : []));
  const tagged = texts.tag ? (byTag.get(tagKey(texts.tag)) ?? null) : null;
  const numbered = serial ? (bySerial.get(serial) ?? null) : null;
  if (tagged && numbered && tagged.id !== numbered.id) reasons.push(`${numbered.tag} has the serial number ${texts.serial} already`);
  const before = tagged ?? numbered;
  // One row may mean by tag what another means by serial number.
  if (before && reasons.length === 0) reasons.push(...claimed(planning, line, before.tag));
  return { before, reasons };
}

function claimed(planning: AssetPlanning, line: number, claim: string): string[] {
  const earlier = planning.seen.get(claim);
  if (earlier !== undefined && earlier !== line) return [`Line ${earlier} has ${claim} too`];
  planning.seen.set(claim, line);
  return [];
}

function locationIn(references: References, texts: Texts, before: Asset | null): { id: string | null; unknown: string | null } {
  const text = texts.location ?? texts.custodianLocation;
  const id = text ? references.location(text, before?.locationId ?? null) : null;
  return { id, unknown: text && !id ? text : null };
}

function created(patch: Partial<Asset>, custody: Custody, planning: AssetPlanning): Asset | null {
  const name = patch.name ?? patch.model ?? patch.tag;
  if (!name) return null;
  const { dueAt = null, status = 'in_stock', tag = '', ...rest } = patch;
  const out = custody.to && { ...custody.to, checkedOutAt: planning.now, dueAt, status: statusOut(status) };
  return {
    kind: 'other',
    serial: null,
    manufacturer: null,
    model: null,
    locationId: null,
    warrantyUntil: null,
    purchasedOn: null,
    purchaseCostCents: null,
    purchaseCurrency: null,
    notes: null,
    criticality: 'medium',
    identifiers: { uuid: null, macs: [], imei: null },
    companyId: null,
    fields: {},
    ...rest,
    id: planning.references.coming.get(tagKey(tag)) ?? newId(),
    tag,
    name,
    status,
    ...noCustody,
    ...out,
    version: 1,
    createdAt: planning.now,
    updatedAt: planning.now,
  };
}

function changed(before: Asset, patch: Partial<Asset>, custody: Custody, now: Date): Asset {
  const { dueAt, ...rest } = patch;
  const after = { ...before, ...rest };
  const isHandedOver = custody.to !== null && custody.to.custodianId !== before.custodianId;
  if (isHandedOver) Object.assign(after, custody.to, { checkedOutAt: now, dueAt: null });
  if (after.custodianId && dueAt) after.dueAt = dueAt;
  // Other programs call "ready to deploy" what somebody has.
  if (custody.to) after.status = statusOut(after.status);
  return after;
}

const statusOut = (status: Asset['status']): Asset['status'] => (status === 'in_stock' ? 'deployed' : status);

function rulesBroken(planning: AssetPlanning, line: number, before: Asset | null, after: Asset): string[] {
  const broken: string[] = [];
  if (before && !mayBecome(before.status, after.status)) broken.push(`${before.tag} is ${before.status} and cannot become ${after.status}`);
  if (after.custodianId && isGone(after.status)) broken.push(`What is ${after.status} cannot be out`);
  if (after.custodianId && after.status === 'in_stock') broken.push(`${after.tag} is out: check it in first`);
  const { imei } = after.identifiers;
  if (imei === null || imei === before?.identifiers.imei) return broken;
  if (planning.references.byImei.has(imei)) broken.push(`Another asset has the IMEI ${imei} already`);
  return [...broken, ...claimed(planning, line, `IMEI ${imei}`)];
}

function outcomeOf(before: Asset | null, after: Asset): 'created' | 'updated' | 'unchanged' {
  if (!before) return 'created';
  return JSON.stringify(before) === JSON.stringify(after) ? 'unchanged' : 'updated';
}
