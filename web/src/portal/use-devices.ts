import { useGet } from '../api/queries.ts';
import type { Asset, Page } from '../api/types.ts';

/** The devices that an incident may be about: what the person holds, and the one that was chosen elsewhere. */
export function useDevices(personId: string, chosenId: string | null): Asset[] {
  const held = useGet<Page<Asset>>(`/people/${personId}/assets`);
  const items = held.data?.items ?? [];
  const isElsewhere = chosenId !== null && held.data !== undefined && !items.some(({ id }) => id === chosenId);
  const chosen = useGet<Asset>(`/assets/${chosenId}`, undefined, { enabled: isElsewhere });
  return isElsewhere && chosen.data ? [...items, chosen.data] : items;
}
