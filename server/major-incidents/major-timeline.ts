import type { z } from 'zod';
import { readTimeline, type TimelineItem } from '../incidents/timeline-queries.ts';
import type { Language } from '../people/person.ts';
import type { Actor } from '../platform/actor.ts';
import { hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { MajorEntry, MajorUpdate } from './major-incident.ts';
import { findMajorOr404 } from './major-queries.ts';
import type { timelineEntry } from './major-schemas.ts';
import { entriesOf, updatesOf } from './war-room-store.ts';

export type MajorTimelineEntry = z.output<typeof timelineEntry>;

/** Of the incident's own history, what only repeats what the major incident says of itself. */
const echoes = new Set(['majorDeclared', 'majorEnded', 'majorGoesOn', 'majorWithdrawn', 'watcherAdded', 'watcherRemoved']);
const mostPages = 10;

/** What happened, in order: the incident's history, the news, and what people noted by hand. */
export async function majorTimeline(ctx: Context, actor: Actor, id: string, language: Language): Promise<MajorTimelineEntry[]> {
  const { sql } = ctx.db;
  const major = await findMajorOr404(sql, id);
  const entries = (await entriesOf(sql, id)).map((entry) => ofEntry(entry, actor));
  const updates = (await updatesOf(sql, id)).map((update) => ofUpdate(update, language));
  const history = (await wholeHistory(ctx, actor, major.incidentId)).filter(({ kind }) => !echoes.has(kind)).map(ofEvent);
  const rank = { incident: 0, major: 1, update: 2 };
  return [...history, ...entries, ...updates].sort(
    (a, b) => new Date(a.happenedAt).getTime() - new Date(b.happenedAt).getTime() || rank[a.source] - rank[b.source],
  );
}

async function wholeHistory(ctx: Context, actor: Actor, incidentId: string): Promise<TimelineItem[]> {
  const items: TimelineItem[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < mostPages && cursor !== null; page += 1) {
    const answer = await readTimeline(ctx, actor, incidentId, { limit: 200, order: 'asc', ...(cursor && { cursor }) });
    items.push(...answer.items);
    cursor = answer.nextCursor;
  }
  return items;
}

const ofEvent = ({ id, happenedAt, kind, actor, comment, visibility, detail, changes }: TimelineItem): MajorTimelineEntry => ({
  id,
  happenedAt,
  source: 'incident',
  kind,
  actor,
  text: comment?.body ?? '',
  detail: { ...detail, visibility, changes },
  canRemove: false,
});

const ofEntry = ({ id, happenedAt, kind, actorId, actorName, text }: MajorEntry, actor: Actor): MajorTimelineEntry => ({
  id,
  happenedAt,
  source: 'major',
  kind,
  actor: { id: actorId, name: actorName },
  text,
  detail: {},
  canRemove: kind === 'note' && ((actorId !== null && actorId === actor.id) || hasRole(actor, 'lead')),
});

const ofUpdate = ({ id, publishedAt, stage, authorId, authorName, body }: MajorUpdate, language: Language): MajorTimelineEntry => ({
  id,
  happenedAt: publishedAt,
  source: 'update',
  kind: stage,
  actor: { id: authorId, name: authorName },
  text: body[language],
  detail: {},
  canRemove: false,
});
