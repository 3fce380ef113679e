import { nextNumber } from '../../../db/counters.ts';
import { attempt, transact } from '../../../db/transaction.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { Problem } from '../../platform/problem.ts';
import type { NetworkMessage } from '../agents/agent-message.ts';
import { DocumentFault } from '../agents/document-fault.ts';
import { type Entry, entriesOf, numberOf, textOf } from '../agents/raw-message.ts';
import { deviceAddress, deviceDocument } from '../agents/to-network-document.ts';
import { macOf } from '../agents/to-values.ts';
import { receiveInventory } from '../receive-inventory.ts';
import type { InventoryAgentRow } from '../sources/inventory-source.ts';
import type { DiscoveredDevice, DiscoveryNetwork, DiscoveryRun } from './discovery.ts';
import {
  answeringDevices,
  countInRun,
  findDeviceAt,
  findDeviceByNumber,
  findNetwork,
  findRunByNumber,
  insertDevice,
  updateDevice,
  updateRun,
} from './discovery-store.ts';
import { planRun } from './plan-run.ts';

/** What came of a word of an appointed agent about its network. */
export interface Heard {
  outcome: string;
  assetId: string | null;
  error: string | null;
}

const nothing: Heard = { outcome: 'ignored', assetId: null, error: null };

/**
 * Takes what an appointed agent found in a network or heard from its devices. Agents say twice that they are done and may say
 * anything again: it is the same. What nobody asked this agent for is ignored.
 */
export async function receiveResults(ctx: Context, agent: InventoryAgentRow | null, message: NetworkMessage): Promise<Heard> {
  return transact(ctx, async (tx) => {
    const run = message.number > 0 ? await findRunByNumber(tx.db.sql, message.number) : null;
    if (!agent || run?.agentId !== agent.id) return { ...nothing, error: 'Nobody asked this agent to look through a network' };
    const network = await findNetwork(tx.db.sql, run.networkId);
    if (!network) return nothing;
    if (message.isStart && run.status === 'sent') await updateRun(tx.db.sql, run.id, { status: 'running' });
    if (message.addressCount && run.status !== 'done') await updateRun(tx.db.sql, run.id, { addresses: message.addressCount });
    let heard: Heard = { ...nothing, outcome: message.isEnd ? 'ended' : 'noted' };
    for (const device of message.devices.slice(0, 500)) {
      heard = run.step === 'discovery' ? await noteFound(tx, run, network, device) : await noteAnswer(tx, run, network, agent, device);
    }
    if (message.isEnd && run.status !== 'done') await endRun(tx, run, network);
    return heard;
  });
}

async function endRun(tx: Context, run: DiscoveryRun, network: DiscoveryNetwork): Promise<void> {
  await updateRun(tx.db.sql, run.id, { status: 'done', endedAt: tx.clock() });
  if (run.step !== 'discovery') return;
  const devices = await answeringDevices(tx.db.sql, network.id, run.sentAt ?? run.askedAt);
  if (devices.length > 0) await planRun(tx, network, 'query', devices.length);
}

async function noteFound(tx: Context, run: DiscoveryRun, network: DiscoveryNetwork, device: Entry): Promise<Heard> {
  const ip = deviceAddress(device);
  if (!ip) return { ...nothing, error: 'A device without an address' };
  const now = tx.clock();
  const known = await findDeviceAt(tx.db.sql, network.id, ip);
  const words = {
    mac: macOf(device, 'mac'),
    name: textOf(device, 'snmphostname', 'netbiosname'),
    dnsName: textOf(device, 'dnshostname'),
    manufacturer: textOf(device, 'manufacturer'),
    model: textOf(device, 'model'),
    deviceType: textOf(device, 'type'),
    description: textOf(device, 'description'),
    place: textOf(device, 'location'),
    credentialId: network.credentialIds[(numberOf(device, 'authsnmp') ?? 0) - 1] ?? null,
    port: numberOf(device, 'authport') ?? network.ranges.find(({ port }) => port !== null)?.port ?? null,
    lastSeenAt: now,
  };
  const isFirst = !known || known.lastSeenAt < (run.sentAt ?? run.askedAt);
  if (known) await updateDevice(tx.db.sql, known.id, words);
  else await insertDevice(tx.db.sql, { ...(await newDevice(tx, network.id, ip)), ...words });
  if (isFirst) await countInRun(tx.db.sql, run.id, { found: 1, failures: 0 });
  return { outcome: 'found', assetId: known?.assetId ?? null, error: null };
}

async function newDevice(tx: Context, networkId: string, ip: string): Promise<DiscoveredDevice> {
  const now = tx.clock();
  return {
    id: newId(),
    networkId,
    number: await nextNumber(tx.db.sql, 'discovered-device'),
    ip,
    mac: null,
    name: null,
    dnsName: null,
    manufacturer: null,
    model: null,
    deviceType: null,
    description: null,
    place: null,
    credentialId: null,
    port: null,
    assetId: null,
    firstSeenAt: now,
    lastSeenAt: now,
    queriedAt: null,
    lastError: null,
  };
}

async function noteAnswer(
  tx: Context,
  run: DiscoveryRun,
  network: DiscoveryNetwork,
  agent: InventoryAgentRow,
  device: Entry,
): Promise<Heard> {
  const fault = entriesOf(device, 'error')[0];
  const number = numberOf(fault ?? entriesOf(device, 'info')[0], 'id');
  const known = number === null ? null : await findDeviceByNumber(tx.db.sql, number);
  if (known?.networkId !== network.id) return { ...nothing, error: 'An answer of a device that nobody asked' };
  if (fault) return failed(tx, run, known, textOf(fault, 'message') ?? 'It did not answer');
  try {
    const document = deviceDocument(withAddress(device, known.ip), { name: agent.product, deviceId: `snmp-${known.id}`, agentId: null });
    const receipt = await attempt(tx, (part) => receiveInventory(part, { sourceId: agent.sourceId, document }));
    await updateDevice(tx.db.sql, known.id, { assetId: receipt.assetId, queriedAt: tx.clock(), lastSeenAt: tx.clock(), lastError: null });
    if (!known.queriedAt || known.queriedAt < (run.sentAt ?? run.askedAt)) await countInRun(tx.db.sql, run.id, { found: 1, failures: 0 });
    return { outcome: receipt.outcome, assetId: receipt.assetId, error: null };
  } catch (error) {
    if (!(error instanceof DocumentFault) && !(error instanceof Problem && error.status < 500)) throw error;
    return failed(tx, run, known, error.message);
  }
}

/** A device may not say under which address it was asked. */
function withAddress(device: Entry, ip: string): Entry {
  const info = entriesOf(device, 'info')[0] ?? {};
  return 'ips' in info ? device : { ...device, info: { ...info, ips: { ip } } };
}

async function failed(tx: Context, run: DiscoveryRun, device: DiscoveredDevice, message: string): Promise<Heard> {
  await updateDevice(tx.db.sql, device.id, { lastError: message.slice(0, 500) });
  await countInRun(tx.db.sql, run.id, { found: 0, failures: 1 });
  return { outcome: 'noAnswer', assetId: device.assetId, error: message.slice(0, 500) };
}
