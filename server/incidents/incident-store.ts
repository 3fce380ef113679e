import type { Sql } from '../../db/connection.ts';
import { type Incident, parseNumber } from './incident.ts';
import { replaceTags } from './tag-store.ts';

const byIdOrNumber = (idOrNumber: string): { id: string } | { number: number } => {
  const number = parseNumber(idOrNumber);
  return number === null ? { id: idOrNumber } : { number };
};

/** The incident with this id or number, or null. */
export async function findIncidentRow(sql: Sql, idOrNumber: string): Promise<Incident | null> {
  return (await sql('incidents').where(byIdOrNumber(idOrNumber)).first()) ?? null;
}

/** The same, held until the transaction ends, so that nobody changes it in between. */
export async function lockIncident(tx: Sql, idOrNumber: string): Promise<Incident | null> {
  return (await tx('incidents').where(byIdOrNumber(idOrNumber)).forUpdate().first()) ?? null;
}

/** The open incident that a machine filed under this key, or null. */
export async function findOpenRowByKey(sql: Sql, dedupKey: string): Promise<Incident | null> {
  return (await sql('incidents').where({ dedupKey, isOpen: true }).first()) ?? null;
}

function columnsOf({ tags, ...columns }: Partial<Incident>): object {
  return tags ? { ...columns, tagsJson: JSON.stringify(tags) } : columns;
}

export async function insertIncident(tx: Sql, incident: Incident): Promise<void> {
  await tx('incidents').insert(columnsOf(incident));
  if (incident.tags.length > 0) await replaceTags(tx, incident.id, incident.tags);
}

/** Changes an incident that still has this version; answers false when somebody was faster. */
export async function updateIncident(tx: Sql, id: string, version: number, changes: Partial<Incident>): Promise<boolean> {
  const isWritten = (await tx('incidents').where({ id, version }).update(columnsOf(changes))) === 1;
  if (isWritten && changes.tags) await replaceTags(tx, id, changes.tags);
  return isWritten;
}

/** Says that something happened around the incident without a new version of it. */
export async function touchIncident(tx: Sql, id: string, updatedAt: Date): Promise<void> {
  await tx('incidents').where({ id }).update({ updatedAt });
}

/** Statuses and merges of these incidents, as far as verbs ask for them; some hundreds at once. */
export async function statesOf(sql: Sql, ids: string[]): Promise<Array<Pick<Incident, 'id' | 'status' | 'mergedIntoId'>>> {
  return sql('incidents').select('id', 'status', 'mergedIntoId').whereIn('id', ids).orderBy('id');
}

/** The ids of the incidents that have one of these ids or numbers. */
export async function idsBy(sql: Sql, column: 'id' | 'number', values: Array<string | number>): Promise<string[]> {
  const rows: Array<{ id: string }> = await sql('incidents').select('id').whereIn(column, values);
  return rows.map(({ id }) => id);
}

/** What an incident was merged into, or null. */
export async function mergedIntoOf(sql: Sql, id: string): Promise<string | null> {
  return (await sql('incidents').select('mergedIntoId').where({ id }).first())?.mergedIntoId ?? null;
}

/** Incidents that were merged straight into one of these, by number. */
export async function idsMergedInto(sql: Sql, targetIds: string[]): Promise<string[]> {
  const rows: Array<{ id: string }> = await sql('incidents').select('id').whereIn('mergedIntoId', targetIds).orderBy('number');
  return rows.map(({ id }) => id);
}
