import { transact } from '../../../db/transaction.ts';
import type { Asset } from '../../assets/asset.ts';
import { loadAsset, writeAsset } from '../../assets/write-asset.ts';
import { recordAudit } from '../../auth/audit.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalid, Problem } from '../../platform/problem.ts';
import type { AgentValues } from '../facts/agent-values.ts';
import { lockMachine, type Machine, moveMachine, updateMachine } from '../facts/machine-store.ts';
import { gainsOf, type Patch, remainsOf, valuesBefore } from './asset-patches.ts';
import { type Fingerprint, fingerprintsOfAsset, placeFingerprints } from './fingerprint-store.ts';
import { insertMerge, mergedAway } from './merge-store.ts';

/** Where a fingerprint was. */
export type Placed = Pick<Fingerprint, 'id' | 'state' | 'assetId' | 'isPinned'>;

export interface MergeBefore {
  from: { before: Patch; after: Patch };
  into: { before: Patch; after: Patch };
  fingerprints: Placed[];
  machines: Array<{ id: number; assetId: string | null; written: AgentValues }>;
}

/**
 * Joins a record into another one: what the other lacks, custody, and everything by which agents know it. The record
 * that is joined keeps its tag and history and leaves service. All of it can be taken back.
 */
export async function mergeAssets(
  ctx: Context,
  actor: Actor,
  input: { fromId: string; intoId: string },
): Promise<{ id: string; intoId: string }> {
  return transact(ctx, async (tx) => {
    const from = await loadAsset(tx, actor, input.fromId);
    const into = await loadAsset(tx, actor, input.intoId);
    await checkMerge(tx, from, into);
    const fingerprints = [...(await fingerprintsOfAsset(tx.db.sql, from.id)), ...(await fingerprintsOfAsset(tx.db.sql, into.id))];
    const machines = await joinMachines(tx, from, into);
    const patches = await joinRecords(tx, actor, from, into);
    const isPerson = actor.kind === 'person';
    await placeFingerprints(
      tx.db.sql,
      fingerprints.map(({ id }) => id),
      { assetId: into.id, ...(isPerson && { isPinned: true }) },
    );
    const before: MergeBefore = { ...patches, machines, fingerprints: fingerprints.map(placedOf) };
    const id = newId();
    const done = { actorId: actor.id, actorName: actor.name, doneAt: tx.clock(), undoneAt: null, undoneByName: null };
    await insertMerge(tx.db.sql, { id, kind: 'merge', fromAssetId: from.id, intoAssetId: into.id, before, ...done });
    if (isPerson)
      await recordAudit(tx, actor, {
        action: 'asset.merged',
        subjectType: 'asset',
        subjectId: into.id,
        detail: { from: from.tag, into: into.tag },
      });
    return { id, intoId: into.id };
  });
}

export const placedOf = ({ id, state, assetId, isPinned }: Fingerprint): Placed => ({ id, state, assetId, isPinned });

async function checkMerge(tx: Context, from: Asset, into: Asset): Promise<void> {
  if (from.id === into.id) throw invalid('/intoId', 'An asset cannot be joined with itself');
  const away = await mergedAway(tx.db.sql, [from.id, into.id]);
  if (away.has(from.id)) throw new Problem('conflict', `${from.tag} was joined into another record already`);
  if (away.has(into.id)) throw new Problem('conflict', `${into.tag} was joined into another record: choose that one`);
  if (from.custodianId && into.custodianId)
    throw new Problem('conflict', `${from.tag} and ${into.tag} are both out: check one of them in first`);
}

/** The record that leaves gives up what only one may have before the other takes it. */
async function joinRecords(tx: Context, actor: Actor, from: Asset, into: Asset): Promise<Pick<MergeBefore, 'from' | 'into'>> {
  const gains = gainsOf(into, from);
  const remains = remainsOf();
  const source = actor.kind === 'system' ? 'agent' : 'person';
  await writeAsset(tx, actor, from, remains, { kind: 'retired', source, note: `→ ${into.tag}` });
  await writeAsset(tx, actor, into, gains, { kind: 'changed', source, note: `← ${from.tag}` });
  return { from: { before: valuesBefore(from, remains), after: remains }, into: { before: valuesBefore(into, gains), after: gains } };
}

/** The machine that was heard last is the one of the record that stays; the other waits with the record that leaves. */
async function joinMachines(tx: Context, from: Asset, into: Asset): Promise<MergeBefore['machines']> {
  const { sql } = tx.db;
  const leaving = await lockMachine(sql, from.id);
  const staying = await lockMachine(sql, into.id);
  const before = [leaving, staying].flatMap((machine) =>
    machine ? [{ id: machine.id, assetId: machine.assetId, written: machine.written }] : [],
  );
  if (!leaving) return before;
  if (!staying) await moveMachine(sql, leaving.id, into.id);
  else if (leaving.lastContactAt > staying.lastContactAt) await swap(tx, leaving, staying);
  const kept = (await lockMachine(sql, into.id)) as Machine;
  // What agents wrote of either stays theirs.
  await updateMachine(sql, kept.id, { written: { ...leaving.written, ...staying?.written, ...kept.written } });
  return before;
}

async function swap(tx: Context, a: Machine, b: Machine): Promise<void> {
  await moveMachine(tx.db.sql, a.id, null);
  await moveMachine(tx.db.sql, b.id, a.assetId);
  await moveMachine(tx.db.sql, a.id, b.assetId);
}
