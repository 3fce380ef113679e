import { countedTo, countMatching } from '../incidents/count-matching.ts';
import { type Asker, timeZoneOf } from '../incidents/filter-incidents.ts';
import { incidentFilters } from '../incidents/incident-filter-schemas.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { arrangedViews } from './view-queries.ts';

export interface ViewCounts {
  items: Array<{ id: string; count: number }>;
  limit: number;
}

/** A sidebar with more is not read any more. */
const mostCounted = 60;

/** How many incidents the views hold that the actor has at hand. */
export async function countViews(ctx: Context, actor: Actor): Promise<ViewCounts> {
  const pinned = (await arrangedViews(ctx, actor)).filter(({ isPinned }) => isPinned).slice(0, mostCounted);
  const asker: Asker = { actor, now: ctx.clock(), timeZone: await timeZoneOf(ctx, actor) };
  const counted = pinned.flatMap(({ view }) => {
    // A view that was saved under rules of another time may say what nobody understands any more.
    const { data: filters } = incidentFilters.safeParse(view.filters);
    return filters ? [{ id: view.id, counting: { asker, filters } }] : [];
  });
  const counts = await countMatching(
    ctx,
    counted.map(({ counting }) => counting),
  );
  return { items: counted.map(({ id }, index) => ({ id, count: counts[index] ?? 0 })), limit: countedTo };
}
