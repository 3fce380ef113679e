import { findLocation, locationPaths } from '../../people/location-queries.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { invalid } from '../../platform/problem.ts';
import type { Asset } from '../asset.ts';
import { maySeeAsset } from '../asset-policy.ts';
import { assetColumns, findAssetRows } from '../asset-store.ts';
import { viewsOf } from '../asset-view.ts';
import { matchingAssets } from '../list-assets.ts';
import type { LabelSubject } from './label-layout.ts';
import type { LabelDesign, LabelPrint } from './label-schemas.ts';
import { type LabelLanguage, openLabelTexts } from './label-texts.ts';

const most = 2000;

/** What the labels are of; 422 names the first that does not exist, and a filter that more than 2,000 match. */
export async function subjectsOf(
  ctx: Context,
  actor: Actor,
  print: LabelPrint,
  design: LabelDesign,
  language: LabelLanguage,
): Promise<LabelSubject[]> {
  if (print.locationIds) return locationSubjects(ctx, print.locationIds, design);
  const assets = print.assetIds ? await byIds(ctx, actor, print.assetIds) : await byFilter(ctx, actor, print.filter ?? {});
  return assetSubjects(ctx, assets, design, language);
}

/** Labels of assets: what the design names, in its order. */
export async function assetSubjects(ctx: Context, assets: Asset[], design: LabelDesign, language: LabelLanguage): Promise<LabelSubject[]> {
  const views = await viewsOf(ctx.db.sql, assets);
  const textOf = await openLabelTexts(ctx.db.sql, design, language);
  return views.map((view) => {
    const lines = design.fields.map((field) => textOf(view, field)).filter((text) => text !== null && text !== '') as string[];
    const address = `${ctx.settings.baseUrl}/assets/${encodeURIComponent(view.tag)}`;
    return { address, tag: view.tag, lines: design.heading ? [...lines.slice(0, 1), design.heading, ...lines.slice(1)] : lines };
  });
}

async function byIds(ctx: Context, actor: Actor, ids: string[]): Promise<Asset[]> {
  const found = new Map((await findAssetRows(ctx.db.sql, 'id', ids)).map((asset) => [asset.id, asset]));
  return ids.map((id, index) => {
    const asset = found.get(id);
    if (!asset || !maySeeAsset(actor, asset)) throw invalid(`/assetIds/${index}`, 'There is no such asset');
    return asset;
  });
}

async function byFilter(ctx: Context, actor: Actor, filter: NonNullable<LabelPrint['filter']>): Promise<Asset[]> {
  const { matching } = await matchingAssets(ctx, actor, filter);
  const assets: Asset[] = await matching
    .select(assetColumns)
    .orderBy(['tagOrder', 'id'])
    .limit(most + 1);
  if (assets.length > most) throw invalid('/filter', `More than ${most} assets match: narrow it`);
  return assets;
}

async function locationSubjects(ctx: Context, ids: string[], design: LabelDesign): Promise<LabelSubject[]> {
  const { sql } = ctx.db;
  const paths = await locationPaths(sql);
  const subjects: LabelSubject[] = [];
  for (const [index, id] of ids.entries()) {
    const location = await findLocation(sql, id);
    if (!location) throw invalid(`/locationIds/${index}`, 'There is no such location');
    const way = paths.get(id) ?? location.name;
    const lines = [location.name, ...(design.heading ? [design.heading] : []), ...(way === location.name ? [] : [way])];
    subjects.push({ address: `${ctx.settings.baseUrl}/scan?place=${id}`, tag: `LOC-${id}`, lines });
  }
  return subjects;
}
