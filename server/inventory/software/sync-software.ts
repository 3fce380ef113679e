import type { Database } from '../../../db/connection.ts';
import { sha256 } from '../../platform/ids.ts';
import type { FactChange } from '../facts/diff-section.ts';
import type { InventorySoftware } from '../inventory-document.ts';
import { endInstallations, foundSoftware, installedNow, internSoftware, type SoftwareVersion, versionsOf } from './software-store.ts';

/** The same for the same programs, whatever the order in which the agent lists them. */
export const softwareHash = (list: readonly InventorySoftware[]): string =>
  sha256(
    list
      .map(({ name, version, publisher }) => `${name}\t${version ?? ''}\t${publisher ?? ''}`)
      .sort()
      .join('\n'),
  ).slice(0, 24);

/** Makes the list of what is installed on a machine what the agent says, and answers what is otherwise than before. */
export async function syncSoftware(db: Database, machineId: number, list: readonly InventorySoftware[], at: Date): Promise<FactChange[]> {
  const found = foundSoftware(list);
  const ids = await internSoftware(db, found);
  const before = await installedNow(db.sql, machineId);
  const after = new Set(ids);
  const rows = found.flatMap(({ installedOn }, index) => {
    const versionId = ids[index] as number;
    return before.has(versionId) ? [] : [{ machineId, versionId, firstSeenAt: at, removedAt: null, installedOn }];
  });
  const gone = [...before].filter((id) => !after.has(id));
  await db.dialect.insertMany(db.sql, 'softwareInstallations', rows);
  await endInstallations(db.sql, machineId, gone, at);
  if (before.size === 0 || rows.length + gone.length === 0) return [];
  return softwareChanges(
    await versionsOf(db.sql, gone),
    await versionsOf(
      db.sql,
      rows.map(({ versionId }) => versionId),
    ),
  );
}

/** A program that went in one version and came in another was updated. */
function softwareChanges(gone: SoftwareVersion[], come: SoftwareVersion[]): FactChange[] {
  const left = [...gone];
  const changes = come.map((fresh): FactChange => {
    const index = left.findIndex(({ softwareId }) => softwareId === fresh.softwareId);
    const old = index < 0 ? undefined : left.splice(index, 1)[0];
    if (!old) return { section: 'software', kind: 'added', item: fresh.name, field: null, from: null, to: fresh.version || fresh.name };
    return { section: 'software', kind: 'changed', item: fresh.name, field: 'version', from: old.version, to: fresh.version };
  });
  const removed = left.map(
    ({ name, version }): FactChange => ({ section: 'software', kind: 'removed', item: name, field: null, from: version || name, to: null }),
  );
  return [...removed, ...changes];
}
