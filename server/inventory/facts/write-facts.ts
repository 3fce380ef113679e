import type { Asset } from '../../assets/asset.ts';
import { findAssetByImei, findAssetBySerial } from '../../assets/asset-queries.ts';
import { canonicalMakes } from '../../assets/makes/settle-makes.ts';
import { writeAsset } from '../../assets/write-asset.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { sha256 } from '../../platform/ids.ts';
import { assetOf } from '../asset-of-document.ts';
import { insertFactChanges } from '../changes/change-store.ts';
import type { InventoryDocument } from '../inventory-document.ts';
import { softwareHash, syncSoftware } from '../software/sync-software.ts';
import { type AgentValues, patchFor, registerValues, sayingsAfter, valuesSaid, weigh } from './agent-values.ts';
import { diffSection, type FactChange } from './diff-section.ts';
import {
  deleteSections,
  findSection,
  insertMachine,
  lockMachine,
  type Machine,
  saveSections,
  sectionHashes,
  updateMachine,
} from './machine-store.ts';
import { isNews, type PreparedSection, prepareSections } from './prepare-sections.ts';

/** A document as it is kept: its sections, and one hash for all of it. */
export interface PreparedDocument {
  document: InventoryDocument;
  sourceId: string | null;
  sections: PreparedSection[];
  softwareHash: string | null;
  hash: string;
}

/** What is compared and kept of a document; touches nothing. */
export function prepareDocument(document: InventoryDocument, sourceId: string | null): PreparedDocument {
  const sections = prepareSections(document);
  const software = document.sections.software ? softwareHash(document.sections.software) : null;
  const hashes = sections.map(({ name, hash }) => `${name} ${hash}`).sort();
  const values = valuesSaid(assetOf(document));
  return { document, sourceId, sections, softwareHash: software, hash: sha256(JSON.stringify([hashes, software, values, sourceId])) };
}

/** Keeps what a document says of an asset: its parts, what changed, and the values that are the agent's to write. */
export async function writeFacts(
  tx: Context,
  actor: Actor,
  asset: Asset,
  prepared: PreparedDocument,
): Promise<{ machine: Machine; isChanged: boolean; isFirst: boolean }> {
  const known = await lockMachine(tx.db.sql, asset.id);
  const machine = known ?? (await insertMachine(tx.db.sql, freshMachine(tx, asset.id, prepared)));
  const changes = await writeSections(tx, machine, prepared);
  const isFirst = machine.lastFullAt === null;
  if (!isFirst) await insertFactChanges(tx.db.sql, { assetId: asset.id, agentName: actor.name, at: tx.clock() }, changes);
  const after = await writeValues(tx, actor, asset, machine, prepared);
  const { isPartial } = prepared.document;
  const now = tx.clock();
  const next: Partial<Machine> = {
    ...after,
    sourceId: prepared.sourceId,
    agentName: prepared.document.agent.name,
    deviceId: prepared.document.agent.deviceId,
    lastContactAt: now,
    ...(isPartial ? {} : { documentHash: prepared.hash, isStub: false, lastFullAt: now }),
    ...((changes.length > 0 || isFirst) && { changedAt: now }),
  };
  // After a part, the whole is no longer the one that was compared last.
  if (isPartial && changes.length > 0) next.documentHash = '';
  await updateMachine(tx.db.sql, machine.id, next);
  return {
    machine: { ...machine, ...next },
    isChanged: changes.length > 0 || isFirst || after.seenVersion !== asset.version,
    isFirst: isFirst && known !== null,
  };
}

/** A machine of which nothing is known yet. */
export function freshMachine(tx: Context, assetId: string, { document, sourceId }: PreparedDocument): Omit<Machine, 'id'> {
  const now = tx.clock();
  return {
    assetId,
    sourceId,
    agentName: document.agent.name,
    deviceId: document.agent.deviceId,
    documentHash: '',
    seenVersion: 0,
    isStub: true,
    written: {},
    said: {},
    differs: '',
    firstContactAt: now,
    lastContactAt: now,
    lastFullAt: null,
    changedAt: now,
  };
}

