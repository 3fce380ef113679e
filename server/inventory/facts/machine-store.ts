import type { Sql } from '../../../db/connection.ts';
import { nextNumber } from '../../../db/counters.ts';
import type { InventoryPart } from '../inventory-document.ts';
import type { AgentValues, Sayings } from './agent-values.ts';

/** What agents know of an asset. */
export interface Machine {
  id: number;
  assetId: string | null;
  sourceId: string | null;
  agentName: string | null;
  deviceId: string;
  documentHash: string;
  /** The version of the record that was compared last: a person may have changed it since. */
  seenVersion: number;
  isStub: boolean;
  /** What the register was given by agents. */
  written: AgentValues;
  /** What agents said last. */
  said: Sayings;
  /** Fields in which the register says something else, in one text; empty when there is none. */
  differs: string;
  firstContactAt: Date;
  lastContactAt: Date;
  lastFullAt: Date | null;
  changedAt: Date;
}

export interface SectionRow {
  name: string;
  hash: string;
  body: InventoryPart[];
  saidAt: Date;
}

function rowOf({ written, said, ...columns }: Partial<Machine>): Record<string, unknown> {
  return { ...columns, ...(written && { writtenJson: JSON.stringify(written) }), ...(said && { saidJson: JSON.stringify(said) }) };
}

/** The machine of an asset, or null while no agent spoke of it. */
export const findMachine = async (sql: Sql, assetId: string): Promise<Machine | null> =>
  (await sql('inventoryMachines').where({ assetId }).first()) ?? null;

/** The same, and nobody else writes of it until the transaction ends. */
export const lockMachine = async (tx: Sql, assetId: string): Promise<Machine | null> =>
  (await tx('inventoryMachines').where({ assetId }).forUpdate().first()) ?? null;

export async function insertMachine(tx: Sql, machine: Omit<Machine, 'id'>): Promise<Machine> {
  const id = await nextNumber(tx, 'inventory_machines');
  await tx('inventoryMachines').insert(rowOf({ ...machine, id }));
  return { ...machine, id };
}

export async function updateMachine(tx: Sql, id: number, changes: Partial<Machine>): Promise<void> {
  await tx('inventoryMachines').where({ id }).update(rowOf(changes));
}

/** Notes that machines are alive, and nothing else. */
export async function touchMachines(tx: Sql, ids: number[], at: Date): Promise<void> {
  await tx('inventoryMachines').whereIn('id', ids).where('lastContactAt', '<', at).update({ lastContactAt: at });
}

/** What is kept of a machine's parts. */
export const sectionsOf = (sql: Sql, machineId: number): Promise<SectionRow[]> =>
  sql('inventorySections').select('name', 'hash', 'bodyJson', 'saidAt').where({ machineId }).orderBy('name');

/** The hashes alone, by section. */
export async function sectionHashes(sql: Sql, machineId: number): Promise<Map<string, string>> {
  const rows: Array<{ name: string; hash: string }> = await sql('inventorySections').select('name', 'hash').where({ machineId });
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}

export async function findSection(sql: Sql, machineId: number, name: string): Promise<SectionRow | null> {
  return (await sql('inventorySections').select('name', 'hash', 'bodyJson', 'saidAt').where({ machineId, name }).first()) ?? null;
}

export async function saveSections(
  tx: Sql,
  machineId: number,
  sections: Array<{ name: string; hash: string; items: unknown }>,
  at: Date,
): Promise<void> {
  if (sections.length === 0) return;
  const rows = sections.map(({ name, hash, items }) => ({ machineId, name, hash, bodyJson: JSON.stringify(items), saidAt: at }));
  await tx('inventorySections').insert(rows).onConflict(['machineId', 'name']).merge(['hash', 'bodyJson', 'saidAt']);
}

export async function deleteSections(tx: Sql, machineId: number, names: string[]): Promise<void> {
  await tx('inventorySections').where({ machineId }).whereIn('name', names).delete();
}

/** Gives a machine to another record, or to none. */
export async function moveMachine(tx: Sql, id: number, assetId: string | null): Promise<void> {
  await tx('inventoryMachines').where({ id }).update({ assetId });
}
