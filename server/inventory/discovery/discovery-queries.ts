import { assetRefs } from '../../assets/asset-queries.ts';
import { locationRefs } from '../../people/location-queries.ts';
import type { Context } from '../../platform/context.ts';
import { findAgent } from '../sources/agent-store.ts';
import { addressesOf, type DiscoveryNetwork, type DiscoveryRun, type SnmpCredential } from './discovery.ts';
import type { CredentialAnswer, DeviceAnswer, NetworkAnswer, RunAnswer } from './discovery-schemas.ts';
import { listCredentials, listDevices, listNetworks, listRuns } from './discovery-store.ts';

/** A credential as the API tells of it: never with its secrets. */
export const credentialAnswerOf = ({ secretsSealed, ...credential }: SnmpCredential): CredentialAnswer => credential;

/** Every credential by name. */
export const readCredentials = async (ctx: Context): Promise<CredentialAnswer[]> =>
  (await listCredentials(ctx.db.sql)).map(credentialAnswerOf);

/** A run as the API tells of it. */
export const runAnswerOf = ({ networkId, number, agentId, ...run }: DiscoveryRun): RunAnswer => run;

/** Networks with their agents and last runs. */
export async function networkAnswers(ctx: Context, networks: DiscoveryNetwork[]): Promise<NetworkAnswer[]> {
  const { sql } = ctx.db;
  const credentials = new Map((await listCredentials(sql)).map(({ id, name }) => [id, { id, name }]));
  const locations = await locationRefs(
    sql,
    networks.map(({ locationId }) => locationId),
  );
  return Promise.all(
    networks.map(async ({ agentId, locationId, credentialIds, ...network }) => {
      const agent = agentId ? await findAgent(sql, agentId) : null;
      const [lastRun] = (await listRuns(sql, network.id, { limit: 1 })).items;
      return {
        ...network,
        agent: agent && { id: agent.id, name: agent.name, deviceId: agent.deviceId, lastContactAt: agent.lastContactAt },
        location: (locationId && locations.get(locationId)) || null,
        addressCount: network.ranges.reduce((sum, range) => sum + (addressesOf(range) ?? 0), 0),
        credentials: credentialIds.flatMap((id) => credentials.get(id) ?? []),
        lastRun: lastRun ? runAnswerOf(lastRun) : null,
      };
    }),
  );
}

/** One network as the API tells of it. */
export const networkAnswerOf = async (ctx: Context, network: DiscoveryNetwork): Promise<NetworkAnswer> =>
  (await networkAnswers(ctx, [network]))[0] as NetworkAnswer;

/** Every network by name. */
export const readNetworks = async (ctx: Context): Promise<NetworkAnswer[]> => networkAnswers(ctx, await listNetworks(ctx.db.sql));

type Page = { limit: number; cursor?: string | undefined };

/** What was found in a network. */
export async function readDevices(
  ctx: Context,
  networkId: string,
  query: Page,
): Promise<{ items: DeviceAnswer[]; nextCursor: string | null }> {
  const { items, nextCursor } = await listDevices(ctx.db.sql, networkId, query);
  const assets = await assetRefs(
    ctx.db.sql,
    items.map(({ assetId }) => assetId),
  );
  return {
    items: items.map(({ networkId: _, number, credentialId, port, assetId, ...device }) => {
      const asset = assetId ? assets.get(assetId) : undefined;
      return { ...device, answersSnmp: credentialId !== null, asset: asset ? { id: asset.id, tag: asset.tag, name: asset.name } : null };
    }),
    nextCursor,
  };
}