/** A section that is missing in a full document is gone, in a partial one it is as it was. */
async function writeSections(tx: Context, machine: Machine, prepared: PreparedDocument): Promise<FactChange[]> {
  const known = await sectionHashes(tx.db.sql, machine.id);
  const stale = prepared.sections.filter(({ name, hash }) => known.get(name) !== hash);
  const changes: FactChange[] = [];
  for (const section of stale.filter(({ name, hash }) => known.has(name) && isNews(known.get(name) as string, hash)))
    changes.push(...diffSection(section.name, (await findSection(tx.db.sql, machine.id, section.name))?.body ?? [], section.items));
  for (const { name, items } of stale.filter(({ name }) => !known.has(name))) changes.push(...diffSection(name, [], items));
  await saveSections(tx.db.sql, machine.id, stale, tx.clock());
  if (!prepared.document.isPartial) changes.push(...(await dropSections(tx, machine, prepared, known)));
  return [...changes, ...(await writeSoftware(tx, machine, prepared, known.get('software')))];
}

async function dropSections(tx: Context, machine: Machine, prepared: PreparedDocument, known: Map<string, string>): Promise<FactChange[]> {
  const present = new Set<string>([...prepared.sections.map(({ name }) => name), 'software']);
  const gone = [...known.keys()].filter((name) => !present.has(name));
  const changes: FactChange[] = [];
  for (const name of gone) changes.push(...diffSection(name, (await findSection(tx.db.sql, machine.id, name))?.body ?? [], []));
  if (gone.length > 0) await deleteSections(tx.db.sql, machine.id, gone);
  return changes;
}

async function writeSoftware(tx: Context, machine: Machine, prepared: PreparedDocument, before: string | undefined): Promise<FactChange[]> {
  const list = prepared.document.sections.software ?? (prepared.document.isPartial ? null : []);
  const hash = list ? (prepared.softwareHash ?? softwareHash([])) : null;
  if (list === null || hash === null || hash === before || (before === undefined && list.length === 0)) return [];
  await saveSections(tx.db.sql, machine.id, [{ name: 'software', hash, items: [] }], tx.clock());
  return syncSoftware(tx.db, machine.id, list, tx.clock());
}

/** Writes into the register what agents may write; where a person said otherwise, that stands. */
async function writeValues(
  tx: Context,
  actor: Actor,
  asset: Asset,
  machine: Machine,
  { document, sourceId }: PreparedDocument,
): Promise<Pick<Machine, 'said' | 'written' | 'differs' | 'seenVersion'>> {
  const values = await asRegisterCalls(tx, valuesSaid(assetOf(document)));
  const said = sayingsAfter(machine.said, values, tx.clock(), sourceId);
  const { write, differs } = weigh(registerValues(asset), values, machine.written);
  const taken = await takenByOthers(tx, asset, write);
  for (const field of taken) delete write[field];
  const { version } =
    Object.keys(write).length > 0
      ? await writeAsset(tx, actor, asset, patchFor(asset, write), { kind: 'changed', source: 'agent' })
      : asset;
  return { seenVersion: version, said, written: { ...machine.written, ...write }, differs: [...differs, ...taken].join(',') };
}

/** "Dell Inc." is no other maker than the register's "Dell", where somebody said so. */
async function asRegisterCalls(tx: Context, values: AgentValues): Promise<AgentValues> {
  if (!values.manufacturer && !values.model) return values;
  const said = { manufacturer: (values.manufacturer ?? null) as string | null, model: (values.model ?? null) as string | null };
  const [make] = await canonicalMakes(tx.db.sql, [said]);
  return {
    ...values,
    ...(values.manufacturer && { manufacturer: make?.manufacturer }),
    ...(values.model && { model: make?.model }),
  };
}

/** Two assets never have one serial number; that an agent says so is for people to look at. */
async function takenByOthers(tx: Context, asset: Asset, write: AgentValues): Promise<Array<'serial' | 'imei'>> {
  const { sql } = tx.db;
  const serial = write.serial ? await findAssetBySerial(sql, write.serial as string) : null;
  const imei = write.imei ? await findAssetByImei(sql, write.imei as string) : null;
  return [...(serial && serial.id !== asset.id ? ['serial' as const] : []), ...(imei && imei.id !== asset.id ? ['imei' as const] : [])];
}
