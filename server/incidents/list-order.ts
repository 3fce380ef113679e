import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import type { SortName } from './incident-filter-schemas.ts';

/** One column of an order: what it is in SQL, and the name under which a row carries it. */
interface OrderColumn {
  key: string;
  /** Plain column of `incidents`, or an expression over what `join` brings. */
  expression?: string;
}

interface Order {
  columns: OrderColumn[];
  join?: string;
  /** Rows without a value have no place in this order. */
  needs?: string;
}

const byName = (table: string, reference: string): Order => ({
  // Unassigned ones stand first; among equals the most urgent do.
  columns: [{ key: 'orderName', expression: 'coalesce(ordered.name, ?)' }, { key: 'nextDueAt' }],
  join: `left join ${table} as ordered on ordered.id = i.${reference}`,
});

const orders: Record<SortName, Order> = {
  openedAt: { columns: [{ key: 'openedAt' }] },
  updatedAt: { columns: [{ key: 'updatedAt' }] },
  dueAt: { columns: [{ key: 'nextDueAt' }] },
  resolvedAt: { columns: [{ key: 'resolvedAt' }], needs: 'resolvedAt' },
  priority: { columns: [{ key: 'priority' }, { key: 'nextDueAt' }] },
  status: { columns: [{ key: 'status' }, { key: 'nextDueAt' }] },
  number: { columns: [{ key: 'number' }] },
  title: { columns: [{ key: 'title' }] },
  requester: byName('people', 'requester_id'),
  assignee: byName('people', 'assignee_id'),
  supportGroup: byName('support_groups', 'support_group_id'),
  service: byName('services', 'service_id'),
};

/** An order ready for a query: what to select, what to go by, and the keys under which its rows carry the values. */
export interface ListOrder {
  name: SortName;
  keys: string[];
  by: Array<{ column: string | Knex.Raw; direction: 'asc' | 'desc' }>;
  prepare(query: Knex.QueryBuilder): void;
}

/** What a sort of the API means for a query of incidents (`i`); the id makes it total. */
export function orderOf(sql: Sql, sort: string): ListOrder {
  const name = sort.replace(/^-/, '') as SortName;
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  const order = orders[name];
  const columns = [...order.columns, { key: 'id' }];
  const inSql = ({ key, expression }: OrderColumn): string | Knex.Raw => (expression ? sql.raw(expression, ['']) : `i.${key}`);
  return {
    name,
    keys: columns.map(({ key }) => key),
    by: columns.map((column) => ({ column: inSql(column), direction })),
    prepare: (query) => {
      if (order.join) query.joinRaw(order.join);
      if (order.needs) query.whereNotNull(`i.${order.needs}`);
      for (const column of columns) {
        if (column.expression) query.select(sql.raw(`${column.expression} as order_name`, ['']));
        else if (column.key !== 'id') query.select(`i.${column.key}`);
      }
    },
  };
}
