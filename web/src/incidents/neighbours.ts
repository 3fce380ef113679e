import type { InfiniteData } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import type { IncidentListItem, Page } from '../api/types.ts';

/** The incidents of the queue as it was shown last, in its order; the open ones when none was shown. */
async function shownQueue(): Promise<IncidentListItem[]> {
  const [last] = queryClient
    .getQueryCache()
    .findAll({ queryKey: ['queue'] })
    .filter(({ state }) => (state.data as InfiniteData<Page<IncidentListItem>> | undefined)?.pages)
    .sort((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt);
  if (last) return (last.state.data as InfiniteData<Page<IncidentListItem>>).pages.flatMap(({ items }) => items);
  const open = await api.get<Page<IncidentListItem>>('/incidents', { status: 'new,in_progress,pending', sort: 'dueAt', limit: 100 });
  return open.items;
}

/** The number of the incident that comes so many places after this one in the queue; null at its ends. */
export async function neighbourOf(incidentId: string, step: 1 | -1): Promise<string | null> {
  const queue = await shownQueue();
  const at = queue.findIndex(({ id }) => id === incidentId);
  // One that has left the queue is followed by the first that is still in it.
  const next = at < 0 ? queue[0] : queue[at + step];
  return next?.number ?? null;
}
