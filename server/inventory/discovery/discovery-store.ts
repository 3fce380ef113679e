import type { Sql } from '../../../db/connection.ts';
import { afterCursor, toPage } from '../../platform/keyset.ts';
import type { DiscoveredDevice, DiscoveryNetwork, DiscoveryRun, SnmpCredential } from './discovery.ts';

export async function insertCredential(tx: Sql, credential: SnmpCredential): Promise<void> {
  await tx('snmpCredentials').insert(credential);
}

/** Every credential by name. */
export async function listCredentials(sql: Sql): Promise<SnmpCredential[]> {
  return sql('snmpCredentials').orderBy('name').limit(500);
}

export async function updateCredential(tx: Sql, id: string, version: number, changes: Partial<SnmpCredential>): Promise<boolean> {
  const count = await tx('snmpCredentials')
    .where({ id, version })
    .update({ ...changes, version: version + 1 });
  return count === 1;
}

export async function deleteCredential(tx: Sql, id: string): Promise<boolean> {
  return (await tx('snmpCredentials').where({ id }).delete()) === 1;
}

const written = ({ ranges, credentialIds, ...row }: Partial<DiscoveryNetwork>): Record<string, unknown> => ({
  ...row,
  ...(ranges && { rangesJson: JSON.stringify(ranges) }),
  ...(credentialIds && { credentialIdsJson: JSON.stringify(credentialIds) }),
});

export async function insertNetwork(tx: Sql, network: DiscoveryNetwork): Promise<void> {
  await tx('discoveryNetworks').insert(written(network));
}

/** Every network by name. */
export async function listNetworks(sql: Sql): Promise<DiscoveryNetwork[]> {
  return sql('discoveryNetworks').orderBy('name').limit(500);
}

export async function findNetwork(sql: Sql, id: string): Promise<DiscoveryNetwork | null> {
  return (await sql('discoveryNetworks').where({ id }).first()) ?? null;
}

/** The networks that this agent is appointed for. */
export async function networksOfAgent(sql: Sql, agentId: string): Promise<DiscoveryNetwork[]> {
  return sql('discoveryNetworks').where({ agentId }).orderBy('id').limit(100);
}

/** Changes what people set; answers false when somebody was faster. */
export async function updateNetwork(tx: Sql, id: string, version: number, changes: Partial<DiscoveryNetwork>): Promise<boolean> {
  const count = await tx('discoveryNetworks')
    .where({ id, version })
    .update({ ...written(changes), version: version + 1 });
  return count === 1;
}

/** Notes when it is looked through next, which is no edit. */
export async function scheduleNetwork(tx: Sql, id: string, nextRunAt: Date | null): Promise<void> {
  await tx('discoveryNetworks').where({ id }).update({ nextRunAt });
}

export async function deleteNetwork(tx: Sql, id: string): Promise<boolean> {
  return (await tx('discoveryNetworks').where({ id }).delete()) === 1;
}

export async function insertRun(tx: Sql, run: DiscoveryRun): Promise<void> {
  await tx('discoveryRuns').insert(run);
}

export async function updateRun(tx: Sql, id: string, changes: Partial<DiscoveryRun>): Promise<void> {
  await tx('discoveryRuns').where({ id }).update(changes);
}

/** Adds to what a run found and to what did not answer. */
export async function countInRun(tx: Sql, id: string, { found, failures }: Pick<DiscoveryRun, 'found' | 'failures'>): Promise<void> {
  await tx('discoveryRuns')
    .where({ id })
    .update({ found: tx.raw('found + ?', [found]), failures: tx.raw('failures + ?', [failures]) });
}

export async function findRunByNumber(tx: Sql, number: number): Promise<DiscoveryRun | null> {
  return (await tx('discoveryRuns').where({ number }).forUpdate().first()) ?? null;
}

/** Runs that are not over, of an agent or of a network. */
export async function openRuns(sql: Sql, of: { agentId: string } | { networkId: string }): Promise<DiscoveryRun[]> {
  return sql('discoveryRuns').where(of).whereIn('status', ['planned', 'sent', 'running']).orderBy('id').limit(100);
}

/** Runs that were handed out before an instant and are not over. */
export async function overdueRuns(sql: Sql, before: Date, limit: number): Promise<DiscoveryRun[]> {
  return sql('discoveryRuns').whereIn('status', ['sent', 'running']).where('sentAt', '<', before).orderBy('id').limit(limit);
}

/** The runs of a network, the latest first. */
export async function listRuns(
  sql: Sql,
  networkId: string,
  filter: { limit: number; cursor?: string | undefined },
): Promise<{ items: DiscoveryRun[]; nextCursor: string | null }> {
  const query = sql('discoveryRuns')
    .where({ networkId })
    .limit(filter.limit + 1);
  afterCursor(query, [{ column: 'id', direction: 'desc' }], filter.cursor);
  return toPage((await query) as DiscoveryRun[], filter.limit, ({ id }) => [id]);
}

export async function findDeviceAt(sql: Sql, networkId: string, ip: string): Promise<DiscoveredDevice | null> {
  return (await sql('discoveredDevices').where({ networkId, ip }).first()) ?? null;
}

export async function findDeviceByNumber(sql: Sql, number: number): Promise<DiscoveredDevice | null> {
  return (await sql('discoveredDevices').where({ number }).first()) ?? null;
}

export async function insertDevice(tx: Sql, device: DiscoveredDevice): Promise<void> {
  await tx('discoveredDevices').insert(device);
}

export async function updateDevice(tx: Sql, id: string, changes: Partial<DiscoveredDevice>): Promise<void> {
  await tx('discoveredDevices').where({ id }).update(changes);
}

/** Devices of a network that answered SNMP and were seen since an instant. */
export async function answeringDevices(sql: Sql, networkId: string, since: Date): Promise<DiscoveredDevice[]> {
  return sql('discoveredDevices')
    .where({ networkId })
    .whereNotNull('credentialId')
    .where('lastSeenAt', '>=', since)
    .orderBy('number')
    .limit(2000);
}

/** What was found in a network, by the order in which it was first seen. */
export async function listDevices(
  sql: Sql,
  networkId: string,
  filter: { limit: number; cursor?: string | undefined },
): Promise<{ items: DiscoveredDevice[]; nextCursor: string | null }> {
  const query = sql('discoveredDevices')
    .where({ networkId })
    .limit(filter.limit + 1);
  afterCursor(query, [{ column: 'number', direction: 'asc' }], filter.cursor);
  return toPage((await query) as DiscoveredDevice[], filter.limit, ({ number }) => [number]);
}
