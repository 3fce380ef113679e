import type { Sql } from '../../../db/connection.ts';
import type { Asset } from '../../assets/asset.ts';

export interface Installation extends Pick<Asset, 'id' | 'tag' | 'name' | 'kind' | 'status' | 'custodianType' | 'custodianId'> {
  softwareId: string;
}

const gone = ['retired', 'disposed'];

/** On which assets in service these titles are installed, whatever the version; a pair of both comes once. */
export async function installationsOf(sql: Sql, softwareIds: string[]): Promise<Installation[]> {
  if (softwareIds.length === 0) return [];
  return sql('softwareVersions')
    .join('softwareInstallations', 'softwareInstallations.versionId', 'softwareVersions.id')
    .join('inventoryMachines', 'inventoryMachines.id', 'softwareInstallations.machineId')
    .join('assets', 'assets.id', 'inventoryMachines.assetId')
    .distinct('softwareVersions.softwareId')
    .select('assets.id', 'assets.tag', 'assets.name', 'assets.kind', 'assets.status', 'assets.custodianType', 'assets.custodianId')
    .whereIn('softwareVersions.softwareId', softwareIds)
    .whereNull('softwareInstallations.removedAt')
    .whereNotIn('assets.status', gone)
    .orderBy(['assets.tag', 'softwareVersions.softwareId'])
    .limit(200_000);
}

/** Name and publisher of these titles by id. */
export async function softwareRefs(sql: Sql, ids: string[]): Promise<Map<string, { id: string; name: string; publisher: string | null }>> {
  if (ids.length === 0) return new Map();
  const rows: Array<{ id: string; name: string; publisher: string }> = await sql('softwareTitles')
    .select('id', 'name', 'publisher')
    .whereIn('id', ids);
  return new Map(rows.map(({ publisher, ...row }) => [row.id, { ...row, publisher: publisher || null }]));
}
