import type { z } from 'zod';
import { transact } from '../../../db/transaction.ts';
import { recordAudit } from '../../auth/audit.ts';
import { findLocation } from '../../people/location-queries.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalid, notFound, Problem } from '../../platform/problem.ts';
import { agentsOfSource, findAgent } from '../sources/agent-store.ts';
import { knownSource } from '../sources/save-source.ts';
import { reserveSource } from '../sources/source-store.ts';
import { addressesOf, type DiscoveryNetwork, mostAddresses } from './discovery.ts';
import type { networkChanges, newNetwork } from './discovery-schemas.ts';
import {
  deleteNetwork,
  findNetwork,
  insertNetwork,
  listCredentials,
  listNetworks,
  networksOfAgent,
  updateNetwork,
} from './discovery-store.ts';

/** Adds a network; its agent is appointed, which reserves the agent's source for it alone. */
export async function addNetwork(ctx: Context, actor: Actor, input: z.output<typeof newNetwork>): Promise<DiscoveryNetwork> {
  return transact(ctx, async (tx) => {
    await checkReferences(tx, null, input);
    const now = tx.clock();
    const nextRunAt = input.every !== null && input.isActive ? now : null;
    const network: DiscoveryNetwork = { ...input, id: newId(), nextRunAt, version: 1, createdAt: now };
    if (network.agentId) await appoint(tx, actor, network.agentId);
    await insertNetwork(tx.db.sql, network);
    await audit(tx, actor, 'discoveryNetwork.added', network.id, input);
    return network;
  });
}

/** Changes a network. 412 when `ifMatch` is not the present version. */
export async function changeNetwork(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof networkChanges>,
  ifMatch: number | null,
): Promise<DiscoveryNetwork> {
  return transact(ctx, async (tx) => {
    const before = await knownNetwork(tx, id);
    const { version } = before;
    if (ifMatch !== null && ifMatch !== version) throw new Problem('version_mismatch', undefined, { extra: { version } });
    await checkReferences(tx, id, changes);
    const after: DiscoveryNetwork = { ...before, ...changes };
    if (after.agentId && after.agentId !== before.agentId) await appoint(tx, actor, after.agentId);
    const nextRunAt = after.every === null || !after.isActive ? null : (before.nextRunAt ?? tx.clock());
    if (!(await updateNetwork(tx.db.sql, id, version, { ...changes, nextRunAt }))) throw new Problem('version_mismatch');
    if (before.agentId && before.agentId !== after.agentId) await release(tx, before.agentId);
    await audit(tx, actor, 'discoveryNetwork.changed', id, changes);
    return { ...after, nextRunAt, version: version + 1 };
  });
}

/** Takes a network away with what was found in it; the assets stay. */
export async function removeNetwork(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { name, agentId } = await knownNetwork(tx, id);
    await deleteNetwork(tx.db.sql, id);
    if (agentId) await release(tx, agentId);
    await audit(tx, actor, 'discoveryNetwork.removed', id, { name });
  });
}

/** The network with this id, or a 404. */
export async function knownNetwork(tx: Context, id: string): Promise<DiscoveryNetwork> {
  const network = await findNetwork(tx.db.sql, id);
  if (!network) throw notFound('network');
  return network;
}

/**
 * Trusts an agent with the secrets of a network. Whoever holds its credential is told them, so the credential must be its
 * alone, and no other machine is let in with it from now on.
 */
async function appoint(tx: Context, actor: Actor, agentId: string): Promise<void> {
  const agent = await findAgent(tx.db.sql, agentId);
  if (!agent) throw invalid('/agentId', 'There is no such agent');
  const source = await knownSource(tx, agent.sourceId);
  const { count } = await agentsOfSource(tx.db.sql, source.id, 2);
  if (count > 1) throw invalid('/agentId', `Other agents share its credential ${source.username}; give it a source of its own first`);
  if (source.reservedFor === agent.deviceId) return;
  await reserveSource(tx.db.sql, source.id, agent.deviceId);
  await recordAudit(tx, actor, {
    action: 'inventoryAgent.appointed',
    subjectType: 'inventoryAgent',
    subjectId: agentId,
    detail: { deviceId: agent.deviceId, source: source.name },
  });
}

/** An agent that looks through no network any more shares its credential again, if somebody likes. */
async function release(tx: Context, agentId: string): Promise<void> {
  const agent = await findAgent(tx.db.sql, agentId);
  if (!agent || (await networksOfAgent(tx.db.sql, agentId)).length > 0) return;
  await reserveSource(tx.db.sql, agent.sourceId, null);
}

async function checkReferences(
  tx: Context,
  id: string | null,
  input: { name?: string; locationId?: string | null; credentialIds?: string[]; ranges?: Array<{ from: string; to: string }> },
): Promise<void> {
  const { sql } = tx.db;
  if (input.name !== undefined && (await listNetworks(sql)).some((other) => other.id !== id && other.name === input.name))
    throw invalid('/name', 'There is a network of this name already');
  if (input.locationId && !(await findLocation(sql, input.locationId))) throw invalid('/locationId', 'There is no such location');
  const credentials = new Set((await listCredentials(sql)).map((credential) => credential.id));
  input.credentialIds?.forEach((credentialId, index) => {
    if (!credentials.has(credentialId)) throw invalid(`/credentialIds/${index}`, 'There is no such credential');
  });
  let total = 0;
  input.ranges?.forEach((range, index) => {
    const count = addressesOf(range);
    if (count === null) throw invalid(`/ranges/${index}/to`, 'The last address comes before the first');
    total += count;
  });
  if (total > mostAddresses) throw invalid('/ranges', 'These are more than 65,536 addresses');
}

const audit = (tx: Context, actor: Actor, action: string, subjectId: string, detail: Record<string, unknown>): Promise<void> =>
  recordAudit(tx, actor, { action, subjectType: 'discoveryNetwork', subjectId, detail });
