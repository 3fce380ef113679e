import type { Sql } from '../../db/connection.ts';

/** Which of these assets people made, imported, changed or hand out: agents alone did not make them what they are. */
export async function assetsOfPeople(sql: Sql, ids: string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (let start = 0; start < ids.length; start += 500) {
    const some = ids.slice(start, start + 500);
    const touched: Array<{ assetId: string }> = await sql('assetEvents')
      .distinct('assetId')
      .whereIn('assetId', some)
      .whereIn('source', ['person', 'import']);
    const held: string[] = await sql('assets').whereIn('id', some).whereNotNull('custodianId').pluck('id');
    for (const id of [...touched.map(({ assetId }) => assetId), ...held]) found.add(id);
  }
  return found;
}
