import { useMemo } from 'react';
import { useSearchState } from '../app/search-state.ts';

/** Everything that says which devices are listed, as it stands in the address. */
export const listDefaults = {
  q: '',
  kind: '',
  status: '',
  criticality: '',
  manufacturer: '',
  locationId: '',
  withinLocationId: '',
  custodianId: '',
  overdue: '',
  sort: 'tag',
  /** The saved view that one began with. */
  view: '',
};
export type ListState = typeof listDefaults;

/** The filters that are set, as the API takes them. */
export function filtersOf({ sort: _, view: __, ...filters }: ListState): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
}

export interface ListAddress {
  state: ListState;
  filters: Record<string, string>;
  isFiltered: boolean;
  change: (patch: Partial<ListState>) => void;
  clear: () => void;
}

/** The list's state in the address, and the ways to change it. */
export function useListAddress(): ListAddress {
  const [state, change] = useSearchState(listDefaults);
  const filters = useMemo(() => filtersOf(state), [state]);
  const isFiltered = Object.keys(filters).length > 0;
  return { state, filters, isFiltered, change, clear: () => change({ ...listDefaults, sort: state.sort }) };
}

/** The values of a filter; a comma inside of one is written `\,`. */
export const splitValues = (text: string): string[] =>
  text === '' ? [] : text.split(/(?<!\\),/).map((value) => value.replaceAll('\\,', ','));

/** The filter after one value was put in or taken out. */
export function toggled(text: string, value: string): string {
  const now = splitValues(text);
  const next = now.includes(value) ? now.filter((each) => each !== value) : [...now, value];
  return next.map((each) => each.replaceAll(',', '\\,')).join(',');
}

/** True when the view says something else than what is on screen. */
export const differsFrom = (view: { filters: Record<string, string>; sort: string }, state: ListState): boolean => {
  const now = filtersOf(state);
  const names = new Set([...Object.keys(view.filters), ...Object.keys(now)]);
  return view.sort !== state.sort || [...names].some((name) => view.filters[name] !== now[name]);
};
