import type { Sql } from '../../db/connection.ts';
import type { FieldChange } from './asset-view.ts';

export type AssetEventKind = 'registered' | 'changed' | 'checked_out' | 'checked_in' | 'retired' | 'reinstated' | 'undone' | 'related';
export type ChangeSource = 'person' | 'import' | 'agent' | 'system';

/** One line of an asset's history. Lines are added and never changed. */
export interface AssetEvent {
  id: string;
  assetId: string;
  kind: AssetEventKind;
  source: ChangeSource;
  actorId: string | null;
  actorName: string;
  happenedAt: Date;
  note: string | null;
  changes: FieldChange[];
  importId: string | null;
}

/** Appends to the histories of assets, in the transaction of what happened. */
export async function insertAssetEvents(tx: Sql, events: AssetEvent[]): Promise<void> {
  const rows = events.map(({ changes, ...event }) => ({ ...event, changesJson: JSON.stringify(changes) }));
  for (let start = 0; start < rows.length; start += 500) await tx('assetEvents').insert(rows.slice(start, start + 500));
}
