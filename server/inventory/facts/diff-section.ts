import type { InventoryPart } from '../inventory-document.ts';
import { passingFields } from './prepare-sections.ts';

/** One fact that is otherwise than it was. */
export interface FactChange {
  section: string;
  kind: 'added' | 'removed' | 'changed';
  /** The thing, in words that stay readable when it is gone. */
  item: string;
  /** Null where the thing as a whole came or went. */
  field: string | null;
  from: unknown;
  to: unknown;
}

/** Sections that are one thing, not a list of things. */
const single = new Set(['hardware', 'operatingSystem']);

const identity: Record<string, string[]> = {
  memories: ['slot'],
  disks: ['serial', 'name'],
  volumes: ['mount', 'label'],
  interfaces: ['name', 'mac'],
  monitors: ['serial', 'name'],
  usbDevices: ['serial', 'name', 'vendorId', 'productId'],
  virtualMachines: ['uuid', 'name'],
  firewalls: ['profile'],
  simCards: ['iccid', 'serial'],
  remoteManagement: ['type'],
  localUsers: ['login'],
  ports: ['number', 'name'],
};
/** The words by which people know a thing, the best first. */
const labels = ['model', 'name', 'mount', 'login', 'profile', 'iccid', 'type', 'number', 'slot', 'serial'];

/** What differs between two states of a section, thing by thing; what only moves along is left out. */
export function diffSection(section: string, before: InventoryPart[], after: InventoryPart[]): FactChange[] {
  if (section === 'pageCounters') return [];
  if (single.has(section)) return fieldChanges(section, '', before[0] ?? {}, after[0] ?? {});
  const old = byKey(section, before);
  const fresh = byKey(section, after);
  const gone = [...old].filter(([key]) => !fresh.has(key));
  const come = [...fresh].filter(([key]) => !old.has(key));
  return [
    ...gone.map(([, item]): FactChange => ({ section, kind: 'removed', item: labelOf(item), field: null, from: labelOf(item), to: null })),
    ...come.map(([, item]): FactChange => ({ section, kind: 'added', item: labelOf(item), field: null, from: null, to: labelOf(item) })),
    ...[...fresh].flatMap(([key, item]) => {
      const was = old.get(key);
      return was ? fieldChanges(section, labelOf(item), was, item) : [];
    }),
  ];
}

/** Things that nothing tells apart are counted. */
function byKey(section: string, items: InventoryPart[]): Map<string, InventoryPart> {
  const result = new Map<string, InventoryPart>();
  for (const item of items) {
    const fields = identity[section] ?? ['name'];
    const plain = fields.map((field) => String(item[field] ?? '')).join('|');
    let key = plain;
    for (let n = 2; result.has(key); n += 1) key = `${plain}#${n}`;
    result.set(key, item);
  }
  return result;
}

const labelOf = (item: InventoryPart): string =>
  String(labels.map((field) => item[field]).find((value) => value !== null && value !== undefined) ?? '–');

function fieldChanges(section: string, item: string, before: InventoryPart, after: InventoryPart): FactChange[] {
  const moving = passingFields(section);
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => !moving.has(field));
  return fields
    .map((field): FactChange => ({ section, kind: 'changed', item, field, from: before[field] ?? null, to: after[field] ?? null }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
}
