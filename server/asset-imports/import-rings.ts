import type { Sql } from '../../db/connection.ts';
import type { Asset } from '../assets/asset.ts';
import { hostOf } from '../assets/asset-match-queries.ts';
import type { PlannedAsset } from './plan-import-row.ts';

/**
 * Refuses rows that would put an asset inside itself, or into one whose own row is refused, seen with everything else
 * that the file would do. Refusing one row can take the ground from another, so it goes on until nothing changes.
 */
export async function refuseRings(sql: Sql, rows: PlannedAsset[]): Promise<void> {
  const planned = new Map(rows.flatMap(({ after }) => (after ? [[after.id, after] as const] : [])));
  const inside = rows.filter((row) => row.after?.custodianType === 'asset' && row.after.custodianId !== row.before?.custodianId);
  for (let isStable = false; !isStable; ) {
    isStable = true;
    for (const row of inside) {
      if (!row.after) continue;
      const reason = await faultIn(sql, row.after, planned);
      if (!reason) continue;
      planned.delete(row.after.id);
      Object.assign(row, { outcome: 'rejected', after: null, reasons: [reason] });
      isStable = false;
    }
  }
}

async function faultIn(sql: Sql, asset: Asset, planned: Map<string, Asset>): Promise<string | null> {
  const passed = new Set<string>();
  for (let at: Asset = asset; at.custodianType === 'asset'; ) {
    const hostId = at.custodianId as string;
    if (hostId === asset.id) return 'The asset would come to be inside itself';
    // A ring further up is the matter of the rows that close it.
    if (passed.has(hostId)) return null;
    passed.add(hostId);
    const host: Asset | null = planned.get(hostId) ?? (await hostOf(sql, hostId));
    if (!host) return 'The asset that would hold it is refused itself';
    at = host;
  }
  return null;
}
