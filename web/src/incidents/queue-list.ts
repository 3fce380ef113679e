import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api, type Params } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import type { IncidentListItem, Page } from '../api/types.ts';
import { onLiveChange } from '../live/live.ts';
import { isInOrder, standsBefore } from './queue-order.ts';

type Pages = InfiniteData<Page<IncidentListItem>, string | undefined>;

const pageSize = 50;
/** Changes within a moment are asked for together; a little chance keeps hundreds of pages from asking at the same instant. */
const gatherMs = () => 120 + Math.random() * 180;
/** More at once are not asked for one by one: the list is read anew. */
const mostFollowed = 50;

export interface QueueList {
  items: IncidentListItem[];
  isReady: boolean;
  error: unknown;
  isFetching: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
  refetch: () => unknown;
  /** How many incidents came into the view and are not shown yet. */
  freshCount: number;
  isStale: boolean;
  /** Rows that do not belong into the view any more, and stay until they are in nobody's way. */
  goneIds: ReadonlySet<string>;
  /** Reads the list from its beginning, with what is new. */
  showFresh: () => void;
}

/**
 * The incidents of a view, page by page to the end. Rows on screen follow every change in their place; what comes in or
 * goes waits while `isHeld` says that somebody points at the list or works in it.
 */
export function useQueueList(params: Params, isEnabled: boolean, isHeld: () => boolean): QueueList {
  const key = useMemo(() => ['queue', params], [params]);
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<IncidentListItem>>('/incidents', { ...params, limit: pageSize, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (previous) => previous,
    enabled: isEnabled,
  });
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const live = useArrivals(key, params, isEnabled);
  const { freshIds, goneIds, isStale, showFresh } = live;
  useSettling(freshIds.size > 0 || goneIds.size > 0 || isStale, query.data?.pages.length ?? 0, isHeld, showFresh);

  return {
    items,
    isReady: query.data !== undefined,
    error: query.error,
    isFetching: query.isFetching,
    hasNextPage: query.hasNextPage,
    isFetchingNextPage: query.isFetchingNextPage,
    fetchNextPage: query.fetchNextPage,
    refetch: query.refetch,
    freshCount: freshIds.size,
    isStale,
    goneIds,
    showFresh,
  };
}

/** Follows what happens to the incidents of a list: rows change in their place, what comes in or goes is noted. */
function useArrivals(key: unknown[], params: Params, isEnabled: boolean) {
  const [freshIds, setFreshIds] = useState<ReadonlySet<string>>(new Set());
  const [goneIds, setGoneIds] = useState<ReadonlySet<string>>(new Set());
  const [isStale, setStale] = useState(false);

  const forget = useCallback(() => {
    setFreshIds(new Set());
    setGoneIds(new Set());
    setStale(false);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view begins anew
  useEffect(forget, [key, forget]);

  const showFresh = useCallback(() => {
    // Only the first page is read again: the others follow as one goes on.
    queryClient.setQueryData<Pages>(key, (now) => now && { pages: now.pages.slice(0, 1), pageParams: now.pageParams.slice(0, 1) });
    void queryClient.invalidateQueries({ queryKey: key }).then(forget);
  }, [key, forget]);

  const follow = useCallback(
    async (ids: string[]) => {
      if (ids.length > mostFollowed) return setStale(true);
      const read = await api.get<Page<IncidentListItem>>('/incidents', { ...params, id: ids.join(','), limit: mostFollowed });
      const now = queryClient.getQueryData<Pages>(key);
      const { shown, came, went } = compare(now, ids, read.items, String(params['sort']));
      const after = now && replaceRows(now, shown);
      queryClient.setQueryData<Pages>(key, after);
      setGoneIds((gone) => new Set([...gone, ...went].filter((id) => !shown.has(id))));
      setFreshIds((fresh) => new Set([...[...fresh].filter((id) => !ids.includes(id)), ...came]));
      if (!isInOrder(String(params['sort']), rowsOf(after))) setStale(true);
    },
    [key, params],
  );
  useFollowedChanges(follow, isEnabled);
  return { freshIds, goneIds, isStale, showFresh };
}

/** What waits is taken in as soon as it disturbs nobody. */
function useSettling(waits: boolean, pages: number, isHeld: () => boolean, showFresh: () => void): void {
  const held = useRef(isHeld);
  held.current = isHeld;
  useEffect(() => {
    if (!waits) return undefined;
    const settle = () => {
      if (!held.current() && pages <= 1) showFresh();
    };
    settle();
    const timer = setInterval(settle, 1500);
    return () => clearInterval(timer);
  }, [waits, pages, showFresh]);
}

const rowsOf = (pages: Pages | undefined): IncidentListItem[] => pages?.pages.flatMap((page) => page.items) ?? [];

/** Rows that changed, incidents that came in, and rows that do not belong into the list any more. */
function compare(now: Pages | undefined, asked: string[], read: IncidentListItem[], sort: string) {
  const rows = rowsOf(now);
  const known = new Set(rows.map(({ id }) => id));
  const matching = new Map(read.map((item) => [item.id, item]));
  // What stands behind the last row that is read has its place further down, as it had before.
  const last = now?.pages.at(-1)?.nextCursor ? rows.at(-1) : undefined;
  const isInSight = (item: IncidentListItem): boolean => !last || standsBefore(sort, item, last);
  return {
    shown: new Map([...matching].filter(([id]) => known.has(id))),
    came: read.filter((item) => !known.has(item.id) && isInSight(item)).map(({ id }) => id),
    went: asked.filter((id) => known.has(id) && !matching.has(id)),
  };
}

const replaceRows = (pages: Pages, rows: Map<string, IncidentListItem>): Pages => ({
  ...pages,
  pages: pages.pages.map((page) => ({ ...page, items: page.items.map((item) => rows.get(item.id) ?? item) })),
});

/** Calls with the incidents that changed, gathered over a moment. */
function useFollowedChanges(follow: (ids: string[]) => Promise<void>, isEnabled: boolean): void {
  useEffect(() => {
    if (!isEnabled) return undefined;
    const waiting = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLiveChange(({ type, id }) => {
      if (type !== 'incident.changed' && type !== 'incident.created') return;
      waiting.add(id);
      timer ??= setTimeout(() => {
        const ids = [...waiting];
        waiting.clear();
        timer = undefined;
        // A page that could not ask reads all of it when the connection is back.
        follow(ids).catch(() => undefined);
      }, gatherMs());
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [follow, isEnabled]);
}
