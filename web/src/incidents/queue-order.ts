import type { IncidentListItem } from '../api/types.ts';

type Value = string | number;

const noDue = '9999';

/** What the API orders by, of one incident; null for orders of which only the database knows the alphabet. */
function valuesOf(name: string, item: IncidentListItem): Value[] | null {
  const due = item.dueAt ?? noDue;
  if (name === 'dueAt') return [due, item.id];
  if (name === 'priority') return [item.priority, due, item.id];
  if (name === 'status') return [item.status, due, item.id];
  if (name === 'number') return [Number(item.number.replace(/\D/g, ''))];
  if (name === 'openedAt' || name === 'updatedAt' || name === 'resolvedAt') return [item[name] ?? '', item.id];
  return null;
}

/** True when `a` does not stand behind `b` in this order, or when that cannot be told here. */
export function standsBefore(sort: string, a: IncidentListItem, b: IncidentListItem): boolean {
  const name = sort.replace(/^-/, '');
  const [one, other] = [valuesOf(name, a), valuesOf(name, b)];
  if (!one || !other) return true;
  const at = one.findIndex((value, index) => value !== other[index]);
  if (at < 0) return true;
  const isBefore = (one[at] as Value) < (other[at] as Value);
  return sort.startsWith('-') ? !isBefore : isBefore;
}

/** True while every incident stands before the next one. */
export const isInOrder = (sort: string, items: IncidentListItem[]): boolean =>
  items.every((item, index) => index === 0 || standsBefore(sort, items[index - 1] as IncidentListItem, item));
