import { QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, type Params } from './client.ts';
import { ApiProblem } from './problem.ts';
import type { Page } from './types.ts';

/** What was read stays fresh until a live event says otherwise. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      networkMode: 'always',
      retry: (count, error) => count < 2 && !(error instanceof ApiProblem && error.status >= 400 && error.status < 500),
      retryDelay: (attempt) => 500 * 2 ** attempt,
    },
    mutations: { networkMode: 'always' },
  },
});

/** The key under which an answer is kept: the words of its path, then the parameters, so that a prefix invalidates. */
export const keyOf = (path: string, params?: Params): unknown[] => [...path.split('/').filter(Boolean), ...(params ? [params] : [])];

/** Forgets everything read under these paths, so that what is on screen is read again. */
export async function refresh(...paths: string[]): Promise<void> {
  await Promise.all(paths.map((path) => queryClient.invalidateQueries({ queryKey: keyOf(path) })));
}

interface GetOptions {
  enabled?: boolean;
  refetchInterval?: number | false;
  /** Shows what was there until the answer for other parameters comes. */
  keepsPrevious?: boolean;
}

/** Reads one address. */
export function useGet<T>(path: string, params?: Params, options: GetOptions = {}) {
  const { keepsPrevious, ...others } = options;
  return useQuery({
    queryKey: keyOf(path, params),
    queryFn: ({ signal }) => api.get<T>(path, params, signal),
    ...(keepsPrevious && { placeholderData: (previous: T | undefined) => previous as never }),
    ...others,
  });
}

/** Reads a list page by page. */
export function useList<T>(path: string, params: Params = {}, options: { enabled?: boolean } = {}) {
  const query = useInfiniteQuery({
    queryKey: [...keyOf(path), 'pages', params],
    queryFn: ({ pageParam, signal }) => api.get<Page<T>>(path, { ...params, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: (previous) => previous,
    ...options,
  });
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) ?? [] };
}
