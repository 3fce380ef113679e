import type { Sql } from '../../db/connection.ts';
import type { Context } from '../platform/context.ts';
import type { Incident } from './incident.ts';
import { lockIncident } from './incident-store.ts';

/** Longer than any chain of merges that people make. */
const mostSteps = 50;

/** Where the conversation of an incident goes on: itself, or at the end of its merges the one that stays; held. */
export async function whereItGoesOn(tx: Context, incident: Incident): Promise<Incident> {
  let last = incident;
  for (let step = 0; step < mostSteps && last.mergedIntoId; step += 1) {
    const next = await lockIncident(tx.db.sql, last.mergedIntoId);
    if (!next) return last;
    last = next;
  }
  return last;
}

/** The incidents that this one is merged into, the nearest first. */
export async function chainOf(sql: Sql, incidentId: string): Promise<string[]> {
  const chain: string[] = [];
  let id: string | null = incidentId;
  while (id && chain.length < mostSteps) {
    const row: { mergedIntoId: string | null } | undefined = await sql('incidents').select('mergedIntoId').where({ id }).first();
    id = row?.mergedIntoId ?? null;
    if (id) chain.push(id);
  }
  return chain;
}

/** Incidents merged into this one, also by way of others; 500 at the most. */
export async function mergedInto(sql: Sql, incidentId: string): Promise<string[]> {
  const found: string[] = [];
  let level = [incidentId];
  while (level.length > 0 && found.length < 500) {
    const rows: Array<{ id: string }> = await sql('incidents').select('id').whereIn('mergedIntoId', level).orderBy('number');
    level = rows.map(({ id }) => id);
    found.push(...level);
  }
  return found;
}
