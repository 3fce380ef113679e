import { nextNumber } from '../../../db/counters.ts';
import { transact } from '../../../db/transaction.ts';
import { recordAudit } from '../../auth/audit.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalid, Problem } from '../../platform/problem.ts';
import { addressesOf, type DiscoveryNetwork, type DiscoveryRun } from './discovery.ts';
import { insertRun, openRuns, overdueRuns, updateRun } from './discovery-store.ts';
import { knownNetwork } from './save-network.ts';

/** How long an agent may take before its run counts as lost. */
const patienceMs = 12 * 3_600_000;

/** Asks for a network to be looked through as soon as its agent comes. */
export async function requestRun(ctx: Context, actor: Actor, networkId: string): Promise<DiscoveryRun> {
  return transact(ctx, async (tx) => {
    const network = await knownNetwork(tx, networkId);
    if (!network.agentId) throw invalid('/agentId', 'Appoint an agent for this network first');
    if ((await openRuns(tx.db.sql, { networkId })).length > 0) throw new Problem('conflict', 'It is being looked through already');
    const run = await planRun(tx, network, 'discovery');
    await recordAudit(tx, actor, {
      action: 'discoveryRun.requested',
      subjectType: 'discoveryNetwork',
      subjectId: networkId,
      detail: { number: run.number },
    });
    return run;
  });
}

/** Plans work for the agent of a network; it is handed out when the agent comes. */
export async function planRun(
  tx: Context,
  network: DiscoveryNetwork,
  step: DiscoveryRun['step'],
  addresses?: number,
): Promise<DiscoveryRun> {
  const run: DiscoveryRun = {
    id: newId(),
    networkId: network.id,
    number: await nextNumber(tx.db.sql, 'discovery'),
    agentId: network.agentId,
    step,
    status: 'planned',
    addresses: addresses ?? network.ranges.reduce((sum, range) => sum + (addressesOf(range) ?? 0), 0),
    found: 0,
    failures: 0,
    error: null,
    askedAt: tx.clock(),
    sentAt: null,
    endedAt: null,
  };
  await insertRun(tx.db.sql, run);
  return run;
}

/** Gives up on runs whose agent never said how they ended. A sweep. */
export async function giveUpOnRuns(ctx: Context): Promise<void> {
  const now = ctx.clock();
  const lost = await overdueRuns(ctx.db.sql, new Date(now.getTime() - patienceMs), 100);
  if (lost.length === 0) return;
  await transact(ctx, async (tx) => {
    for (const { id } of lost)
      await updateRun(tx.db.sql, id, { status: 'failed', endedAt: now, error: 'The agent did not say how it ended' });
  });
}
