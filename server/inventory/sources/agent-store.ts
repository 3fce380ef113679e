import type { Sql } from '../../../db/connection.ts';
import { afterCursor, toPage } from '../../platform/keyset.ts';
import type { InventoryAgentRow } from './inventory-source.ts';

export async function findAgent(sql: Sql, id: string): Promise<InventoryAgentRow | null> {
  return (await sql('inventoryAgents').where({ id }).first()) ?? null;
}

export async function findAgentByDevice(sql: Sql, sourceId: string, deviceId: string): Promise<InventoryAgentRow | null> {
  return (await sql('inventoryAgents').where({ sourceId, deviceId }).first()) ?? null;
}

/** The agents of these devices of any sources. */
export async function agentsOfDevices(sql: Sql, deviceIds: string[]): Promise<InventoryAgentRow[]> {
  return sql('inventoryAgents').whereIn('deviceId', deviceIds);
}

/** Keeps an agent unless it is known; another process may have been faster. */
export async function insertAgent(tx: Sql, agent: InventoryAgentRow): Promise<void> {
  await tx('inventoryAgents').insert(agent).onConflict(['sourceId', 'deviceId']).ignore();
}

export async function updateAgent(tx: Sql, id: string, changes: Partial<InventoryAgentRow>): Promise<void> {
  await tx('inventoryAgents').where({ id }).update(changes);
}

/** Agents, the last to come first. */
export async function listAgents(
  sql: Sql,
  filter: {
    sourceId?: string | undefined;
    assetId?: string | undefined;
    lateSince?: Date | undefined;
    limit: number;
    cursor?: string | undefined;
  },
): Promise<{ items: InventoryAgentRow[]; nextCursor: string | null }> {
  const query = sql('inventoryAgents').limit(filter.limit + 1);
  if (filter.sourceId) query.where({ sourceId: filter.sourceId });
  if (filter.assetId) query.where({ assetId: filter.assetId });
  if (filter.lateSince) query.where('nextContactBy', '<', filter.lateSince);
  const order = [
    { column: 'lastContactAt', direction: 'desc' as const },
    { column: 'id', direction: 'desc' as const },
  ];
  afterCursor(query, order, filter.cursor);
  return toPage((await query) as InventoryAgentRow[], filter.limit, ({ lastContactAt, id }) => [lastContactAt, id]);
}

/** How many agents a source has, up to a bound, and when the last one came. */
export async function agentsOfSource(sql: Sql, sourceId: string, most: number): Promise<{ count: number; lastContactAt: Date | null }> {
  const ids = await sql('inventoryAgents').select('id').where({ sourceId }).limit(most);
  const last = await sql('inventoryAgents').select('lastContactAt').where({ sourceId }).orderBy('lastContactAt', 'desc').first();
  return { count: ids.length, lastContactAt: last?.lastContactAt ?? null };
}

/** Forgets an agent; what it brought stays. */
export async function deleteAgent(tx: Sql, id: string): Promise<boolean> {
  return (await tx('inventoryAgents').where({ id }).delete()) === 1;
}
