import type { z } from 'zod';
import { dueRows } from '../../db/outbox.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { type Filing, fileIncident } from './file-incident.ts';
import type { EventKind, Incident } from './incident.ts';
import type { timelineQuery } from './incident-schemas.ts';
import { readTimeline, type TimelineItem } from './timeline-queries.ts';

/** Files an incident of medium impact and urgency unless told. */
export const file = (ctx: Context, actor: Actor, filing: Partial<Filing> = {}): Promise<Incident> =>
  fileIncident(ctx, actor, { title: 'The printer jams', impact: 'medium', urgency: 'medium', ...filing });

/** The whole history as this actor reads it. */
export async function historyOf(ctx: Context, actor: Actor, id: string): Promise<TimelineItem[]> {
  const filter: z.output<typeof timelineQuery> = { limit: 200, order: 'asc' };
  return (await readTimeline(ctx, actor, id, filter)).items;
}

export const kindsOf = async (ctx: Context, actor: Actor, id: string): Promise<EventKind[]> =>
  (await historyOf(ctx, actor, id)).map(({ kind }) => kind);

/** Kinds of notices that a person got about an incident, in order. */
export async function noticesOf(ctx: Context, actor: Actor, id: string): Promise<string[]> {
  const rows: Array<{ kind: string }> = await ctx.db.sql('notifications').where({ recipientId: actor.id, subjectId: id }).orderBy('id');
  return rows.map(({ kind }) => kind);
}

/** Rows of a job about an incident that are in the outbox, due or not. */
export async function armed(ctx: Context, job: string, incidentId: string): Promise<Array<{ id: string; runAt: Date }>> {
  const rows = await dueRows(ctx.db.sql, new Date('9999-01-01'), 10_000);
  return rows.filter((row) => row.job === job && row.payload['incidentId'] === incidentId);
}
