import type { Sql } from '../../db/connection.ts';
import { indexDocuments, type SearchDocument } from '../search/search.ts';
import type { Asset } from './asset.ts';
import { fieldWords } from './asset-field-values.ts';
import { imeisOf } from './asset-identifiers.ts';
import { simsIn } from './sims/sim-store.ts';

/** Makes assets findable by tag, name, serial number, maker, model and identifiers; by their notes for technicians. */
export async function indexAssets(tx: Sql, assets: Asset[]): Promise<void> {
  const words = await fieldWords(tx, assets);
  const cards = await simsIn(
    tx,
    assets.map(({ id }) => id),
  );
  for (const { assetId, iccid, lineNumber } of cards) {
    words.set(assetId as string, [...(words.get(assetId as string) ?? []), iccid, lineNumber ?? '']);
  }
  await indexDocuments(
    tx,
    assets.map((asset) => documentOf(asset, words.get(asset.id) ?? [])),
  );
}

function documentOf(asset: Asset, ownWords: string[]): SearchDocument {
  const { uuid, macs } = asset.identifiers;
  // Who looks for AST-42 means AST-00042.
  const short = asset.tag.replace(/\d+/g, (digits) => String(Number(digits)));
  const facts = [
    short,
    asset.serial,
    asset.manufacturer,
    asset.model,
    asset.kind,
    uuid,
    ...imeisOf(asset.identifiers),
    ...macs,
    ...ownWords,
  ];
  return {
    type: 'asset',
    id: asset.id,
    title: `${asset.tag} ${asset.name}`,
    body: facts.filter((fact) => fact !== null).join(' '),
    internal: asset.notes ?? '',
    at: asset.updatedAt,
  };
}
