import type { Sql } from '../../../db/connection.ts';
import { type AssetRef, nameKey } from '../../assets/asset.ts';
import { assetRefs } from '../../assets/asset-queries.ts';
import { loadAsset } from '../../assets/write-asset.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { afterCursor, type SortColumn, toPage } from '../../platform/keyset.ts';
import { notFound } from '../../platform/problem.ts';
import type { AssetSoftwareQuery, SoftwareQuery, SoftwareTitleAnswer } from './software-schemas.ts';

type Title = Omit<SoftwareTitleAnswer, 'installationCount' | 'versionCount'>;
const titleColumns = ['id', 'name', 'publisher', 'origin', 'isSystem', 'policy', 'policyNote', 'version'].map(
  (name) => `softwareTitles.${name}`,
);

const onMachine: SortColumn[] = [
  { column: 'softwareTitles.nameKey', direction: 'asc' },
  { column: 'softwareVersions.id', direction: 'asc' },
  { column: 'softwareInstallations.firstSeenAt', direction: 'asc' },
];

/** What agents found installed on the asset, by name; or what they found once and is there no more. */
export async function softwareOn(ctx: Context, actor: Actor, idOrTag: string, range: AssetSoftwareQuery) {
  const asset = await loadAsset(ctx, actor, idOrTag);
  const query = ctx.db
    .sql('inventoryMachines')
    .join('softwareInstallations', 'softwareInstallations.machineId', 'inventoryMachines.id')
    .join('softwareVersions', 'softwareVersions.id', 'softwareInstallations.versionId')
    .join('softwareTitles', 'softwareTitles.id', 'softwareVersions.softwareId')
    .select('softwareTitles.id', 'softwareTitles.name', 'softwareTitles.nameKey', 'softwareTitles.publisher', 'softwareTitles.origin')
    .select('softwareTitles.isSystem', 'softwareTitles.policy', 'softwareVersions.id as versionId', 'softwareVersions.version')
    .select('softwareInstallations.installedOn', 'softwareInstallations.firstSeenAt', 'softwareInstallations.removedAt')
    .where({ 'inventoryMachines.assetId': asset.id })
    .limit(range.limit + 1);
  if (range.removed) query.whereNotNull('softwareInstallations.removedAt');
  else query.whereNull('softwareInstallations.removedAt');
  if (!range.system) query.where({ 'softwareTitles.isSystem': false });
  if (range.q) beginsWith(query, range.q);
  const rows: Array<Record<string, unknown> & { nameKey: string; versionId: number; firstSeenAt: Date }> = await afterCursor(
    query,
    onMachine,
    range.cursor,
  );
  const page = toPage(rows, range.limit, (row) => [row.nameKey, row.versionId, row.firstSeenAt]);
  const items = page.items.map((row) => ({ ...row, publisher: row['publisher'] || null, version: row['version'] || null }));
  return { items, nextCursor: page.nextCursor };
}

function beginsWith(query: ReturnType<Sql>, text: string): void {
  const key = nameKey(text.trim());
  if (key) query.where('softwareTitles.nameKey', '>=', key).where('softwareTitles.nameKey', '<', `${key}\u{10ffff}`);
}

const byName: SortColumn[] = [
  { column: 'softwareTitles.nameKey', direction: 'asc' },
  { column: 'softwareTitles.id', direction: 'asc' },
];

/** Every program that any machine has or had, by name, with on how many it is now. */
export async function listSoftware(ctx: Context, { limit, cursor, q, policy, system }: SoftwareQuery) {
  const query = ctx.db
    .sql('softwareTitles')
    .select(...titleColumns, 'softwareTitles.nameKey')
    .limit(limit + 1);
  if (policy === 'none') query.whereNull('softwareTitles.policy');
  else if (policy) query.where({ 'softwareTitles.policy': policy });
  if (!system) query.where({ 'softwareTitles.isSystem': false });
  if (q) beginsWith(query, q);
  const rows: Array<Title & { nameKey: string }> = await afterCursor(query, byName, cursor);
  const page = toPage(rows, limit, (row) => [row.nameKey, row.id]);
  return { items: await withCounts(ctx.db.sql, page.items), nextCursor: page.nextCursor };
}

