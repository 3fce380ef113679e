import type { Asset } from '../../assets/asset.ts';
import { assetRefs } from '../../assets/asset-queries.ts';
import { findAssetsById } from '../../assets/asset-rows-queries.ts';
import { loadAsset } from '../../assets/write-asset.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { afterCursor, type SortColumn, toPage } from '../../platform/keyset.ts';
import { fingerprintsOfAsset } from '../reconcile/fingerprint-store.ts';
import { mergedAway } from '../reconcile/merge-store.ts';
import { sourceNames } from '../sources/source-names.ts';
import { type AgentField, agentFields, isOfAgent, isSameValue, registerValues } from './agent-values.ts';
import type { FactsAnswer } from './facts-schemas.ts';
import { findMachine, type Machine, sectionsOf } from './machine-store.ts';

/** What agents found of an asset, and of each value of its record whose word it is. */
export async function readFacts(ctx: Context, actor: Actor, idOrTag: string): Promise<FactsAnswer> {
  const { sql } = ctx.db;
  const asset = await loadAsset(ctx, actor, idOrTag);
  const machine = await findMachine(sql, asset.id);
  const away = (await mergedAway(sql, [asset.id])).get(asset.id);
  const names = await sourceNames(sql, [machine?.sourceId, ...Object.values(machine?.said ?? {}).map(({ sourceId }) => sourceId)]);
  const sections = machine ? (await sectionsOf(sql, machine.id)).filter(({ name }) => name !== 'software') : [];
  return {
    agent: machine && agentAnswer(machine, names),
    values: machine ? agentFields.map((field) => sourced(asset, machine, field, names)) : [],
    sections: sections.map(({ name, body, saidAt }) => ({ name, items: body as FactsAnswer['sections'][number]['items'], saidAt })),
    fingerprints: (await fingerprintsOfAsset(sql, asset.id)).map(({ id, identity, agentName, isPinned, firstSeenAt }) => ({
      id,
      words: identity,
      agentName,
      isPinned,
      firstSeenAt,
    })),
    joinedInto: (away && (await assetRefs(sql, [away])).get(away)) || null,
  };
}

const sourceRef = (id: string | null | undefined, names: Map<string, string>) => (id ? { id, name: names.get(id) ?? '' } : null);

function agentAnswer(machine: Machine, names: Map<string, string>): FactsAnswer['agent'] {
  const { agentName, deviceId, sourceId, firstContactAt, lastContactAt, lastFullAt, changedAt, isStub } = machine;
  return { name: agentName, deviceId, source: sourceRef(sourceId, names), firstContactAt, lastContactAt, lastFullAt, changedAt, isStub };
}

function sourced(asset: Asset, machine: Machine, field: AgentField, names: Map<string, string>): FactsAnswer['values'][number] {
  const value = registerValues(asset)[field];
  const saying = machine.said[field];
  const isAgents = isOfAgent(field, value, machine.written);
  return {
    field,
    value,
    owner: isAgents ? 'agent' : 'person',
    agentValue: saying?.value ?? null,
    saidAt: saying?.at ?? null,
    source: sourceRef(saying?.sourceId, names),
    differs: saying !== undefined && !isSameValue(field, value, saying.value),
  };
}

const byMachine: SortColumn[] = [{ column: 'id', direction: 'asc' }];

/** Records in which a person's word stands against the agent's. */
export async function listDifferences(ctx: Context, range: { limit: number; cursor?: string | undefined; field?: AgentField | undefined }) {
  const query = ctx.db
    .sql('inventoryMachines')
    .select('*')
    .whereNotNull('assetId')
    .where('differs', '>', '')
    .limit(range.limit + 1);
  const rows: Machine[] = await afterCursor(query, byMachine, range.cursor);
  const page = toPage(rows, range.limit, (row) => [row.id]);
  const assets = new Map(
    (
      await findAssetsById(
        ctx.db.sql,
        page.items.map(({ assetId }) => assetId as string),
      )
    ).map((asset) => [asset.id, asset]),
  );
  const items = page.items.flatMap((machine) => {
    const asset = assets.get(machine.assetId as string);
    if (!asset) return [];
    const differences = agentFields
      .filter((field) => !range.field || field === range.field)
      .map((field) => sourced(asset, machine, field, new Map()))
      .filter(({ differs }) => differs)
      .map(({ field, value, agentValue, saidAt }) => ({ field, value, agentValue, saidAt }));
    const { id, tag, name, kind, status } = asset;
    return differences.length > 0 ? [{ asset: { id, tag, name, kind, status }, differences, lastContactAt: machine.lastContactAt }] : [];
  });
  return { items, nextCursor: page.nextCursor };
}
