import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, type SortColumn, toPage } from '../platform/keyset.ts';
import { loadAsset } from './write-asset.ts';

interface Installed {
  id: string;
  name: string;
  publisher: string;
  version: string;
  installedOn: string | null;
  firstSeenAt: Date;
}

const byName: SortColumn[] = [
  { column: 'softwareTitles.name', direction: 'asc' },
  { column: 'softwareTitles.id', direction: 'asc' },
  { column: 'installedSoftware.version', direction: 'asc' },
];

/** What agents found installed on the asset, by name; empty until one reports. */
export async function softwareOn(ctx: Context, actor: Actor, idOrTag: string, range: { limit: number; cursor?: string | undefined }) {
  const asset = await loadAsset(ctx, actor, idOrTag);
  const query = ctx.db
    .sql('installedSoftware')
    .join('softwareTitles', 'softwareTitles.id', 'installedSoftware.softwareId')
    .select('softwareTitles.id', 'softwareTitles.name', 'softwareTitles.publisher')
    .select('installedSoftware.version', 'installedSoftware.installedOn', 'installedSoftware.firstSeenAt')
    .where({ 'installedSoftware.assetId': asset.id })
    .limit(range.limit + 1);
  const rows: Installed[] = await afterCursor(query, byName, range.cursor);
  const page = toPage(rows, range.limit, (row) => [row.name, row.id, row.version]);
  const items = page.items.map((row) => ({ ...row, publisher: row.publisher || null, version: row.version || null }));
  return { items, nextCursor: page.nextCursor };
}