/** Titles with how many machines have them now, and in how many versions. */
async function withCounts(sql: Sql, titles: Title[]): Promise<SoftwareTitleAnswer[]> {
  const ids = titles.map(({ id }) => id);
  const rows: Array<{ softwareId: string; installations: number; versions: number }> =
    ids.length === 0
      ? []
      : await sql('softwareVersions')
          .join('softwareInstallations', 'softwareInstallations.versionId', 'softwareVersions.id')
          .select('softwareVersions.softwareId')
          .countDistinct({ installations: 'softwareInstallations.machineId', versions: 'softwareVersions.id' })
          .whereIn('softwareVersions.softwareId', ids)
          .whereNull('softwareInstallations.removedAt')
          .groupBy('softwareVersions.softwareId');
  const counts = new Map(rows.map((row) => [row.softwareId, row]));
  return titles.map((title) => ({
    ...title,
    publisher: title.publisher || null,
    installationCount: Number(counts.get(title.id)?.installations ?? 0),
    versionCount: Number(counts.get(title.id)?.versions ?? 0),
  }));
}

/** A program with how its versions are spread, the most frequent first. */
export async function softwareDetail(ctx: Context, id: string) {
  const { sql } = ctx.db;
  const row: Title | undefined = await sql('softwareTitles').select(titleColumns).where({ 'softwareTitles.id': id }).first();
  if (!row) throw notFound('software');
  const versions: Array<Record<string, unknown>> = await sql('softwareVersions')
    .join('softwareInstallations', 'softwareInstallations.versionId', 'softwareVersions.id')
    .select('softwareVersions.version')
    .count({ installations: '*' })
    .where({ 'softwareVersions.softwareId': id })
    .whereNull('softwareInstallations.removedAt')
    .groupBy('softwareVersions.version')
    .limit(500);
  const [title] = await withCounts(sql, [row]);
  const spread = versions.map(({ version, installations }) => ({
    version: String(version ?? '') || null,
    installationCount: Number(installations),
  }));
  return { ...(title as SoftwareTitleAnswer), versions: spread.sort((a, b) => b.installationCount - a.installationCount) };
}

const byTag: SortColumn[] = [
  { column: 'assets.tagOrder', direction: 'asc' },
  { column: 'softwareVersions.id', direction: 'asc' },
];

/** On which machines a program is now, by tag. */
export async function installationsOfTitle(
  ctx: Context,
  id: string,
  range: { limit: number; cursor?: string | undefined; version?: string | undefined },
) {
  await softwareDetail(ctx, id);
  const query = ctx.db
    .sql('softwareVersions')
    .join('softwareInstallations', 'softwareInstallations.versionId', 'softwareVersions.id')
    .join('inventoryMachines', 'inventoryMachines.id', 'softwareInstallations.machineId')
    .join('assets', 'assets.id', 'inventoryMachines.assetId')
    .select('assets.id as assetId', 'assets.tagOrder', 'softwareVersions.id as versionId', 'softwareVersions.version')
    .select('softwareInstallations.installedOn', 'softwareInstallations.firstSeenAt')
    .where({ 'softwareVersions.softwareId': id })
    .whereNull('softwareInstallations.removedAt')
    .limit(range.limit + 1);
  if (range.version !== undefined) query.where({ 'softwareVersions.version': range.version });
  const rows: Array<{
    assetId: string;
    tagOrder: string;
    versionId: number;
    version: string;
    installedOn: string | null;
    firstSeenAt: Date;
  }> = await afterCursor(query, byTag, range.cursor);
  const page = toPage(rows, range.limit, (row) => [row.tagOrder, row.versionId]);
  const refs = await assetRefs(
    ctx.db.sql,
    page.items.map(({ assetId }) => assetId),
  );
  const items = page.items.map(({ assetId, version, installedOn, firstSeenAt }) => ({
    asset: refs.get(assetId) as AssetRef,
    version: version || null,
    installedOn,
    firstSeenAt,
  }));
  return { items, nextCursor: page.nextCursor };
}
