import type { Sql } from '../../db/connection.ts';
import { indexDocuments, type SearchDocument } from '../search/search.ts';
import type { Asset } from './asset.ts';

/** Makes assets findable by tag, name, serial number, maker, model and identifiers; by their notes for technicians. */
export const indexAssets = (tx: Sql, assets: Asset[]): Promise<void> => indexDocuments(tx, assets.map(documentOf));

function documentOf(asset: Asset): SearchDocument {
  const { uuid, macs, imei } = asset.identifiers;
  // Who looks for AST-42 means AST-00042.
  const short = asset.tag.replace(/\d+/g, (digits) => String(Number(digits)));
  const facts = [short, asset.serial, asset.manufacturer, asset.model, asset.kind, uuid, imei, ...macs];
  return {
    type: 'asset',
    id: asset.id,
    title: `${asset.tag} ${asset.name}`,
    body: facts.filter((fact) => fact !== null).join(' '),
    internal: asset.notes ?? '',
    at: asset.updatedAt,
  };
}
