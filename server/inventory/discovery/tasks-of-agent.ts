import { transact } from '../../../db/transaction.ts';
import type { Context } from '../../platform/context.ts';
import { durationMs } from '../../platform/duration.ts';
import type { AgentCaller } from '../agents/agent-caller.ts';
import { escapeXml } from '../agents/agent-reply.ts';
import { type NetworkTasks, noTasks } from '../agents/network-tasks.ts';
import type { InventoryAgentRow } from '../sources/inventory-source.ts';
import type { DiscoveryNetwork, DiscoveryRun, SnmpCredential, SnmpSecrets } from './discovery.ts';
import {
  answeringDevices,
  findNetwork,
  listCredentials,
  networksOfAgent,
  openRuns,
  scheduleNetwork,
  updateRun,
} from './discovery-store.ts';
import { planRun } from './plan-run.ts';
import { secretsOf } from './save-credential.ts';

/** How recently a device must have been seen to be asked. */
const freshMs = 7 * 86_400_000;

/**
 * What an appointed agent is to do in its networks now: what is planned and what is due. The answer carries the secrets of the
 * network, so it is given to that agent alone and where nobody can read it on its way. `isHandedOut` is false for a
 * first look: then nothing is marked as sent, and no secret is in it.
 */
export async function tasksOf(
  ctx: Context,
  caller: AgentCaller,
  agent: InventoryAgentRow | null,
  isHandedOut: boolean,
): Promise<NetworkTasks> {
  if (!agent || caller.source.reservedFor !== agent.deviceId) return noTasks;
  await planDue(ctx, agent.id);
  const open = await openRuns(ctx.db.sql, { agentId: agent.id });
  if (open.length === 0) return noTasks;
  const planned = open.filter(({ status }) => status === 'planned');
  // Somebody waits for what comes next: the agent is to come soon.
  if (planned.length === 0) return { ...noTasks, isUnderWay: true };
  if (!caller.isPrivate) return { ...noTasks, isUnderWay: true, error: 'There is work in its network, but it came without encryption' };
  if (!isHandedOut) return { options: '', count: planned.length, isUnderWay: true, error: null };
  return transact(ctx, async (tx) => {
    const parts = [];
    for (const run of planned) parts.push(await handOut(tx, run));
    return { options: parts.join(''), count: planned.length, isUnderWay: true, error: null };
  });
}

async function planDue(ctx: Context, agentId: string): Promise<void> {
  const now = ctx.clock();
  const due = (await networksOfAgent(ctx.db.sql, agentId)).filter(({ isActive, nextRunAt }) => isActive && nextRunAt && nextRunAt <= now);
  if (due.length === 0) return;
  await transact(ctx, async (tx) => {
    for (const network of due) {
      await scheduleNetwork(tx.db.sql, network.id, new Date(now.getTime() + (durationMs(network.every ?? 'P7D') ?? 0)));
      if ((await openRuns(tx.db.sql, { networkId: network.id })).length === 0) await planRun(tx, network, 'discovery');
    }
  });
}

async function handOut(tx: Context, run: DiscoveryRun): Promise<string> {
  const now = tx.clock();
  const network = (await findNetwork(tx.db.sql, run.networkId)) as DiscoveryNetwork;
  await updateRun(tx.db.sql, run.id, { status: 'sent', sentAt: now });
  const all = await listCredentials(tx.db.sql);
  const credentials = network.credentialIds.flatMap((id) => all.find((credential) => credential.id === id) ?? []);
  const secrets = credentials.map((credential, index) => authentication(index + 1, credential, secretsOf(tx, credential))).join('');
  if (run.step === 'discovery') return option('NETDISCOVERY', discoveryOf(run, network) + secrets);
  const devices = await answeringDevices(tx.db.sql, network.id, new Date(now.getTime() - freshMs));
  const questions = devices.map((device) =>
    element('DEVICE', {
      TYPE: device.deviceType ?? '',
      ID: device.number,
      IP: device.ip,
      AUTHSNMP_ID: network.credentialIds.indexOf(device.credentialId as string) + 1,
      PORT: device.port,
    }),
  );
  return option('SNMPQUERY', element('PARAM', { THREADS_QUERY: 4, TIMEOUT: 15, PID: run.number }) + questions.join('') + secrets);
}

const discoveryOf = (run: DiscoveryRun, { ranges }: DiscoveryNetwork): string =>
  element('PARAM', { THREADS_DISCOVERY: 16, TIMEOUT: 1, PID: run.number }) +
  ranges
    .map(({ from, to, port }, index) => element('RANGEIP', { ID: index + 1, IPSTART: from, IPEND: to, ENTITY: 0, PORT: port }))
    .join('');

const option = (name: string, inside: string): string => `<OPTION><NAME>${name}</NAME>${inside}</OPTION>`;

function element(name: string, attributes: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return `<${name}${given.map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`).join('')}/>`;
}

const authentication = (id: number, { protocol }: SnmpCredential, secrets: SnmpSecrets): string =>
  element('AUTHENTICATION', {
    ID: id,
    VERSION: protocol,
    COMMUNITY: secrets.community,
    USERNAME: secrets.username,
    AUTHPROTOCOL: secrets.authPassphrase && (secrets.authProtocol ?? 'SHA'),
    AUTHPASSPHRASE: secrets.authPassphrase,
    PRIVPROTOCOL: secrets.privacyPassphrase && (secrets.privacyProtocol ?? 'AES'),
    PRIVPASSPHRASE: secrets.privacyPassphrase,
  });
