import type { Sql } from '../../db/connection.ts';
import type { LinkKind } from './incident.ts';

export interface IncidentLink {
  id: string;
  fromId: string;
  toId: string;
  kind: LinkKind;
  createdAt: Date;
}

export async function insertLink(tx: Sql, link: IncidentLink): Promise<void> {
  await tx('incidentLinks').insert(link);
}

/** The link of this kind between two incidents, in either direction, or null. */
export async function findLinkBetween(sql: Sql, one: string, other: string, kind: LinkKind): Promise<IncidentLink | null> {
  const either = sql('incidentLinks').where((any) => any.where({ fromId: one, toId: other }).orWhere({ fromId: other, toId: one }));
  return (await either.where({ kind }).first()) ?? null;
}

/** Links from and to an incident; 200 at the most. */
export async function linksOf(sql: Sql, incidentId: string): Promise<IncidentLink[]> {
  return sql('incidentLinks').where({ fromId: incidentId }).orWhere({ toId: incidentId }).orderBy(['createdAt', 'id']).limit(200);
}

export async function deleteLink(tx: Sql, id: string): Promise<void> {
  await tx('incidentLinks').where({ id }).delete();
}
