import type { Sql } from '../../db/connection.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { notFound } from '../platform/problem.ts';
import { type HandOver, type HandOverItem, handOverNumber } from './hand-over.ts';
import { maySeeHandOver } from './hand-over-policy.ts';
import type { HandOverAnswer } from './hand-over-schemas.ts';
import { findHandOver, handOvers, itemsOfHandOvers } from './hand-over-store.ts';
import { signatureSvg } from './signature.ts';

const viewOf = (handOver: HandOver, items: HandOverItem[]): HandOverAnswer => {
  const { number, personId, personName, clerkId, clerkName, signature, ...rest } = handOver;
  return {
    ...rest,
    number: handOverNumber(number),
    person: { id: personId, name: personName },
    clerk: { id: clerkId, name: clerkName },
    items: items.map(({ handOverId: _, position: __, ...item }) => item),
    signatureSvg: signature && signatureSvg(signature),
  };
};

/** Hand-overs as the API shows them. */
export async function handOverViews(sql: Sql, found: HandOver[]): Promise<HandOverAnswer[]> {
  const items = await itemsOfHandOvers(
    sql,
    found.map(({ id }) => id),
  );
  return found.map((handOver) => viewOf(handOver, items.get(handOver.id) ?? []));
}

/** One hand-over as the API shows it. */
export async function handOverView(sql: Sql, handOver: HandOver): Promise<HandOverAnswer> {
  const [view] = await handOverViews(sql, [handOver]);
  return view as HandOverAnswer;
}

/** The hand-over that the actor means and may see; 404 otherwise. */
export async function loadHandOver(ctx: Context, actor: Actor, idOrNumber: string): Promise<HandOver> {
  const handOver = await findHandOver(ctx.db.sql, idOrNumber);
  if (!handOver || !maySeeHandOver(actor, handOver)) throw notFound('hand-over');
  return handOver;
}

/** A page of hand-overs, the newest first; of one's own alone for who is no technician. */
export async function listHandOvers(
  ctx: Context,
  actor: Actor,
  filter: {
    personId?: string | undefined;
    assetId?: string | undefined;
    state?: string | undefined;
    limit: number;
    cursor?: string | undefined;
  },
) {
  const personId = maySeeHandOver(actor, { personId: '' }) ? filter.personId : (actor.id ?? '');
  const query = handOvers(ctx.db.sql, { ...filter, personId }).limit(filter.limit + 1);
  const found = (await afterCursor(query, [{ column: 'number', direction: 'desc' }], filter.cursor)) as HandOver[];
  const { items, nextCursor } = toPage(found, filter.limit, ({ number }) => [number]);
  return { items: await handOverViews(ctx.db.sql, items), nextCursor };
}
