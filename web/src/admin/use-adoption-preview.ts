import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../api/client.ts';
import type { AdoptionPreview } from './service-level-types.ts';

/** Reads the preview of an adoption page by page to its end; a page takes the server a moment, so what is known is shown. */
export function usePreview(path: string, isWanted: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['adoption-preview', path],
    queryFn: ({ pageParam, signal }) => api.post<AdoptionPreview>(path, {}, { params: { dryRun: true, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    enabled: isWanted,
    staleTime: 0,
    gcTime: 0,
  });
  const { hasNextPage, isFetching, fetchNextPage, data, error, refetch } = query;
  useEffect(() => {
    if (isWanted && hasNextPage && !isFetching && !error) void fetchNextPage();
  }, [isWanted, hasNextPage, isFetching, error, fetchNextPage]);
  const pages = data?.pages ?? [];
  return {
    items: pages.flatMap(({ items }) => items),
    checked: pages.reduce((sum, page) => sum + page.checked, 0),
    isDone: data !== undefined && !hasNextPage && !isFetching,
    error,
    retry: refetch,
  };
}
