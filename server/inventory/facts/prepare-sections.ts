import { sha256 } from '../../platform/ids.ts';
import type { InventoryDocument, InventoryPart, InventorySections } from '../inventory-document.ts';

/** The parts of a machine that are kept, software apart: it has rows of its own. */
export type SectionName = 'hardware' | Exclude<keyof InventorySections, 'software'>;

export interface PreparedSection {
  name: SectionName;
  /** What counts as a change, and after the colon what only moves along: free space, levels, who is switched on. */
  hash: string;
  items: InventoryPart[];
}

/** How a passing value is compared: in steps so coarse that an idle machine stays the same; null = not at all. */
type Coarse = (item: InventoryPart) => string | number | null;

const steps = (value: unknown, size: number): number | null => (typeof value === 'number' ? Math.round(value / size) : null);
const exactly =
  (field: string): Coarse =>
  (item) =>
    String(item[field] ?? '');

const passing: Partial<Record<SectionName, Record<string, Coarse>>> = {
  hardware: { bootedAt: (item) => String(item['bootedAt'] ?? '').slice(0, 15) },
  volumes: {
    freeMb: (item) => (typeof item['freeMb'] === 'number' ? steps(item['freeMb'], Math.max(1, Number(item['totalMb'] ?? 0) / 20)) : null),
  },
  interfaces: { status: exactly('status'), speedMbps: () => null },
  batteries: { capacity: (item) => steps(item['capacity'], 1000) },
  virtualMachines: { status: exactly('status') },
  simCards: { state: exactly('state') },
  ports: {
    status: exactly('status'),
    speedMbps: exactly('speedMbps'),
    connectedMac: exactly('connectedMac'),
    connectedName: exactly('connectedName'),
  },
  cartridges: { levelPercent: (item) => steps(item['levelPercent'], 10) },
  antivirus: { isUpToDate: exactly('isUpToDate') },
};

/** Fields of a section whose change is no news. */
export const passingFields = (name: string): ReadonlySet<string> => new Set(Object.keys(passing[name as SectionName] ?? {}));

/** True when the two hashes differ in something that counts, not only in what moves along. */
export const isNews = (before: string, after: string): boolean => before.split(':')[0] !== after.split(':')[0];

/** A document's sections as they are kept, each with its hash; the order in which an agent lists things means nothing. */
export function prepareSections({ hardware, sections }: InventoryDocument): PreparedSection[] {
  const all: Record<string, unknown> = { hardware: { ...hardware }, ...sections };
  return Object.entries(all)
    .filter(([name, body]) => name !== 'software' && body !== undefined)
    .map(([name, body]) => prepared(name as SectionName, (Array.isArray(body) ? body : [body]) as InventoryPart[]));
}

function prepared(name: SectionName, items: InventoryPart[]): PreparedSection {
  const moving = passing[name] ?? {};
  // A printer's counters only ever count.
  const stable = name === 'pageCounters' ? [] : items.map((item) => withoutFields(item, moving));
  const coarse = name === 'pageCounters' ? items : items.map((item) => Object.values(moving).map((read) => read(item)));
  return { name, hash: `${hashOf(stable)}:${hashOf(coarse)}`, items };
}

function withoutFields(item: InventoryPart, moving: Record<string, unknown>): Array<[string, unknown]> {
  return Object.keys(item)
    .filter((field) => !(field in moving) && item[field] !== null && item[field] !== undefined)
    .sort()
    .map((field) => [field, item[field]]);
}

const hashOf = (items: unknown[]): string => sha256(JSON.stringify(items.map((item) => JSON.stringify(item)).sort())).slice(0, 24);
