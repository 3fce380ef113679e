import type { Sql } from '../../../db/connection.ts';
import { newId } from '../../platform/ids.ts';
import type { FactChange } from '../facts/diff-section.ts';

/** Appends what an inventory found changed. */
export async function insertFactChanges(
  tx: Sql,
  { assetId, agentName, at }: { assetId: string; agentName: string; at: Date },
  changes: FactChange[],
): Promise<void> {
  const rows = changes.map(({ from, to, item, ...change }) => ({
    id: newId(),
    assetId,
    agentName,
    happenedAt: at,
    ...change,
    item: item.slice(0, 500),
    fromJson: JSON.stringify(from),
    toJson: JSON.stringify(to),
  }));
  for (let start = 0; start < rows.length; start += 500) await tx('inventoryChanges').insert(rows.slice(start, start + 500));
}
