import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { findSupportGroup } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, Problem } from '../platform/problem.ts';
import type { Placement, View, ViewSubject } from './view.ts';
import { mayChangeView, mayShareWith } from './view-policy.ts';
import { visibleView } from './view-queries.ts';
import type { sidebar } from './view-schemas.ts';
import { countViewsOf, deleteView, insertView, savePlacements, updateView } from './view-store.ts';

/** A person who has so many does not find any of them. */
const mostViews = 200;

/** What may be said of a view; each list has its own filters, orders and columns, and has checked them. */
type Said = Pick<View, 'name' | 'visibility' | 'supportGroupId' | 'filters' | 'sort' | 'columns'>;
type Kept = 'filters' | 'sort' | 'columns';
type Partly<T> = { [K in keyof T]?: T[K] | undefined };
export type NewView = Omit<Said, Kept> & Partly<Pick<Said, Kept>> & { copyOf?: string | undefined };

/** Keeps a view, or a copy of one under a name of its own. */
export async function createView(
  ctx: Context,
  actor: Actor,
  { copyOf, ...input }: NewView,
  subject: ViewSubject = 'incidents',
): Promise<View> {
  return transact(ctx, async (tx) => {
    const ownerId = actor.id as string;
    const original = copyOf ? await visibleView(tx, actor, copyOf, subject) : null;
    if ((await countViewsOf(tx.db.sql, ownerId)) >= mostViews) throw new Problem('conflict', `Nobody keeps more than ${mostViews} views`);
    const now = tx.clock();
    const view: View = {
      id: newId(),
      subject,
      ownerId,
      ...input,
      filters: input.filters ?? original?.filters ?? {},
      sort: input.sort ?? original?.sort ?? (subject === 'assets' ? 'tag' : 'dueAt'),
      columns: input.columns ?? original?.columns ?? [],
      position: 1000,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await checkSharing(tx, actor, view);
    await insertView(tx.db.sql, view);
    announce(tx, view);
    return view;
  });
}

/** Changes a view; 412 when `ifMatch` is not the present version. */
export async function changeView(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: Partly<Said>,
  ifMatch: number | null,
  subject: ViewSubject = 'incidents',
): Promise<View> {
  return transact(ctx, async (tx) => {
    const view = await changeableView(tx, actor, id, ifMatch, subject);
    const defined = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const after: View = { ...view, ...defined, version: view.version + 1, updatedAt: tx.clock() };
    if (after.visibility !== 'group') after.supportGroupId = null;
    await checkSharing(tx, actor, after);
    if (!(await updateView(tx.db.sql, id, view.version, after))) throw new Problem('version_mismatch');
    announce(tx, view);
    announce(tx, after);
    return after;
  });
}

/** Removes a view for everybody who saw it. */
export async function removeView(
  ctx: Context,
  actor: Actor,
  id: string,
  ifMatch: number | null,
  subject: ViewSubject = 'incidents',
): Promise<void> {
  await transact(ctx, async (tx) => {
    const view = await changeableView(tx, actor, id, ifMatch, subject);
    await deleteView(tx.db.sql, id);
    announce(tx, view);
  });
}

/** Keeps which views the actor has at hand, and in which order. */
export async function arrangeViews(ctx: Context, actor: Actor, { items }: z.output<typeof sidebar>): Promise<void> {
  const layout: Placement[] = items.map(({ id, isPinned }) => ({ id, isPinned }));
  await transact(ctx, async (tx) => {
    await savePlacements(tx.db.sql, actor.id as string, layout, tx.clock());
    tx.db.afterCommit(() => tx.live.publish({ type: 'view.changed', id: 'sidebar', audience: { personIds: [actor.id as string] } }));
  });
}

async function changeableView(tx: Context, actor: Actor, id: string, ifMatch: number | null, subject: ViewSubject): Promise<View> {
  const view = await visibleView(tx, actor, id, subject);
  if (!mayChangeView(actor, view)) throw new Problem('forbidden', 'Only its owner changes a view');
  if (ifMatch !== null && ifMatch !== view.version) throw new Problem('version_mismatch', undefined, { extra: { version: view.version } });
  return view;
}

async function checkSharing(tx: Context, actor: Actor, { visibility, supportGroupId }: View): Promise<void> {
  if (visibility !== 'group') {
    if (supportGroupId !== null) throw invalid('/supportGroupId', 'belongs to a view that is shared with a group');
    return;
  }
  if (!supportGroupId || !(await findSupportGroup(tx.db.sql, supportGroupId))) {
    throw invalid('/supportGroupId', 'There is no such support group');
  }
  if (!mayShareWith(actor, supportGroupId)) throw new Problem('forbidden', 'One shares with groups that one belongs to');
}

/** Pages that show views read them again: the owner's alone, or everybody's who might see it. */
function announce(tx: Context, { id, visibility, ownerId, subject }: View): void {
  const audience = visibility === 'personal' ? { personIds: ownerId ? [ownerId] : [] } : { role: 'technician' as const };
  tx.db.afterCommit(() => tx.live.publish({ type: subject === 'assets' ? 'assetView.changed' : 'view.changed', id, audience }));
}
