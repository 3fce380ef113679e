import type { Column, View } from './queue-types.ts';

/** Every filter of the queue, under the name by which the address and the API know it. */
export const filterNames = [
  'q',
  'status',
  'priority',
  'supportGroupId',
  'assigneeId',
  'requesterId',
  'department',
  'serviceId',
  'assetId',
  'tag',
  'opened',
  'updated',
  'due',
  'resolved',
  'overdue',
  'watching',
  'impact',
  'urgency',
  'source',
] as const;
export type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

export const columnNames = [
  'number',
  'priority',
  'status',
  'requester',
  'supportGroup',
  'assignee',
  'service',
  'asset',
  'tags',
  'dueAt',
  'openedAt',
  'updatedAt',
  'resolvedAt',
  'source',
  'impact',
  'urgency',
  'pendingReason',
] as const satisfies Column[];

/** What the queue shows unless somebody chose otherwise. */
export const defaultColumns: Column[] = ['priority', 'status', 'supportGroup', 'assignee', 'dueAt', 'updatedAt'];

/** What is on screen: a view, and what the address says otherwise. */
export interface QueueState {
  filters: Filters;
  sort: string;
  columns: Column[];
}

/** What a view says by itself. */
export function stateOf(view: Pick<View, 'filters' | 'sort' | 'columns'>): QueueState {
  const filters: Filters = Object.fromEntries(filterNames.flatMap((name) => (view.filters[name] ? [[name, view.filters[name]]] : [])));
  return { filters, sort: view.sort, columns: view.columns.length > 0 ? view.columns : defaultColumns };
}

/** A view as the address changes it: `status=` takes a filter of the view away. */
export function readAddress(base: QueueState, params: URLSearchParams): QueueState {
  const filters: Filters = { ...base.filters };
  for (const name of filterNames) {
    const given = params.get(name);
    if (given) filters[name] = given;
    else if (given === '') delete filters[name];
  }
  const wanted = (params.get('columns') ?? '').split(',');
  const columns = wanted.flatMap((name) => columnNames.find((each) => each === name) ?? []);
  return {
    filters,
    sort: params.get('sort') || base.sort,
    columns: columns.length > 0 ? [...new Set(columns)] : base.columns,
  };
}

/** The address that says this state: only what is other than in the view. */
export function writeAddress(base: QueueState, state: QueueState, viewId: string | null): URLSearchParams {
  const params = new URLSearchParams();
  if (viewId) params.set('view', viewId);
  for (const name of filterNames) {
    const value = state.filters[name] ?? '';
    if (value !== (base.filters[name] ?? '')) params.set(name, value);
  }
  if (state.sort !== base.sort) params.set('sort', state.sort);
  if (state.columns.join() !== base.columns.join()) params.set('columns', state.columns.join());
  return params;
}

/** The whole state in an address, for somebody who does not see the view. */
export const wholeAddress = (state: QueueState): URLSearchParams =>
  writeAddress({ filters: {}, sort: '', columns: defaultColumns }, state, 'all');

/** The view without a word: everything, for addresses that say all of it themselves. */
export const everything: QueueState = { filters: {}, sort: '-openedAt', columns: defaultColumns };

export const isChanged = (base: QueueState, state: QueueState): boolean => writeAddress(base, state, null).size > 0;

/** Filters as the API wants them; an empty one is none. */
export const filtersSaid = (filters: Filters): Record<string, string> =>
  Object.fromEntries(filterNames.flatMap((name) => (filters[name] ? [[name, filters[name]]] : [])));

/** Several values of a filter stand in one text; a comma inside of one is escaped. */
export const splitValues = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/(?<!\\),/)
    .map((part) => part.replaceAll('\\,', ',').trim())
    .filter((part) => part !== '');
export const joinValues = (values: string[]): string => values.map((value) => value.replaceAll(',', '\\,')).join(',');

/** The next order when a column's head is clicked: its own first direction, the other one, and then the view's again. */
export function nextSort(sort: string, name: string, first: 'asc' | 'desc', base: string): string {
  const [own, other] = first === 'asc' ? [name, `-${name}`] : [`-${name}`, name];
  if (sort === own) return other;
  if (sort === other && base !== own && base !== other) return base;
  return own;
}
