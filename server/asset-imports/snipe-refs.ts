import type { Sql } from '../../db/connection.ts';
import type { Migration } from './migration.ts';
import { labelsOf } from './migration-store.ts';
import { lineOf, type SnipeRefs, type SnipeRow, unescaped } from './snipe-rows.ts';

const object = (value: unknown): SnipeRow => (typeof value === 'object' && value !== null ? (value as SnipeRow) : {});

/** The numbers of things that rows mention in these places. */
const mentioned = (rows: SnipeRow[], places: Array<(row: SnipeRow) => unknown>): number[] => [
  ...new Set(rows.flatMap((row) => places.map((place) => lineOf(object(place(row))))).filter((id) => id > 0)),
];

const assignedAs = (type: string) => (row: SnipeRow) => (object(row['assigned_to'])['type'] === type ? row['assigned_to'] : null);

/** How what the rows of a page mention is called here: what came before, and what the page itself brings. */
export async function refsFor(sql: Sql, { totals }: Migration, list: string, rows: SnipeRow[]): Promise<SnipeRefs> {
  const labels = async (of: string, ids: number[]): Promise<Map<number, string>> => {
    const importId = totals.lists[of]?.importId;
    return importId ? labelsOf(sql, importId, ids) : new Map();
  };
  const locations = await labels(
    'locations',
    mentioned(rows, [(row) => row['location'], (row) => row['rtd_location'], (row) => row['parent'], assignedAs('location')]),
  );
  const people = await labels('users', mentioned(rows, [(row) => row['manager'], (row) => row['assigned_user'], assignedAs('user')]));
  const assets = await labels('hardware', mentioned(rows, [(row) => row['assigned_asset'], assignedAs('asset')]));
  const own = new Map(rows.map((row) => [lineOf(row), row]));
  const ownText = (of: string, field: string) => (id: number) => {
    const text = list === of ? own.get(id)?.[field] : undefined;
    return typeof text === 'string' && text.trim() !== '' ? unescaped(text).trim() : null;
  };
  const way = (id: number, passed: number[] = []): string | null => {
    const known = locations.get(id);
    const row = list === 'locations' ? own.get(id) : undefined;
    if (known !== undefined || !row || passed.includes(id)) return known ?? null;
    const name = unescaped(String(row['name'] ?? ''))
      .trim()
      .replaceAll('>', '›');
    const above = lineOf(object(row['parent']));
    if (above === 0) return name;
    const parent = way(above, [...passed, id]);
    return parent === null ? null : `${parent} > ${name}`;
  };
  return {
    location: (id) => way(id),
    person: (id) => people.get(id) ?? ownText('users', 'email')(id) ?? ownText('users', 'username')(id),
    asset: (id) => assets.get(id) ?? ownText('hardware', 'asset_tag')(id),
  };
}
