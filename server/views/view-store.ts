import type { Sql } from '../../db/connection.ts';
import type { Placement, View, ViewSubject } from './view.ts';

function columnsOf({ filters, columns, ...rest }: Partial<View>): object {
  return {
    ...rest,
    ...(filters && { filtersJson: JSON.stringify(filters) }),
    ...(columns && { columnsJson: JSON.stringify(columns) }),
  };
}

export async function insertView(tx: Sql, view: View): Promise<void> {
  await tx('views').insert(columnsOf(view));
}

/** Changes a view that still has this version; answers false when somebody was faster. */
export async function updateView(tx: Sql, id: string, version: number, changes: Partial<View>): Promise<boolean> {
  return (await tx('views').where({ id, version }).update(columnsOf(changes))) === 1;
}

export async function deleteView(tx: Sql, id: string): Promise<void> {
  await tx('views').where({ id }).delete();
}

export async function findView(sql: Sql, id: string): Promise<View | null> {
  return (await sql('views').where({ id }).first()) ?? null;
}

/** Everything that a member of these groups may see: their own, their groups' and everybody's. `null`: any group's. */
export async function viewsFor(
  sql: Sql,
  subject: ViewSubject,
  personId: string,
  supportGroupIds: readonly string[] | null,
): Promise<View[]> {
  return sql('views')
    .where({ subject })
    .where((any) => {
      any.where({ ownerId: personId }).orWhere({ visibility: 'all' });
      if (supportGroupIds === null) any.orWhere({ visibility: 'group' });
      else any.orWhere((group) => group.where({ visibility: 'group' }).whereIn('supportGroupId', [...supportGroupIds]));
    });
}

export async function countViewsOf(sql: Sql, ownerId: string): Promise<number> {
  const [row] = await sql('views').where({ ownerId }).count({ count: '*' });
  return Number(row?.count ?? 0);
}

export async function findPlacements(sql: Sql, personId: string): Promise<Placement[]> {
  return (await sql('viewSidebars').where({ personId }).first())?.layout ?? [];
}

export async function savePlacements(tx: Sql, personId: string, layout: Placement[], updatedAt: Date): Promise<void> {
  await tx('viewSidebars')
    .insert({ personId, layoutJson: JSON.stringify(layout), version: 1, updatedAt })
    .onConflict('personId')
    .merge({ layoutJson: JSON.stringify(layout), updatedAt, version: tx.raw('view_sidebars.version + 1') });
}
