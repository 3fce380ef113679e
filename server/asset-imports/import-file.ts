import { tagKey } from '../assets/asset.ts';
import { serialKey } from '../assets/asset-identifiers.ts';
import { isFrench, textsOf } from './import-columns.ts';
import type { DateOrder } from './import-schemas.ts';
import { orderOfDates } from './import-values.ts';
import type { Csv } from './read-csv.ts';

/** The texts of a row by field; blank ones are absent. */
export type Texts = Partial<Record<string, string>>;

export interface FileRow {
  line: number;
  texts: Texts;
}

/** A file as it is worked on: its rows in groups that mention each other, and what only the whole file knows. */
export interface ImportFile {
  /** In the order in which they are worked on; a group is never torn apart. */
  groups: FileRow[][];
  total: number;
  order: 'dmy' | 'mdy' | null;
  /** The line on which each tag, serial number and IMEI stands first: the others claim it in vain. */
  firstLines: Map<string, number>;
}

/** Makes a file of what the cells say, with this field for each column. */
export function importFile(
  csv: Csv,
  fields: Array<string | null>,
  dates: DateOrder,
  arrange: (rows: FileRow[]) => FileRow[] = (rows) => rows,
): ImportFile {
  const rows = arrange(csv.rows.map(({ line, cells }) => ({ line, texts: textsOf(cells, fields) })));
  const fallback = csv.delimiter === ';' || isFrench(csv.headers) ? 'dmy' : 'mdy';
  return fileOfRows(rows, dates === 'auto' ? orderIn(rows, fallback) : dates);
}

/** The same of rows that are read already. */
export function fileOfRows(rows: FileRow[], order: ImportFile['order']): ImportFile {
  return { groups: groupsOf(rows), total: rows.length, order, firstLines: firstLinesOf(rows) };
}

function orderIn(rows: FileRow[], fallback: 'dmy' | 'mdy'): 'dmy' | 'mdy' | null {
  const dates = rows.flatMap(({ texts }) => [texts['purchasedOn'], texts['warrantyUntil'], texts['dueAt'], texts['expiresOn']]);
  return orderOfDates(
    dates.filter((text) => text !== undefined),
    fallback,
  );
}

/** What a row claims to be the only one to have. */
export function claimsOf({ tag, serial, imei }: Texts): string[] {
  const key = serialKey(serial ?? null);
  return [
    ...(tag ? [`tag ${tagKey(tag)}`] : []),
    ...(key ? [`serial number ${key}`] : []),
    ...(imei ? [`IMEI ${imei.replace(/\D/g, '')}`] : []),
  ];
}

function firstLinesOf(rows: FileRow[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { line, texts } of rows) for (const claim of claimsOf(texts)) if (!first.has(claim)) first.set(claim, line);
  return first;
}

/**
 * Puts rows that may hold each other into one group, by the tags that they name: a laptop, its dock and the charger of the
 * dock. What a group says is judged at once, so that rings are found and nothing waits for a row that comes later.
 */
function groupsOf(rows: FileRow[]): FileRow[][] {
  const heads = rows.map((_, index) => index);
  const headOf = (index: number): number => {
    let head = index;
    while (heads[head] !== head) {
      heads[head] = heads[heads[head] as number] as number;
      head = heads[head] as number;
    }
    return head;
  };
  const tags = new Map<string, number>();
  for (const [index, { texts }] of rows.entries()) {
    const key = texts['tag'] && tagKey(texts['tag']);
    if (key && !tags.has(key)) tags.set(key, index);
  }
  for (const [index, { texts }] of rows.entries()) {
    const host = texts['custodian'] === undefined ? undefined : tags.get(tagKey(texts['custodian']));
    if (host === undefined) continue;
    const [a, b] = [headOf(index), headOf(host)];
    heads[Math.max(a, b)] = Math.min(a, b);
  }
  const groups = new Map<number, FileRow[]>();
  for (const [index, row] of rows.entries()) {
    const head = headOf(index);
    const group = groups.get(head);
    if (group) group.push(row);
    else groups.set(head, [row]);
  }
  return [...groups.values()];
}

/**
 * Puts rows after those that they mention, wherever these stand in the file. `keyOf` is what a row is known by, `mentions` what
 * it names; rows of a ring stay where they are.
 */
export function arranged(
  rows: FileRow[],
  keyOf: (texts: Texts) => string | null,
  mentions: (texts: Texts) => Array<string | null>,
): FileRow[] {
  const byKey = new Map<string, FileRow>();
  for (const row of rows) {
    const key = keyOf(row.texts);
    if (key !== null && !byKey.has(key)) byKey.set(key, row);
  }
  const placed = new Set<FileRow>();
  const order: FileRow[] = [];
  for (const row of rows) {
    // Down to what nothing stands before, then up again: no recursion, chains may be long.
    const way: FileRow[] = [row];
    while (way.length > 0) {
      const at = way.at(-1) as FileRow;
      const next = placed.has(at)
        ? undefined
        : mentions(at.texts)
            .map((key) => (key === null ? undefined : byKey.get(key)))
            .find((found) => found && !placed.has(found) && !way.includes(found));
      if (next) way.push(next);
      else {
        way.pop();
        if (!placed.has(at)) order.push(at);
        placed.add(at);
      }
    }
  }
  return order;
}

/** The rows that come after `position`, at least `size` of them while there are so many: whole groups. */
export function portionOf({ groups }: ImportFile, position: number, size: number): FileRow[] {
  const rows: FileRow[] = [];
  let passed = 0;
  for (const group of groups) {
    if (passed >= position) rows.push(...group);
    passed += group.length;
    if (rows.length >= size) break;
  }
  return rows;
}
