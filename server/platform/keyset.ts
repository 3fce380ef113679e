import type { Knex } from 'knex';
import { Problem } from './problem.ts';

/** One column of a list's order. The last must make the order total (the id). Nulls are not allowed in these columns. */
export interface SortColumn {
  column: string | Knex.Raw;
  direction: 'asc' | 'desc';
}

type Value = string | number;

const encode = (values: Value[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

function decode(cursor: string, length: number): Value[] {
  try {
    const values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isValid =
      Array.isArray(values) && values.length === length && values.every((v) => typeof v === 'string' || typeof v === 'number');
    if (isValid) return values;
  } catch {
    // falls through to the problem
  }
  throw new Problem('invalid_request', 'The cursor is not one of ours', {
    issues: [{ pointer: '/cursor', message: 'is not a cursor of this list' }],
  });
}

/** Instants travel in cursors as ISO text, which both databases would compare as text: give them back as Date. */
const bindable = (value: Value): Value | Date =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? new Date(value) : value;

/** Continues a list after the row that the cursor names, and orders it; a page costs the same wherever it is. */
export function afterCursor(query: Knex.QueryBuilder, order: SortColumn[], cursor: string | undefined): Knex.QueryBuilder {
  for (const { column, direction } of order) query.orderBy(column as string, direction);
  if (!cursor) return query;
  const values = decode(cursor, order.length).map(bindable);
  const [first] = order as [SortColumn];
  // Says nothing new; but from it alone do databases see where in their index to begin.
  query.where(first.column as string, first.direction === 'asc' ? '>=' : '<=', values[0] as never);
  return query.where((any) => {
    order.forEach(({ column, direction }, depth) => {
      any.orWhere((all) => {
        for (let i = 0; i < depth; i += 1) all.where(order[i]!.column as string, values[i] as never);
        all.where(column as string, direction === 'asc' ? '>' : '<', values[depth] as never);
      });
    });
  });
}

/**
 * Makes a page of rows that were asked for with `limit + 1`. `keyOf` gives the values of the order's columns of a row.
 */
export function toPage<T>(
  rows: T[],
  limit: number,
  keyOf: (row: T) => Array<string | number | Date>,
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor = rows.length > limit && last ? encode(keyOf(last).map((v) => (v instanceof Date ? v.toISOString() : v))) : null;
  return { items, nextCursor };
}
