/** What the queue can show of an incident beside its title. */
export const columns = [
  'number',
  'priority',
  'status',
  'requester',
  'supportGroup',
  'assignee',
  'service',
  'asset',
  'tags',
  'dueAt',
  'openedAt',
  'updatedAt',
  'resolvedAt',
  'source',
  'impact',
  'urgency',
  'pendingReason',
] as const;
export type Column = (typeof columns)[number];

export const visibilities = ['personal', 'group', 'all'] as const;
export type ViewVisibility = (typeof visibilities)[number];

export const subjects = ['incidents', 'assets'] as const;
export type ViewSubject = (typeof subjects)[number];

/** Which incidents, or assets, somebody looks at, in which order, and what of them. */
export interface View {
  id: string;
  subject: ViewSubject;
  /** Null for the views that everybody has from the start: the pages name those, in the reader's language. */
  name: string | null;
  /** Null: everybody has it from the start. */
  ownerId: string | null;
  visibility: ViewVisibility;
  supportGroupId: string | null;
  /** As the address of the list says them. */
  filters: Record<string, string>;
  sort: string;
  /** Empty: the columns that the list shows by itself. */
  columns: string[];
  position: number;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** What a person said about one view: whether they keep it at hand; its place is its place in the list. */
export interface Placement {
  id: string;
  isPinned: boolean;
}

/**
 * The views in a person's own order: first those that they placed, then the others as everybody finds them. Without a
 * word of theirs, everybody's first views, their own and their groups' are at hand.
 */
export function arrange<T extends Pick<View, 'id' | 'ownerId' | 'supportGroupId' | 'position' | 'createdAt'>>(
  views: T[],
  placements: Placement[],
  { id, supportGroupIds }: { id: string | null; supportGroupIds: readonly string[] },
): Array<{ view: T; isPinned: boolean }> {
  const byId = new Map(views.map((view) => [view.id, view]));
  const placed = placements.flatMap(({ id: viewId, isPinned }) => {
    const view = byId.get(viewId);
    byId.delete(viewId);
    return view ? [{ view, isPinned }] : [];
  });
  const others = [...byId.values()].sort((a, b) => a.position - b.position || a.createdAt.getTime() - b.createdAt.getTime());
  const isOfGroup = (view: T): boolean => view.supportGroupId !== null && supportGroupIds.includes(view.supportGroupId);
  const isAtHand = (view: T): boolean => view.ownerId === null || view.ownerId === id || isOfGroup(view);
  return [...placed, ...others.map((view) => ({ view, isPinned: isAtHand(view) }))];
}
