import type { Sql } from '../../db/connection.ts';

/** Makes these the tags of an incident, for the filter; the incident's own row carries a copy. */
export async function replaceTags(tx: Sql, incidentId: string, tags: string[]): Promise<void> {
  await tx('incidentTags').where({ incidentId }).whereNotIn('tag', tags).delete();
  if (tags.length === 0) return;
  const rows = tags.map((tag) => ({ incidentId, tag }));
  await tx('incidentTags').insert(rows).onConflict(['incidentId', 'tag']).ignore();
}

/**
 * The tags in use that begin so, by name. It jumps from one tag to the next in the index, so that the number of
 * incidents that carry them does not matter.
 */
export async function tagsFrom(sql: Sql, beginning: string, limit: number): Promise<string[]> {
  const rows: Array<{ tag: string }> = await sql.raw(
    `with recursive t (tag) as (
       select min(tag) from incident_tags where tag >= ?
       union all
       select (select min(tag) from incident_tags where incident_tags.tag > t.tag) from t where t.tag is not null
     )
     select tag from t where tag is not null limit ?`,
    [beginning, limit],
  );
  return rows.map(({ tag }) => tag).filter((tag) => tag.startsWith(beginning));
}
