import type { z } from 'zod';
import type { Asset, AssetKind } from '../assets/asset.ts';
import { serialKey } from '../assets/asset-identifiers.ts';
import { newAsset } from '../assets/asset-schemas.ts';
import type { Texts } from './import-references.ts';
import {
  isMangledNumber,
  monthsAfter,
  type Parsed,
  parseCriticality,
  parseDate,
  parseInstant,
  parseMoney,
  parseStatus,
} from './import-values.ts';

/** What a row says of an asset, as far as it can be read without looking anything up. Fields that it does not say are absent. */
export interface ReadRow {
  fields: Partial<Asset>;
  reasons: string[];
  warnings: string[];
}

/** Reads the cells of a row. `present` is the asset that it is about, if there is one: what it has already is never refused. */
export function readImportRow(
  texts: Texts,
  order: 'dmy' | 'mdy' | null,
  present: Asset | null,
  kindOf: (text: string) => AssetKind | null,
): ReadRow {
  const row: ReadRow = { fields: {}, reasons: [], warnings: [] };
  readWords(row, texts, present);
  readChoices(row, texts, kindOf);
  readDates(row, texts, order);
  readIdentifiers(row, texts, present);
  if (texts.purchaseCost) {
    const money = parseMoney(texts.purchaseCost);
    if (money.value === undefined) row.reasons.push(money.reason);
    else row.fields.purchaseCostCents = money.value.cents;
    const currency = money.value?.currency ?? checked(row, 'purchaseCurrency', texts.purchaseCurrency);
    row.fields.purchaseCurrency = currency ?? present?.purchaseCurrency ?? 'EUR';
  }
  return row;
}

function readWords(row: ReadRow, texts: Texts, present: Asset | null): void {
  for (const field of ['tag', 'name', 'manufacturer', 'notes'] as const) {
    const value = checked(row, field, texts[field]);
    if (value) row.fields[field] = value;
  }
  const model = checked(row, 'model', texts.model ?? texts.modelNumber);
  if (model) row.fields.model = model;
  const serial = checked(row, 'serial', texts.serial);
  if (!serial || serial === present?.serial) return;
  if (isMangledNumber(serial))
    row.reasons.push(`The serial number ${serial} lost its last digits in a spreadsheet: format the column as text`);
  else if (serialKey(serial)) row.fields.serial = serial;
  else row.warnings.push(`“${serial}” is no serial number`);
}

function readChoices(row: ReadRow, texts: Texts, kindOf: (text: string) => AssetKind | null): void {
  if (texts.kind) {
    const kind = kindOf(texts.kind);
    if (kind) row.fields.kind = kind;
    else row.warnings.push(`The category “${texts.kind}” is none of ours`);
  }
  if (texts.status) {
    const status = parseStatus(texts.status);
    if (status) row.fields.status = status;
    else row.warnings.push(`The status “${texts.status}” is none of ours`);
  }
  if (texts.criticality) {
    const criticality = parseCriticality(texts.criticality);
    if (criticality) row.fields.criticality = criticality;
    else row.warnings.push(`The criticality “${texts.criticality}” is none of ours`);
  }
}

function readDates(row: ReadRow, texts: Texts, order: 'dmy' | 'mdy' | null): void {
  const take = <T>(text: string | undefined, parsed: (text: string) => Parsed<T>): T | undefined => {
    if (text === undefined) return undefined;
    const result = parsed(text);
    if (result.reason !== undefined) row.reasons.push(result.reason);
    return result.value;
  };
  const day = (text: string) => parseDate(text, order);
  const purchasedOn = take(texts.purchasedOn, day);
  if (purchasedOn) row.fields.purchasedOn = purchasedOn;
  const dueAt = take(texts.dueAt, (text) => parseInstant(text, order));
  if (dueAt) row.fields.dueAt = dueAt;
  const months = /^\s*(\d{1,3})\s*(months?|mois)?\s*$/i.exec(texts.warrantyMonths ?? '')?.[1];
  const warrantyUntil = take(texts.warrantyUntil, day) ?? (months && purchasedOn ? monthsAfter(purchasedOn, Number(months)) : undefined);
  if (warrantyUntil) row.fields.warrantyUntil = warrantyUntil;
}

function readIdentifiers(row: ReadRow, texts: Texts, present: Asset | null): void {
  if (!texts.uuid && !texts.macs && !texts.imei) return;
  const given = {
    ...(texts.uuid && { uuid: texts.uuid }),
    ...(texts.macs && { macs: texts.macs.split(/[\s,;|]+/).filter(Boolean) }),
    ...(texts.imei && { imei: texts.imei }),
  };
  const identifiers = checked(row, 'identifiers', { ...present?.identifiers, ...given });
  if (identifiers) row.fields.identifiers = identifiers;
}

type Shape = typeof newAsset.shape;

/** The value as the API would take it; what it would refuse becomes a reason. */
function checked<F extends keyof Shape>(row: ReadRow, field: F, value: unknown): z.output<Shape[F]> | undefined {
  if (value === undefined) return undefined;
  const parsed = newAsset.shape[field].safeParse(value);
  if (parsed.success) return parsed.data as z.output<Shape[F]>;
  const { path, message } = parsed.error.issues[0] as { path: PropertyKey[]; message: string };
  row.reasons.push(`${[field, ...path].join('.')}: ${message}`);
  return undefined;
}
