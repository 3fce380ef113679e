import type { z } from 'zod';
import { personRefs } from '../people/person-queries.ts';
import { supportGroupRefs } from '../people/service-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { arrange, type View, type ViewSubject } from './view.ts';
import { mayChangeView, maySeeView } from './view-policy.ts';
import type { viewAnswer } from './view-schemas.ts';
import { findPlacements, findView, viewsFor } from './view-store.ts';

export type ViewAnswer = z.output<typeof viewAnswer>;

/** Every view that the actor may see, in their own order. */
export async function arrangedViews(
  ctx: Context,
  actor: Actor,
  subject: ViewSubject = 'incidents',
): Promise<Array<{ view: View; isPinned: boolean }>> {
  const personId = actor.id ?? '';
  const [views, placements] = await Promise.all([
    viewsFor(ctx.db.sql, subject, personId, hasRole(actor, 'lead') ? null : actor.supportGroupIds),
    findPlacements(ctx.db.sql, personId),
  ]);
  return arrange(views, placements, actor);
}

/** The same as the API shows them. */
export async function listViews(ctx: Context, actor: Actor, subject: ViewSubject = 'incidents'): Promise<ViewAnswer[]> {
  return answersOf(ctx, actor, await arrangedViews(ctx, actor, subject));
}

/** One view; 404 when it does not exist or the actor may not see it. */
export async function readView(ctx: Context, actor: Actor, id: string, subject: ViewSubject = 'incidents'): Promise<ViewAnswer> {
  const view = await visibleView(ctx, actor, id, subject);
  const placements = await findPlacements(ctx.db.sql, actor.id ?? '');
  return (await answersOf(ctx, actor, arrange([view], placements, actor)))[0] as ViewAnswer;
}

/** The view itself, under the same rule. */
export async function visibleView(ctx: Context, actor: Actor, id: string, subject: ViewSubject): Promise<View> {
  const view = await findView(ctx.db.sql, id);
  if (view?.subject !== subject || !maySeeView(actor, view)) throw notFound('view');
  return view;
}

async function answersOf(ctx: Context, actor: Actor, arranged: Array<{ view: View; isPinned: boolean }>): Promise<ViewAnswer[]> {
  const [owners, groups] = await Promise.all([
    personRefs(
      ctx.db.sql,
      arranged.map(({ view }) => view.ownerId),
    ),
    supportGroupRefs(
      ctx.db.sql,
      arranged.map(({ view }) => view.supportGroupId),
    ),
  ]);
  return arranged.map(({ view: { ownerId, supportGroupId, position: _, subject: __, ...view }, isPinned }) => ({
    ...view,
    columns: view.columns as ViewAnswer['columns'],
    owner: (ownerId && owners.get(ownerId)) || null,
    supportGroup: (supportGroupId && groups.get(supportGroupId)) || null,
    isPinned,
    canEdit: mayChangeView(actor, { ownerId, visibility: view.visibility }),
  }));
}
