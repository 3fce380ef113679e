import type { Asset } from '../assets/asset.ts';
import { findAsset } from '../assets/asset-queries.ts';
import { addComment } from '../incidents/add-comment.ts';
import { fileIncident } from '../incidents/file-incident.ts';
import { findOpenIncidentByKey } from '../incidents/incident-queries.ts';
import { resolveIncident } from '../incidents/resolve-incident.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { type BackupPolicy, plus } from './backup-policy.ts';
import { type FailureClass, failureGroup, failureTitle } from './failure.ts';
import { lastGoodOf } from './point-store.ts';

/** What an incident is about: backups are not made, what was made does not prove itself, or somebody else writes there. */
type TroubleGroup = 'run' | 'verification' | 'foreign';

/** Failures of one group on one policy are one incident. */
const keyOf = (policy: BackupPolicy, group: TroubleGroup): string => `backup:${policy.assetId}:${policy.id}:${group}`;

function groupOf(failureClass: FailureClass): TroubleGroup {
  const group = failureGroup(failureClass);
  return group === 'verification' || group === 'foreign' ? group : 'run';
}

export interface Trouble {
  failureClass: FailureClass;
  message: string;
  /** When it should have happened. */
  dueAt: Date;
  /** A verification that could not be made is trouble of that group, whatever its class. */
  group?: 'verification';
}

/**
 * Opens the incident of a failed or missed run on the asset, or adds a work log to the one that is open. Impact follows the
 * asset's criticality, urgency how long the recovery point objective is broken.
 */
export async function reportTrouble(tx: Context, policy: BackupPolicy, trouble: Trouble): Promise<void> {
  const { sql } = tx.db;
  const key = keyOf(policy, trouble.group ?? groupOf(trouble.failureClass));
  const words =
    `${failureTitle(trouble.failureClass)} (${trouble.failureClass}). Due ${trouble.dueAt.toISOString()}. ${trouble.message}`.trim();
  const open = await findOpenIncidentByKey(sql, key);
  if (open) {
    await addComment(tx, systemActor, open.id, { body: `Again: ${words}`.slice(0, 9000), visibility: 'internal' });
    return;
  }
  const asset = await findAsset(sql, policy.assetId);
  const lastGood = (await lastGoodOf(sql, [policy.id])).get(policy.id);
  await fileIncident(tx, systemActor, {
    title: titleOf(policy, asset, trouble).slice(0, 200),
    description: describe(policy, trouble.failureClass, words, lastGood?.takenAt ?? null),
    impact: asset?.criticality ?? 'medium',
    urgency: urgencyOf(policy, lastGood?.takenAt ?? policy.createdAt, tx.clock()),
    assetId: policy.assetId,
    source: { type: 'backup', key },
  });
}

function titleOf(policy: BackupPolicy, asset: Asset | null, { failureClass, group }: Trouble): string {
  if (failureClass === 'foreign_snapshot') return `Backups of ${asset?.name ?? 'a server'}: ${failureTitle(failureClass)}`;
  const what = group ? 'Verification' : 'Backup';
  const how = failureClass === 'missed' ? 'was missed' : 'failed';
  return `${what} of ${asset?.name ?? 'a server'} ${how}: ${policy.name}, ${failureTitle(failureClass)}`;
}

const describe = (policy: BackupPolicy, failureClass: FailureClass, words: string, lastGoodAt: Date | null): string =>
  [
    words,
    lastGoodAt ? `The last good recovery point is of ${lastGoodAt.toISOString()}.` : 'There is no good recovery point yet.',
    `Policy ${policy.name} (${policy.id}); objective ${policy.recoveryPointObjective}.`,
    groupOf(failureClass) === 'foreign'
      ? 'It is resolved when each of them was accepted in the repository, or is gone.'
      : 'The next good run resolves this incident.',
  ].join('\n\n');

function urgencyOf(policy: BackupPolicy, lastGoodAt: Date, now: Date): 'low' | 'medium' | 'high' {
  const allowed = plus(lastGoodAt, policy.recoveryPointObjective, policy.timeZone).getTime() - lastGoodAt.getTime();
  const ratio = (now.getTime() - lastGoodAt.getTime()) / allowed;
  if (ratio >= 2) return 'high';
  return ratio >= 1 ? 'medium' : 'low';
}

/** Resolves the open incident of the group with the proof that the trouble is over; nothing when there is none. */
export async function reportRecovery(tx: Context, policy: BackupPolicy, group: TroubleGroup, proof: string): Promise<void> {
  const open = await findOpenIncidentByKey(tx.db.sql, keyOf(policy, group));
  if (!open) return;
  await resolveIncident(tx, systemActor, open.id, { code: 'fixed', note: proof });
}
