import type { Sql } from '../../db/connection.ts';
import type { Asset } from './asset.ts';

export interface Installation extends Pick<Asset, 'id' | 'tag' | 'name' | 'kind' | 'status' | 'custodianType' | 'custodianId'> {
  softwareId: string;
}

const gone = ['retired', 'disposed'];

/** On which assets in service these titles are installed, whatever the version; a pair of both comes once. */
export async function installationsOf(sql: Sql, softwareIds: string[]): Promise<Installation[]> {
  if (softwareIds.length === 0) return [];
  return sql('installedSoftware')
    .join('assets', 'assets.id', 'installedSoftware.assetId')
    .distinct('installedSoftware.softwareId')
    .select('assets.id', 'assets.tag', 'assets.name', 'assets.kind', 'assets.status', 'assets.custodianType', 'assets.custodianId')
    .whereIn('installedSoftware.softwareId', softwareIds)
    .whereNotIn('assets.status', gone)
    .orderBy(['assets.tag', 'installedSoftware.softwareId'])
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
