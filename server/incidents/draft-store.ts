import type { Sql } from '../../db/connection.ts';
import type { Visibility } from './incident.ts';

/** What a person is about to say on an incident, on whatever device; an empty one says that it was sent or given up. */
export interface Draft {
  personId: string;
  incidentId: string;
  visibility: Visibility;
  body: string;
  deviceId: string;
  version: number;
  updatedAt: Date;
}

type Key = Pick<Draft, 'personId' | 'incidentId' | 'visibility'>;

export async function findDraft(sql: Sql, { personId, incidentId, visibility }: Key): Promise<Draft | null> {
  return (await sql('incidentDrafts').where({ personId, incidentId, visibility }).first()) ?? null;
}

/** A person's drafts on an incident: at most one for each visibility. */
export async function draftsOf(sql: Sql, personId: string, incidentId: string): Promise<Draft[]> {
  return sql('incidentDrafts').where({ personId, incidentId }).orderBy('visibility');
}

/** Keeps a draft in the place of the one before; false when another device wrote since `replacing`. */
export async function writeDraft(tx: Sql, draft: Draft, replacing: number): Promise<boolean> {
  const { personId, incidentId, visibility, ...fields } = draft;
  if (replacing === 0) {
    const written = await tx('incidentDrafts')
      .insert(draft)
      .onConflict(['personId', 'incidentId', 'visibility'])
      .ignore()
      .returning('version');
    return written.length === 1;
  }
  return (await tx('incidentDrafts').where({ personId, incidentId, visibility, version: replacing }).update(fields)) === 1;
}

/** Forgets drafts that ended before an instant. */
export async function deleteEndedDrafts(tx: Sql, before: Date): Promise<void> {
  await tx('incidentDrafts').where('updatedAt', '<', before).where({ body: '' }).delete();
}
