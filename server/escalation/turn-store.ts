import type { Sql } from '../../db/connection.ts';

/** When each of these persons last had their turn in a circle; who never had one is left out. */
export async function lastTurns(sql: Sql, circle: string, personIds: readonly string[]): Promise<Map<string, Date>> {
  const rows: Array<{ personId: string; turnedAt: Date }> = await sql('escalationTurns')
    .where({ circle })
    .whereIn('personId', [...personIds]);
  return new Map(rows.map(({ personId, turnedAt }) => [personId, turnedAt]));
}

/** Notes that somebody has had their turn. */
export async function recordTurn(tx: Sql, circle: string, personId: string, turnedAt: Date): Promise<void> {
  await tx('escalationTurns').insert({ circle, personId, turnedAt }).onConflict(['circle', 'personId']).merge();
}
