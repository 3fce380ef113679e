import type { Sql } from '../../db/connection.ts';

export interface DueAsset {
  id: string;
  tag: string;
  name: string;
  custodianId: string;
  checkedOutAt: Date | null;
  dueAt: Date;
  /** The reminders of this return that went out. */
  remindedOf: number[];
}

/** What people have that is expected back between two instants, by when, a portion after another. */
export async function dueAssets(
  sql: Sql,
  { after, until }: { after: Date; until: Date },
  from: Pick<DueAsset, 'id' | 'dueAt'> | null,
  limit: number,
): Promise<DueAsset[]> {
  const query = sql('assets')
    .select('id', 'tag', 'name', 'custodianId', 'checkedOutAt', 'dueAt')
    .where({ custodianType: 'person' })
    .where('dueAt', '>', after)
    .where('dueAt', '<=', until)
    .orderBy(['dueAt', 'id'])
    .limit(limit);
  if (from)
    query.where((any) =>
      any.where('dueAt', '>', from.dueAt).orWhere((same) => same.where({ dueAt: from.dueAt }).where('id', '>', from.id)),
    );
  const assets: DueAsset[] = await query;
  const sent: Array<{ assetId: string; dueAt: Date; days: number }> = await sql('returnReminders')
    .select('assetId', 'dueAt', 'days')
    .whereIn(
      'assetId',
      assets.map(({ id }) => id),
    );
  return assets.map((asset) => ({
    ...asset,
    remindedOf: sent.flatMap(({ assetId, dueAt, days }) =>
      assetId === asset.id && dueAt.getTime() === asset.dueAt.getTime() ? [days] : [],
    ),
  }));
}

/** Notes reminders of returns; answers those that nobody had noted before. */
export async function insertReturnReminders<T extends DueAsset & { days: number }>(tx: Sql, due: T[], sentAt: Date): Promise<T[]> {
  const rows = due.map(({ id, dueAt, days }) => ({ assetId: id, dueAt, days, sentAt }));
  const fresh: Array<{ assetId: string }> = await tx('returnReminders')
    .insert(rows)
    .onConflict(['assetId', 'dueAt', 'days'])
    .ignore()
    .returning('assetId');
  const ids = new Set(fresh.map(({ assetId }) => assetId));
  return due.filter(({ id }) => ids.has(id));
}
