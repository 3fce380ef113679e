import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import { type FacetName, facetNames } from './facet-schemas.ts';

/** Wanted values by facet; the empty text stands for "none". */
export type Wanted = { [F in FacetName]?: readonly string[] | undefined };

export interface FacetCount {
  facet: FacetName | 'total';
  value: string;
  count: number;
}

const columns = [...facetNames];

/** Cells and the changes that are not added up yet. */
const cells = (sql: Sql) =>
  sql('assetCells')
    .select([...columns, 'count'])
    .unionAll(sql('assetCellChanges').select([...columns, 'count']));

/**
 * How many assets there are of each value of each facet, and in all. A facet's own choice does not narrow its own
 * counts: they say what one would get by choosing another value too.
 */
export async function countFacets(sql: Sql, wanted: Wanted): Promise<FacetCount[]> {
  const parts = facetNames.map((facet) => countBy(sql, facet, { ...wanted, [facet]: undefined }));
  const total = narrow(sql('cells'), wanted).select(sql.raw("'total' as facet, '' as value, coalesce(sum(count), 0) as count"));
  return sql.with('cells', cells(sql)).unionAll([total, ...parts], false) as unknown as Promise<FacetCount[]>;
}

function countBy(sql: Sql, facet: FacetName, wanted: Wanted): Knex.QueryBuilder {
  return narrow(sql('cells'), wanted)
    .select(sql.raw('? as facet, ?? as value, sum(count) as count', [facet, facet]))
    .groupBy(facet)
    .havingRaw('sum(count) > 0');
}

function narrow(query: Knex.QueryBuilder, wanted: Wanted): Knex.QueryBuilder {
  for (const facet of facetNames) {
    const values = wanted[facet];
    if (values) query.whereIn(facet, [...values]);
  }
  return query;
}

/** The facets of what a query on assets leaves, asset by asset, at most `limit`. */
export const facetsAmong = async (matching: Knex.QueryBuilder, limit: number): Promise<Array<Record<FacetName, string | null>>> =>
  matching.select(columns).limit(limit);

/** Adds up to `limit` changes to the cells; answers how many it took. */
export async function foldCellChanges(tx: Sql, limit: number): Promise<number> {
  const taken: Array<Record<FacetName, string> & { id: number; count: number }> = await tx('assetCellChanges')
    .select(['id', ...columns, 'count'])
    .orderBy('id')
    .limit(limit)
    .forUpdate();
  const ids = taken.map(({ id }) => id);
  await tx('assetCellChanges').whereIn('id', ids).delete();
  const sums = new Map<string, { cell: Record<FacetName, string>; count: number }>();
  for (const { id: _, count, ...cell } of taken) {
    const key = JSON.stringify(facetNames.map((facet) => cell[facet]));
    const sum = sums.get(key) ?? { cell, count: 0 };
    sums.set(key, { ...sum, count: sum.count + count });
  }
  // In one order everywhere, so that two who do this at once wait for each other and do not block each other.
  for (const [, { cell, count }] of [...sums].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (count !== 0) await addToCell(tx, cell, count);
  }
  return taken.length;
}

async function addToCell(tx: Sql, cell: Record<FacetName, string>, count: number): Promise<void> {
  await tx('assetCells')
    .insert({ ...cell, count })
    .onConflict(columns)
    .merge({ count: tx.raw('asset_cells.count + ?', [count]) });
  await tx('assetCells').where(cell).where({ count: 0 }).delete();
}
