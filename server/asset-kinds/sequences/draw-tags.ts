import type { Sql } from '../../../db/connection.ts';
import { nextNumbers } from '../../../db/counters.ts';
import { locationsAbove } from '../../people/location-queries.ts';
import { counterValue, listSequences } from './sequence-store.ts';
import { counterOf, sequenceTag, sequenceThatFits, type Taggable, type TagSequence } from './tag-sequence.ts';

const standard = { prefix: 'AST-', digits: 5, suffix: '', first: 1 };

/** The sequence of each of these assets, in their order; null is the program's own. */
export async function sequencesFor(sql: Sql, assets: readonly Taggable[]): Promise<Array<TagSequence | null>> {
  const sequences = await listSequences(sql);
  if (sequences.length === 0) return assets.map(() => null);
  const above = new Map<string | null, string[]>([[null, []]]);
  if (sequences.some(({ locationId }) => locationId !== null)) {
    for (const locationId of new Set(assets.map((asset) => asset.locationId))) {
      if (locationId) above.set(locationId, await locationsAbove(sql, locationId));
    }
  }
  return assets.map((asset) => sequenceThatFits(sequences, asset, above.get(asset.locationId) ?? []));
}

/** The next tags of a sequence, drawn in the transaction: without gap or double, whoever draws at the same time waits. */
export async function drawTags(tx: Sql, sequence: TagSequence | null, count: number, year: number): Promise<string[]> {
  const from = await nextNumbers(tx, counterOf(sequence, year), count);
  const form = sequence ?? standard;
  return Array.from({ length: count }, (_, i) => sequenceTag(form, form.first - 1 + from + i, year));
}

/** The tag that the sequence would give next, if nobody has it; nothing is drawn. */
export async function peekTag(sql: Sql, sequence: TagSequence | null, year: number): Promise<string> {
  const form = sequence ?? standard;
  return sequenceTag(form, form.first + (await counterValue(sql, counterOf(sequence, year))), year);
}
