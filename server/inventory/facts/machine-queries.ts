import type { Sql } from '../../../db/connection.ts';
import type { Machine } from './machine-store.ts';

/** What agents know of these assets, by asset. */
export async function machinesOf(sql: Sql, assetIds: string[]): Promise<Map<string, Machine>> {
  const found = new Map<string, Machine>();
  for (let start = 0; start < assetIds.length; start += 500) {
    const rows: Machine[] = await sql('inventoryMachines').whereIn('assetId', assetIds.slice(start, start + 500));
    for (const row of rows) found.set(row.assetId as string, row);
  }
  return found;
}

/** What a machine said last, by the way in which it introduces itself. */
export interface LastState {
  assetId: string;
  tag: string;
  assetVersion: number;
  machineId: number;
  documentHash: string;
  seenVersion: number;
  lastContactAt: Date;
}

/** The last state of the machine with this fingerprint, or null when it has no record. */
export const lastStateOf = async (sql: Sql, fingerprintHash: string): Promise<LastState | null> =>
  (await sql('inventoryFingerprints')
    .join('inventoryMachines', 'inventoryMachines.assetId', 'inventoryFingerprints.assetId')
    .join('assets', 'assets.id', 'inventoryFingerprints.assetId')
    .select('assets.id as assetId', 'assets.tag', 'assets.version as assetVersion')
    .select(
      'inventoryMachines.id as machineId',
      'inventoryMachines.documentHash',
      'inventoryMachines.seenVersion',
      'inventoryMachines.lastContactAt',
    )
    .where({ 'inventoryFingerprints.hash': fingerprintHash, 'inventoryFingerprints.state': 'assigned' })
    .first()) ?? null;
