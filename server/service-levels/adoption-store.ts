import type { Sql } from '../../db/connection.ts';

/** Open incidents are asked to go by the newest version of their agreement; how far that has come. */
export interface Adoption {
  id: string;
  agreementId: string;
  agreementVersion: number;
  state: 'running' | 'done';
  requestedById: string | null;
  requestedByName: string;
  /** The incident looked at last. */
  reachedId: string | null;
  checked: number;
  changed: number;
  breached: number;
  failed: number;
  createdAt: Date;
  finishedAt: Date | null;
}

export async function insertAdoption(tx: Sql, adoption: Adoption): Promise<void> {
  await tx('agreementAdoptions').insert(adoption);
}

/** Held until the transaction ends: one batch at a time. */
export async function lockAdoption(tx: Sql, id: string): Promise<Adoption | null> {
  return (await tx('agreementAdoptions').where({ id }).forUpdate().first()) ?? null;
}

export async function updateAdoption(tx: Sql, { id, ...fields }: Adoption): Promise<void> {
  await tx('agreementAdoptions').where({ id }).update(fields);
}

export async function findRunningAdoption(sql: Sql, agreementId: string): Promise<Adoption | null> {
  return (await sql('agreementAdoptions').where({ agreementId, state: 'running' }).first()) ?? null;
}

/** The newest first. */
export async function listAdoptions(sql: Sql, agreementId: string): Promise<Adoption[]> {
  return sql('agreementAdoptions').where({ agreementId }).orderBy('id', 'desc').limit(20);
}
