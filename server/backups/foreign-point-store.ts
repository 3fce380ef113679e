import type { Sql } from '../../db/connection.ts';

/** Something in a repository that no run of ours made. */
export interface ForeignPoint {
  repositoryId: string;
  ref: string;
  takenAt: Date;
  foundAt: Date;
  acceptedAt: Date | null;
  acceptedById: string | null;
  goneAt: Date | null;
}

/** Those that are there, the newest first; 500 at the most. */
export async function foreignPointsOf(sql: Sql, repositoryId: string): Promise<ForeignPoint[]> {
  return sql('backupForeignPoints')
    .where({ repositoryId })
    .whereNull('goneAt')
    .orderBy([
      { column: 'takenAt', order: 'desc' },
      { column: 'ref', order: 'desc' },
    ])
    .limit(500);
}

/** How many nobody has accepted, for each repository that has any. */
export async function countForeign(sql: Sql): Promise<Map<string, number>> {
  const rows: Array<{ repositoryId: string; count: number }> = await sql('backupForeignPoints')
    .select('repositoryId')
    .count({ count: '*' })
    .whereNull('goneAt')
    .whereNull('acceptedAt')
    .groupBy('repositoryId');
  return new Map(rows.map(({ repositoryId, count }) => [repositoryId, Number(count)]));
}

/** Keeps one that is new; false when it was known. */
export async function insertForeign(tx: Sql, point: Pick<ForeignPoint, 'repositoryId' | 'ref' | 'takenAt' | 'foundAt'>): Promise<boolean> {
  const { repositoryId, ref } = point;
  const known = await tx('backupForeignPoints').where({ repositoryId, ref }).first();
  if (!known) await tx('backupForeignPoints').insert(point);
  else if (known.goneAt) await tx('backupForeignPoints').where({ repositoryId, ref }).update({ goneAt: null, foundAt: point.foundAt });
  return !known || known.goneAt !== null;
}

export async function updateForeign(tx: Sql, repositoryId: string, ref: string, fields: Partial<ForeignPoint>): Promise<number> {
  return tx('backupForeignPoints').where({ repositoryId, ref }).whereNull('goneAt').update(fields);
}
