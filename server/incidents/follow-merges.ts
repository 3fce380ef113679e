import type { Sql } from '../../db/connection.ts';
import type { Context } from '../platform/context.ts';
import type { Incident } from './incident.ts';
import { idsMergedInto, lockIncident, mergedIntoOf } from './incident-store.ts';

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
    id = await mergedIntoOf(sql, id);
    if (id) chain.push(id);
  }
  return chain;
}

/** Incidents merged into this one, also by way of others; 500 at the most. */
export async function mergedInto(sql: Sql, incidentId: string): Promise<string[]> {
  const found: string[] = [];
  let level = [incidentId];
  while (level.length > 0 && found.length < 500) {
    level = await idsMergedInto(sql, level);
    found.push(...level);
  }
  return found;
}
