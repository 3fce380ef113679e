import { setImmediate } from 'node:timers/promises';
import type { Sql } from '../../db/connection.ts';
import { fieldsOf, type ImportField, isFrench, textsOf } from './import-columns.ts';
import { loadReferences, type Texts } from './import-references.ts';
import { refuseRings } from './import-rings.ts';
import type { ImportQuery } from './import-schemas.ts';
import { orderOfDates } from './import-values.ts';
import { type PlannedRow, type Planning, planRow } from './plan-import-row.ts';
import type { Csv } from './read-csv.ts';

export interface ImportPlan {
  rows: PlannedRow[];
  fields: Array<ImportField | null>;
  unknown: { locations: string[]; people: string[] };
}

/** Works out what a file would do to the register as it is now; writes nothing. */
export async function planImport(sql: Sql, csv: Csv, options: Pick<ImportQuery, 'unknown' | 'dates'>, now: Date): Promise<ImportPlan> {
  const fields = fieldsOf(csv.headers);
  const texts = csv.rows.map(({ cells }) => textsOf(cells, fields));
  const planning: Planning = {
    now,
    order: options.dates === 'auto' ? orderIn(texts, csv) : options.dates,
    isStrict: options.unknown === 'reject',
    references: await loadReferences(sql, texts),
    seen: new Map(),
    unknown: { locations: new Set(), people: new Set() },
  };
  const rows: PlannedRow[] = [];
  for (const [index, { line }] of csv.rows.entries()) {
    rows.push(planRow(planning, line, texts[index] as Texts));
    // Others get their turn: a file may have tens of thousands of rows.
    if (index % 500 === 499) await setImmediate();
  }
  await refuseRings(sql, rows);
  return { rows, fields, unknown: { locations: [...planning.unknown.locations], people: [...planning.unknown.people] } };
}

function orderIn(texts: Texts[], csv: Csv): 'dmy' | 'mdy' | null {
  const dates = texts.flatMap(({ purchasedOn, warrantyUntil, dueAt }) => [purchasedOn, warrantyUntil, dueAt]);
  const fallback = csv.delimiter === ';' || isFrench(csv.headers) ? 'dmy' : 'mdy';
  return orderOfDates(
    dates.filter((text) => text !== undefined),
    fallback,
  );
}
