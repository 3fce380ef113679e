import { transact } from '../../../db/transaction.ts';
import type { Asset, AssetIdentifiers } from '../../assets/asset.ts';
import { registerAsset } from '../../assets/register-asset.ts';
import { loadAsset, writeAsset } from '../../assets/write-asset.ts';
import { recordAudit } from '../../auth/audit.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalid } from '../../platform/problem.ts';
import { isOfAgent, registerValues } from '../facts/agent-values.ts';
import { lockMachine, type Machine } from '../facts/machine-store.ts';
import { type Patch, valuesBefore } from './asset-patches.ts';
import { type Fingerprint, fingerprintsOfAsset, placeFingerprints } from './fingerprint-store.ts';
import { type Identity, uuidValue } from './identity.ts';
import { type Placed, placedOf } from './merge-assets.ts';
import { insertMerge } from './merge-store.ts';
import { loadRuleBook } from './rule-store.ts';
import { junkTest, withoutJunk } from './rules.ts';

export interface SplitBefore {
  from: { before: Patch; after: Patch };
  fingerprints: Placed[];
}

/**
 * Makes two records of one that holds two machines: the chosen ways of introducing itself go to a new record, with what the
 * register knew of the machine only through them. From now on no rule joins the two.
 */
export async function splitAsset(
  ctx: Context,
  actor: Actor,
  input: { assetId: string; fingerprintIds: string[]; name?: string | undefined },
): Promise<{ id: string; assetId: string }> {
  return transact(ctx, async (tx) => {
    const from = await loadAsset(tx, actor, input.assetId);
    const all = await fingerprintsOfAsset(tx.db.sql, from.id);
    const going = all.filter(({ id }) => input.fingerprintIds.includes(id));
    if (going.length < new Set(input.fingerprintIds).size) throw invalid('/fingerprintIds', `Not all of these belong to ${from.tag}`);
    if (going.length === all.length) throw invalid('/fingerprintIds', 'Something has to stay');
    const lost = await lossesOf(
      tx,
      from,
      going,
      all.filter((one) => !going.includes(one)),
    );
    await writeAsset(tx, actor, from, lost, { kind: 'changed', note: 'split' });
    const made = await registerAsset(tx, actor, newRecord(from, await wordsOf(tx, going), input.name), 'person');
    await place(tx, going, made.id);
    await place(
      tx,
      all.filter((one) => !going.includes(one)),
      from.id,
    );
    const before: SplitBefore = { from: { before: valuesBefore(from, lost), after: lost }, fingerprints: all.map(placedOf) };
    const id = newId();
    const done = { actorId: actor.id, actorName: actor.name, doneAt: tx.clock(), undoneAt: null, undoneByName: null };
    await insertMerge(tx.db.sql, { id, kind: 'split', fromAssetId: from.id, intoAssetId: made.id, before, ...done });
    await recordAudit(tx, actor, {
      action: 'asset.split',
      subjectType: 'asset',
      subjectId: from.id,
      detail: { from: from.tag, into: made.tag },
    });
    return { id, assetId: made.id };
  });
}

const place = (tx: Context, fingerprints: Fingerprint[], assetId: string): Promise<void> =>
  placeFingerprints(
    tx.db.sql,
    fingerprints.map(({ id }) => id),
    { assetId, state: 'assigned', isPinned: true },
  );

/** The words of these fingerprints together, junk left out. */
async function wordsOf(tx: Context, fingerprints: Fingerprint[]): Promise<Identity> {
  const isJunk = junkTest((await loadRuleBook(tx.db.sql)).junk);
  const [first, ...rest] = fingerprints.map(({ identity }) => withoutJunk(identity, isJunk));
  const words = structuredClone(first as Identity);
  for (const identity of rest)
    for (const type of Object.keys(words) as Array<keyof Identity>) words[type] = [...new Set([...words[type], ...identity[type]])];
  return words;
}

/** What agents wrote into the record and only those who go said. */
async function lossesOf(tx: Context, from: Asset, going: Fingerprint[], staying: Fingerprint[]): Promise<Patch> {
  const machine: Machine | null = await lockMachine(tx.db.sql, from.id);
  const gone = await wordsOf(tx, going);
  const kept = await wordsOf(tx, staying);
  const present = registerValues(from);
  const isLost = (field: 'serial' | 'uuid' | 'imei', value: string | null): boolean =>
    value !== null &&
    isOfAgent(field, present[field], machine?.written ?? {}) &&
    gone[field].includes(value) &&
    !kept[field].includes(value);
  const losses: Patch = {};
  if (isLost('serial', from.serial?.normalize('NFKC').toUpperCase().replace(/\s+/g, '') ?? null)) losses.serial = null;
  const identifiers: AssetIdentifiers = {
    uuid: isLost('uuid', uuidValue(from.identifiers.uuid)) ? null : from.identifiers.uuid,
    imei: isLost('imei', from.identifiers.imei) ? null : from.identifiers.imei,
    macs: from.identifiers.macs.filter((mac) => !gone.macs.includes(mac) || kept.macs.includes(mac)),
  };
  if (JSON.stringify(identifiers) !== JSON.stringify(from.identifiers)) losses.identifiers = identifiers;
  return losses;
}

function newRecord(from: Asset, words: Identity, name: string | undefined) {
  return {
    kind: from.kind,
    name: name ?? words.name[0] ?? from.name,
    manufacturer: from.manufacturer,
    model: from.model,
    locationId: from.locationId,
    status: 'deployed' as const,
  };
}
