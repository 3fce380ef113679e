import type { Database, Sql } from '../../../db/connection.ts';
import { nextNumbers } from '../../../db/counters.ts';
import { nameKey } from '../../assets/asset.ts';
import { newId } from '../../platform/ids.ts';
import type { InventorySoftware } from '../inventory-document.ts';

/** A program in a version, by number. */
export interface SoftwareVersion {
  id: number;
  softwareId: string;
  name: string;
  version: string;
}

export interface FoundSoftware {
  name: string;
  publisher: string;
  version: string;
  origin: string | null;
  isSystem: boolean;
  installedOn: string | null;
}

const tidy = (value: string | null, max: number): string =>
  (value ?? '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, max);

/** What an agent listed, each program in each version once. */
export function foundSoftware(list: readonly InventorySoftware[]): FoundSoftware[] {
  const found = new Map<string, FoundSoftware>();
  for (const entry of list) {
    const name = tidy(entry.name, 300);
    if (!name) continue;
    const one = { name, publisher: tidy(entry.publisher, 200), version: tidy(entry.version, 200) };
    const installedOn = entry.installedOn ? entry.installedOn.slice(0, 10) : null;
    const key = keyOf(one);
    if (!found.has(key)) found.set(key, { ...one, origin: entry.origin, isSystem: entry.isSystem, installedOn });
  }
  return [...found.values()];
}

const keyOf = ({ name, publisher, version }: { name: string; publisher: string; version: string }): string =>
  `${name}\n${publisher}\n${version}`;

/** Numbers that are committed; the names of a thousand programs are looked up once, not with each machine. */
const known = new WeakMap<object, Map<string, number>>();
const mostKnown = 200_000;

/** Transactions are objects of their own, the configuration of their database is one. */
function cacheOf(sql: Sql): Map<string, number> {
  const owner = sql.client.config as object;
  const cache = known.get(owner) ?? new Map<string, number>();
  known.set(owner, cache);
  return cache;
}

/** The number of each program in its version; names that are new are added. Order: as asked. */
export async function internSoftware(db: Database, found: FoundSoftware[]): Promise<number[]> {
  const cache = cacheOf(db.sql);
  const missing = found.filter((one) => !cache.has(keyOf(one)));
  const fresh = new Map<string, number>();
  if (missing.length > 0) {
    const titles = await internTitles(db, missing);
    const wanted = missing.map((one) => ({
      key: keyOf(one),
      softwareId: titles.get(`${one.name}\n${one.publisher}`) as string,
      version: one.version,
    }));
    for (const [key, id] of await internVersions(db, wanted)) fresh.set(key, id);
    db.afterCommit(() => remember(cache, fresh));
  }
  return found.map((one) => (cache.get(keyOf(one)) ?? fresh.get(keyOf(one))) as number);
}

function remember(cache: Map<string, number>, fresh: Map<string, number>): void {
  if (cache.size + fresh.size > mostKnown) cache.clear();
  for (const [key, id] of fresh) cache.set(key, id);
}

/** Ids of titles by name and publisher. Sorted, so that two transactions never wait for each other. */
async function internTitles(db: Database, found: FoundSoftware[]): Promise<Map<string, string>> {
  const wanted = new Map(found.map((one) => [`${one.name}\n${one.publisher}`, one]));
  const titles = await readTitles(db.sql, [...wanted.values()]);
  const absent = [...wanted].filter(([key]) => !titles.has(key)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (absent.length === 0) return titles;
  const rows = absent.map(([, { name, publisher, origin, isSystem }]) => ({
    id: newId(),
    name,
    publisher,
    nameKey: nameKey(name),
    origin,
    isSystem,
    version: 1,
  }));
  await db.dialect.insertMany(db.sql, 'softwareTitles', rows);
  return readTitles(db.sql, [...wanted.values()]);
}

async function readTitles(sql: Sql, wanted: FoundSoftware[]): Promise<Map<string, string>> {
  const names = [...new Set(wanted.map(({ name }) => name))];
  const titles = new Map<string, string>();
  for (let start = 0; start < names.length; start += 500) {
    const rows: Array<{ id: string; name: string; publisher: string }> = await sql('softwareTitles')
      .select('id', 'name', 'publisher')
      .whereIn('name', names.slice(start, start + 500));
    for (const { id, name, publisher } of rows) titles.set(`${name}\n${publisher}`, id);
  }
  return titles;
}

interface WantedVersion {
  key: string;
  softwareId: string;
  version: string;
}

async function internVersions(db: Database, wanted: WantedVersion[]): Promise<Map<string, number>> {
  const found = await readVersions(db.sql, wanted);
  const absent = wanted.filter(({ key }) => !found.has(key)).sort((a, b) => (a.softwareId + a.version < b.softwareId + b.version ? -1 : 1));
  if (absent.length === 0) return found;
  const first = await nextNumbers(db.sql, 'software_versions', absent.length);
  const rows = absent.map(({ softwareId, version }, index) => ({ id: first + index, softwareId, version }));
  await db.dialect.insertMany(db.sql, 'softwareVersions', rows);
  return readVersions(db.sql, wanted);
}

async function readVersions(sql: Sql, wanted: WantedVersion[]): Promise<Map<string, number>> {
  const byTitle = new Map<string, WantedVersion[]>();
  for (const one of wanted) byTitle.set(one.softwareId, [...(byTitle.get(one.softwareId) ?? []), one]);
  const ids = [...byTitle.keys()];
  const found = new Map<string, number>();
  for (let start = 0; start < ids.length; start += 500) {
    const rows: Array<{ id: number; softwareId: string; version: string }> = await sql('softwareVersions')
      .select('id', 'softwareId', 'version')
      .whereIn('softwareId', ids.slice(start, start + 500));
    for (const row of rows) {
      for (const one of byTitle.get(row.softwareId) ?? []) if (one.version === row.version) found.set(one.key, row.id);
    }
  }
  return found;
}

/** Numbers of what is installed on a machine now. */
export async function installedNow(sql: Sql, machineId: number): Promise<Set<number>> {
  const rows: Array<{ versionId: number }> = await sql('softwareInstallations')
    .select('versionId')
    .where({ machineId })
    .whereNull('removedAt');
  return new Set(rows.map(({ versionId }) => versionId));
}

/** Names and versions of these numbers. */
export async function versionsOf(sql: Sql, ids: number[]): Promise<SoftwareVersion[]> {
  const found: SoftwareVersion[] = [];
  for (let start = 0; start < ids.length; start += 500) {
    found.push(
      ...(await sql('softwareVersions')
        .join('softwareTitles', 'softwareTitles.id', 'softwareVersions.softwareId')
        .select('softwareVersions.id', 'softwareVersions.softwareId', 'softwareTitles.name', 'softwareVersions.version')
        .whereIn('softwareVersions.id', ids.slice(start, start + 500))),
    );
  }
  return found;
}

/** Ends the installation of programs that are there no more. */
export async function endInstallations(tx: Sql, machineId: number, versionIds: number[], at: Date): Promise<void> {
  for (let start = 0; start < versionIds.length; start += 500) {
    await tx('softwareInstallations')
      .where({ machineId })
      .whereNull('removedAt')
      .whereIn('versionId', versionIds.slice(start, start + 500))
      .update({ removedAt: at });
  }
}
