import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import { nameKey } from '../assets/asset.ts';
import { supplierRefs, suppliersByName } from '../finance/supplier-queries.ts';
import type { Texts } from './import-file.ts';
import type { Planning } from './import-subject.ts';
import { isMangledNumber, parseDate, parseMoney, parseTruth } from './import-values.ts';
import type { Lookup, Mention, Reading, Values } from './record-subject.ts';
import { take } from './take-text.ts';

/** How a column of a list of named records is read. */
export type ColumnKind = 'text' | 'count' | 'money' | 'date' | 'truth' | 'supplier' | 'place';

export interface NamedRecord {
  columns: Record<string, ColumnKind>;
  /** What the API takes for the fields that are texts. */
  shape: Record<string, z.ZodType>;
  /** The records of these names with their values, by the compared form of the name. */
  find(sql: Sql, names: string[]): Promise<Map<string, Array<{ id: string; version: number; supplierId?: string | null; values: Values }>>>;
  /** Finds a place by name or way; for records that lie somewhere. */
  places?(sql: Sql): Promise<(text: string, presentId: string | null) => string | null>;
}

/** Looks up once what rows about records that are known by their name may mention. */
export async function loadNamed(record: NamedRecord, sql: Sql, rows: Texts[], { file }: Planning): Promise<Lookup> {
  const textsOf = (field: string) => rows.flatMap((texts) => texts[field] ?? []);
  const found = await record.find(sql, textsOf('name'));
  const suppliers = await suppliersByName(sql, textsOf('supplier'));
  const refs = await supplierRefs(
    sql,
    [...found.values()].flat().map(({ supplierId }) => supplierId),
  );
  const place = record.places ? await record.places(sql) : () => null;
  const supplier = (text: string): Mention | null => {
    const known = suppliers.get(nameKey(text));
    return known ? { id: known.id, name: known.name } : null;
  };
  return {
    keyOf: ({ name }) => (name ? nameKey(name.trim()) : null),
    find(key) {
      const [first] = found.get(key) ?? [];
      if (!first) return null;
      const ref = first.supplierId ? refs.get(first.supplierId) : undefined;
      return { ...first, values: { ...first.values, ...('supplier' in record.columns && { supplier: ref ?? null }) } };
    },
    read(texts, before) {
      const reading = readNamed(record, texts, before, file.order, supplier, place);
      const twins = found.get(nameKey(texts['name'] ?? ''))?.length ?? 0;
      if (twins > 1) reading.reasons.push(`There are ${twins} records named “${texts['name']}”`);
      return reading;
    },
  };
}

function readNamed(
  { columns, shape }: NamedRecord,
  texts: Texts,
  before: Values | null,
  order: 'dmy' | 'mdy' | null,
  supplier: (text: string) => Mention | null,
  place: (text: string, presentId: string | null) => string | null,
): Reading {
  const reading: Reading = { values: {}, reasons: [], warnings: [], lacks: [] };
  const { values, reasons, warnings, lacks } = reading;
  const readers: Record<ColumnKind, (field: string, text: string) => void> = {
    text(field, text) {
      if (isMangledNumber(text)) reasons.push(`“${text}” lost its last digits in a spreadsheet: format the column as text`);
      const value = take(reading, field, shape[field] as z.ZodType<string>, text);
      if (value) values[field] = value;
    },
    count(field, text) {
      const digits = /^\d{1,9}$/.test(text.replace(/[\s,]/g, '')) ? Number(text.replace(/[\s,]/g, '')) : null;
      if (digits === null) reasons.push(`“${text}” is no number that we know`);
      else values[field] = digits;
    },
    money(field, text) {
      const money = parseMoney(text);
      if (money.value === undefined) return void reasons.push(money.reason);
      values[field] = money.value.cents / 100;
      const currency = money.value.currency ?? (before?.['currency'] as string | null);
      if (currency && 'currency' in shape) values['currency'] = currency;
    },
    date(field, text) {
      const day = parseDate(text, order);
      if (day.value === undefined) reasons.push(day.reason);
      else values[field] = day.value;
    },
    truth(field, text) {
      const truth = parseTruth(text);
      if (truth === null) warnings.push(`“${text}” is neither yes nor no`);
      else values[field] = truth;
    },
    supplier(field, text) {
      const known = supplier(text);
      if (known) values[field] = known;
      else lacks.push(`There is no supplier “${text}”`);
    },
    place(field, text) {
      const id = place(text, null);
      if (id) values[field] = { id, name: text };
      else lacks.push(`There is no location “${text}”, or more than one`);
    },
  };
  for (const [field, kind] of Object.entries(columns)) if (texts[field]) readers[kind](field, texts[field]);
  return reading;
}

/** The values as the API takes them: a supplier and a place by their ids. */
export function inputOf({ supplier, place, ...values }: Values): Record<string, unknown> {
  return {
    ...values,
    ...(supplier !== undefined && { supplierId: (supplier as Mention | null)?.id ?? null }),
    ...(place !== undefined && { shelfId: (place as Mention | null)?.id ?? null }),
  };
}
