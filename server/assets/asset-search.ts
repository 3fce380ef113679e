import type { Sql } from '../../db/connection.ts';
import { indexDocument } from '../search/search.ts';
import type { Asset } from './asset.ts';

/** Makes an asset findable by tag, name, serial number, maker, model and identifiers; by its notes for technicians. */
export async function indexAsset(tx: Sql, asset: Asset): Promise<void> {
  const { uuid, macs, imei } = asset.identifiers;
  const facts = [asset.serial, asset.manufacturer, asset.model, asset.kind, uuid, imei, ...macs];
  await indexDocument(tx, {
    type: 'asset',
    id: asset.id,
    title: `${asset.tag} ${asset.name}`,
    body: facts.filter((fact) => fact !== null).join(' '),
    internal: asset.notes ?? '',
    at: asset.updatedAt,
  });
}
