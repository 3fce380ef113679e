import { locationRefs } from '../people/location-queries.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Context } from '../platform/context.ts';
import type { KitHandOut } from './kit.ts';
import type { KitHandOutAnswer, KitHandOutQuery } from './kit-schemas.ts';
import { listHandOuts } from './kit-store.ts';

async function shownAll(ctx: Context, handOuts: KitHandOut[]): Promise<KitHandOutAnswer[]> {
  const ids = handOuts.map(({ holderId }) => holderId);
  const people = await personRefs(ctx.db.sql, ids);
  const places = await locationRefs(ctx.db.sql, ids);
  return handOuts.map(({ kitId, kitName, holderType, holderId, actorId, actorName, ...handOut }) => ({
    ...handOut,
    kit: { id: kitId, name: kitName },
    holder: { type: holderType, id: holderId, name: (people.get(holderId) ?? places.get(holderId))?.name ?? '' },
    actor: { id: actorId, name: actorName },
    elsewhere: [],
  }));
}

/** A hand-out as the API shows it. */
export const shownHandOut = async (ctx: Context, handOut: KitHandOut): Promise<KitHandOutAnswer> =>
  (await shownAll(ctx, [handOut]))[0] as KitHandOutAnswer;

/** A page of hand-outs, latest first. */
export async function kitHandOuts(ctx: Context, query: KitHandOutQuery) {
  const { items, nextCursor } = await listHandOuts(ctx.db.sql, query);
  return { items: await shownAll(ctx, items), nextCursor };
}
