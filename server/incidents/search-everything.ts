import type { Knex } from 'knex';
import type { z } from 'zod';
import { assetRefs } from '../assets/asset-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { type Found, findForgiving } from '../search/search.ts';
import { isTechnician } from './incident-policy.ts';
import { incidentRefs } from './incident-queries.ts';
import type { searchAnswer, searchHit, searchQuery } from './search-schemas.ts';

type SearchHit = z.output<typeof searchHit>;

/**
 * Incidents and assets that have all the words and that the actor may see, the best first; where there are none, those with words
 * that are spelt nearly so.
 */
export async function searchEverything(
  ctx: Context,
  actor: Actor,
  { q, type, limit }: z.output<typeof searchQuery>,
): Promise<z.output<typeof searchAnswer>> {
  const { sql } = ctx.db;
  const { found, isCorrected } = await findForgiving(sql, q, {
    types: type ? [type] : ['incident', 'asset'],
    withInternal: isTechnician(actor),
    limit,
    visible: (query) => whereFoundVisible(query, actor),
  });
  const idsOf = (wanted: string): string[] => found.filter((hit) => hit.type === wanted).map(({ id }) => id);
  const [incidents, assets] = await Promise.all([incidentRefs(sql, idsOf('incident')), assetRefs(sql, idsOf('asset'))]);
  return { items: found.flatMap((hit) => hitOf(hit, incidents, assets) ?? []), nextCursor: null, isCorrected };
}

/** Employees find what they asked for, what they watch and what they hold. */
function whereFoundVisible(query: Knex.QueryBuilder, actor: Actor): void {
  if (isTechnician(actor)) return;
  const personId = actor.id ?? '';
  query.where((any) =>
    any
      .whereIn('d.subjectId', (own) => void own.select('id').from('incidents').where({ requesterId: personId }))
      .orWhereIn('d.subjectId', (watched) => void watched.select('incidentId').from('incidentWatchers').where({ personId }))
      .orWhereIn('d.subjectId', (held) => void held.select('id').from('assets').where({ custodianType: 'person', custodianId: personId })),
  );
}

function hitOf(
  { type, id }: Found,
  incidents: Awaited<ReturnType<typeof incidentRefs>>,
  assets: Awaited<ReturnType<typeof assetRefs>>,
): SearchHit | null {
  const incident = incidents.get(id);
  if (type === 'incident' && incident)
    return { type, id, number: incident.number, title: incident.title, status: incident.status, incident };
  const asset = assets.get(id);
  return type === 'asset' && asset ? { type, id, number: asset.tag, title: asset.name, status: asset.status, incident: null } : null;
}
