import type { Sql } from '../../db/connection.ts';

/** The incident above this one, or null. */
export async function parentIdOf(sql: Sql, childId: string): Promise<string | null> {
  return (await sql('incidentChildren').select('parentId').where({ childId }).first())?.parentId ?? null;
}

/** The incidents below this one in the order of their ids; never more than a family may have. */
export async function childIdsOf(sql: Sql, parentId: string): Promise<string[]> {
  const rows: Array<{ childId: string }> = await sql('incidentChildren').select('childId').where({ parentId }).orderBy('childId');
  return rows.map(({ childId }) => childId);
}

export async function insertChild(tx: Sql, row: { childId: string; parentId: string; addedAt: Date }): Promise<void> {
  await tx('incidentChildren').insert(row);
}

export async function deleteChild(tx: Sql, childId: string): Promise<void> {
  await tx('incidentChildren').where({ childId }).delete();
}

/** Gives these children of one incident to another; answers how many there were. */
export async function moveChildren(tx: Sql, childIds: string[], fromId: string, toId: string): Promise<number> {
  let moved = 0;
  for (let from = 0; from < childIds.length; from += 400) {
    const portion = childIds.slice(from, from + 400);
    moved += await tx('incidentChildren').whereIn('childId', portion).where({ parentId: fromId }).update({ parentId: toId });
  }
  return moved;
}

/** How many children are open and how many there are. */
export async function countChildren(sql: Sql, parentId: string): Promise<{ total: number; open: number }> {
  const rows: Array<{ isOpen: boolean; many: number | string }> = await sql('incidentChildren as c')
    .join('incidents as i', 'i.id', 'c.childId')
    .select('i.isOpen')
    .count({ many: '*' })
    .where('c.parentId', parentId)
    .groupBy('i.isOpen');
  const of = (isOpen: boolean) => Number(rows.find((row) => Boolean(row.isOpen) === isOpen)?.many ?? 0);
  return { total: of(true) + of(false), open: of(true) };
}
