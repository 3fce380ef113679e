import type { z } from 'zod';
import { assetRefs } from '../../assets/asset-queries.ts';
import { locationRefs } from '../../people/location-queries.ts';
import type { Context } from '../../platform/context.ts';
import { agentsOfSource, listAgents } from './agent-store.ts';
import type { InventorySource } from './inventory-source.ts';
import type { AgentAnswer, agentQuery, SourceAnswer } from './source-schemas.ts';
import { listSources } from './source-store.ts';

const most = 1000;

/** Sources as the API tells of them: never with their password. */
export async function sourceAnswers(ctx: Context, sources: InventorySource[]): Promise<SourceAnswer[]> {
  const { sql } = ctx.db;
  const locations = await locationRefs(
    sql,
    sources.map(({ locationId }) => locationId),
  );
  return Promise.all(
    sources.map(async ({ locationId, passwordHash, ...source }) => {
      const { count, lastContactAt } = await agentsOfSource(sql, source.id, most);
      return { ...source, location: (locationId && locations.get(locationId)) || null, agentCount: count, lastContactAt };
    }),
  );
}

/** One source as the API tells of it. */
export const sourceAnswerOf = async (ctx: Context, source: InventorySource): Promise<SourceAnswer> =>
  (await sourceAnswers(ctx, [source]))[0] as SourceAnswer;

/** Every source by name. */
export const readSources = async (ctx: Context): Promise<SourceAnswer[]> => sourceAnswers(ctx, await listSources(ctx.db.sql));

/** Agents with their machines, the last to come first. */
export async function readAgents(
  ctx: Context,
  { isLate, ...filter }: z.output<typeof agentQuery>,
): Promise<{ items: AgentAnswer[]; nextCursor: string | null }> {
  const { sql } = ctx.db;
  const now = ctx.clock();
  const found = await listAgents(sql, { ...filter, lateSince: isLate ? now : undefined });
  const assets = await assetRefs(
    sql,
    found.items.map(({ assetId }) => assetId),
  );
  const names = new Map((await listSources(sql)).map(({ id, name }) => [id, name]));
  const items = found.items.map(({ sourceId, assetId, full, agentUuid, tag, ...agent }) => {
    const asset = assetId ? assets.get(assetId) : undefined;
    return {
      ...agent,
      source: { id: sourceId, name: names.get(sourceId) ?? '' },
      asset: asset ? { id: asset.id, tag: asset.tag, name: asset.name } : null,
      isFullWanted: full !== 'had',
      isLate: agent.nextContactBy !== null && agent.nextContactBy < now,
    };
  });
  return { items, nextCursor: found.nextCursor };
}
