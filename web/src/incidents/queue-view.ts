import type { Params } from '../api/client.ts';

export const queueDefaults = { view: 'open', status: '', priority: '', group: '', assignee: '', q: '', sort: '' };
export type QueueState = typeof queueDefaults;

export const views = ['open', 'mine', 'groups', 'unassigned', 'overdue', 'done'] as const;
export type View = (typeof views)[number];

const open = 'new,in_progress,pending';

const viewParams: Record<View, Params> = {
  open: { status: open },
  mine: { status: open, assigneeId: 'me' },
  groups: { status: open, supportGroupId: 'mine' },
  unassigned: { status: open, assigneeId: 'none' },
  overdue: { status: open, overdue: true },
  done: { status: 'resolved,closed,cancelled' },
};

export const asView = (text: string): View => views.find((view) => view === text) ?? 'open';

/** The order in which a view stands unless one was chosen. */
export const defaultSort = (view: View): string => (view === 'done' ? '-updatedAt' : 'dueAt');

/** What the API is asked for: the view, narrowed by the filters. */
export function queueParams({ view, status, priority, group, assignee, q, sort }: QueueState): Params {
  const base = viewParams[asView(view)];
  return {
    ...base,
    ...(status && { status }),
    ...(priority && { priority }),
    ...(group && { supportGroupId: group }),
    ...(assignee && { assigneeId: assignee }),
    ...(q && { q }),
    sort: sort || defaultSort(asView(view)),
  };
}
