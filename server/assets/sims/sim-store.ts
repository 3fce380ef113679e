import type { Sql } from '../../../db/connection.ts';
import { afterCursor, toPage } from '../../platform/keyset.ts';
import type { FieldChange } from '../asset-view.ts';
import type { Placement, Sim, SimStatus } from './sim.ts';

export interface SimEvent {
  id: string;
  simId: string;
  kind: 'registered' | 'changed' | 'placed' | 'taken' | 'secret_read';
  actorId: string | null;
  actorName: string;
  happenedAt: Date;
  note: string | null;
  changes: FieldChange[];
}

/** The card with this id or number, or null. */
export async function findSim(sql: Sql, idOrIccid: string): Promise<Sim | null> {
  return (await sql('simCards').where({ id: idOrIccid }).orWhere({ iccid: idOrIccid }).first()) ?? null;
}

/** The cards with these numbers. */
export const findSims = async (sql: Sql, iccids: string[]): Promise<Sim[]> =>
  iccids.length === 0 ? [] : sql('simCards').whereIn('iccid', iccids);

/** The cards that are in these assets. */
export async function simsIn(sql: Sql, assetIds: string[]): Promise<Sim[]> {
  const found: Sim[] = [];
  for (let start = 0; start < assetIds.length; start += 500) {
    found.push(
      ...(await sql('simCards')
        .whereIn('assetId', assetIds.slice(start, start + 500))
        .orderBy('iccid')),
    );
  }
  return found;
}

export async function insertSim(tx: Sql, sim: Sim): Promise<void> {
  await tx('simCards').insert(sim);
}

/** Changes a card that still has the version before; answers false when somebody was faster. */
export async function updateSim(tx: Sql, { id, createdAt: _, ...sim }: Sim): Promise<boolean> {
  const count = await tx('simCards')
    .where({ id, version: sim.version - 1 })
    .update(sim);
  return count === 1;
}

export async function deleteSim(tx: Sql, id: string): Promise<void> {
  await tx('simCards').where({ id }).delete();
}

/** A page of cards by their number. */
export async function listSims(
  sql: Sql,
  query: { limit: number; cursor?: string | undefined; q?: string | undefined; status?: SimStatus | undefined },
): Promise<{ items: Sim[]; nextCursor: string | null }> {
  const rows = sql('simCards')
    .select('*')
    .limit(query.limit + 1);
  if (query.status) rows.where({ status: query.status });
  const digits = query.q?.replace(/[^\d+]/g, '');
  if (query.q && !digits) rows.where({ carrier: query.q });
  if (digits) rows.where((any) => any.where('iccid', 'like', `${digits}%`).orWhere('lineNumber', 'like', `${digits}%`));
  const order = [
    { column: 'iccid', direction: 'asc' as const },
    { column: 'id', direction: 'asc' as const },
  ];
  return toPage((await afterCursor(rows, order, query.cursor)) as Sim[], query.limit, (sim) => [sim.iccid, sim.id]);
}

export async function insertPlacement(tx: Sql, placement: Placement): Promise<void> {
  await tx('simPlacements').insert(placement);
}

/** Ends the stay of a card where it is. */
export async function endPlacement(tx: Sql, simId: string, takenAt: Date, takenBy: string): Promise<void> {
  await tx('simPlacements').where({ simId }).whereNull('takenAt').update({ takenAt, takenBy });
}

/** Where a card was, or what was in an asset, the latest first. */
export async function listPlacements(sql: Sql, of: { simId: string } | { assetId: string }): Promise<Placement[]> {
  return sql('simPlacements')
    .where(of)
    .orderBy([
      { column: 'placedAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(200);
}

/** Appends to the history of a card. */
export async function insertSimEvent(tx: Sql, { changes, ...event }: SimEvent): Promise<void> {
  await tx('simEvents').insert({ ...event, changesJson: JSON.stringify(changes) });
}

/** What happened to a card, the latest first. */
export async function listSimEvents(sql: Sql, simId: string): Promise<SimEvent[]> {
  return sql('simEvents')
    .where({ simId })
    .orderBy([
      { column: 'happenedAt', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(200);
}
