import type { z } from 'zod';
import type { Sql } from '../../db/connection.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { findSimilar } from '../search/search.ts';
import type { similarAnswer } from './conversation-schemas.ts';
import { findVisible } from './find-incident.ts';
import { type Incident, numberText } from './incident.ts';

type Similar = z.output<typeof similarAnswer>;
type SimilarRow = Pick<
  Incident,
  'id' | 'number' | 'title' | 'status' | 'priority' | 'openedAt' | 'resolvedAt' | 'resolutionCode' | 'resolutionNote'
>;

const columns = ['id', 'number', 'title', 'status', 'priority', 'openedAt', 'resolvedAt', 'resolutionCode', 'resolutionNote'];
const looked = 12;
const shown = 5;

/**
 * Incidents about the same thing by the most telling words of the title: descriptions say too much that is common. Those that
 * were solved come first, because they can help.
 */
export async function listSimilar(ctx: Context, actor: Actor, idOrNumber: string): Promise<Similar[]> {
  const { sql } = ctx.db;
  const incident = await findVisible(ctx, actor, idOrNumber);
  const visible = (): void => {};
  const found = await findSimilar(sql, incident.title, {
    types: ['incident'],
    withInternal: false,
    limit: looked,
    visible,
  });
  const ids = found.map(({ id }) => id).filter((id) => id !== incident.id);
  const rows: SimilarRow[] = await sql('incidents')
    .select(columns)
    .whereIn('id', ids)
    .whereNull('mergedIntoId')
    .whereNot({ status: 'cancelled' });
  const byRank = rows.sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
  const best = [...byRank.filter(({ resolvedAt }) => resolvedAt), ...byRank.filter(({ resolvedAt }) => !resolvedAt)].slice(0, shown);
  return Promise.all(best.map((row) => similarOf(sql, row)));
}

async function similarOf(sql: Sql, row: SimilarRow): Promise<Similar> {
  const { id, number, title, status, priority, openedAt, resolvedAt, resolutionCode } = row;
  return {
    incident: { id, number: numberText(number), title, status, priority },
    openedAt,
    resolvedAt,
    resolutionCode,
    answer: resolvedAt ? await answerThatSolved(sql, row) : null,
  };
}

/** The note of the resolution, or else what a technician last said publicly. */
async function answerThatSolved(sql: Sql, { id, resolutionNote }: SimilarRow): Promise<Similar['answer']> {
  if (resolutionNote) return { from: 'resolution', text: resolutionNote };
  const last = await sql('incidentComments as c')
    .join('people as p', 'p.id', 'c.authorId')
    .select('c.body')
    .where({ 'c.incidentId': id, 'c.visibility': 'public', 'c.deletedAt': null })
    .whereNot('p.role', 'employee')
    .orderBy([
      { column: 'c.createdAt', order: 'desc' },
      { column: 'c.id', order: 'desc' },
    ])
    .first();
  return last ? { from: 'comment', text: last.body } : null;
}
