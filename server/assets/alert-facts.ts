import type { Sql } from '../../db/connection.ts';
import type { Asset, AssetRef } from './asset.ts';

const gone = ['retired', 'disposed', 'lost'];
const ref = ['id', 'tag', 'name', 'kind', 'status'];
/** More of one kind at once is a matter for a report. */
const most = 20_000;

/** Assets in service whose warranty ends between two days, both included. */
export async function warrantiesEnding(sql: Sql, from: string, to: string): Promise<Array<AssetRef & { warrantyUntil: string }>> {
  return sql('assets')
    .select([...ref, 'warrantyUntil'])
    .whereBetween('warrantyUntil', [from, to])
    .whereNotIn('status', gone)
    .orderBy(['warrantyUntil', 'id'])
    .limit(most);
}

/** Assets that were expected back between two instants and are out still. */
export async function assetsOverdue(
  sql: Sql,
  from: Date,
  now: Date,
): Promise<Array<AssetRef & Pick<Asset, 'custodianType' | 'custodianId'> & { dueAt: Date }>> {
  return sql('assets')
    .select([...ref, 'dueAt', 'custodianType', 'custodianId'])
    .whereBetween('dueAt', [from, now])
    .whereNotNull('custodianId')
    .whereNotIn('status', gone)
    .orderBy(['dueAt', 'id'])
    .limit(most);
}

export type Bought = AssetRef & Pick<Asset, 'purchasedOn' | 'purchaseCostCents'>;

/** Assets in service of some kinds that were bought between two days, both included. */
export async function assetsBoughtBetween(sql: Sql, kinds: string[], from: string, to: string): Promise<Bought[]> {
  return sql('assets')
    .select([...ref, 'purchasedOn', 'purchaseCostCents'])
    .whereBetween('purchasedOn', [from, to])
    .whereIn('kind', kinds)
    .whereNotIn('status', gone)
    .orderBy(['purchasedOn', 'id'])
    .limit(most);
}

/** These assets, as far as they are in service. */
export async function assetsInService(sql: Sql, ids: string[]): Promise<Bought[]> {
  const found: Bought[] = [];
  for (let start = 0; start < ids.length; start += 500) {
    const query = sql('assets').select([...ref, 'purchasedOn', 'purchaseCostCents']);
    found.push(...(await query.whereIn('id', ids.slice(start, start + 500)).whereNotIn('status', gone)));
  }
  return found;
}
