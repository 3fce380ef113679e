import type { Sql } from '../../db/connection.ts';
import { personRefs } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { notFound } from '../platform/problem.ts';
import { type AssetRequest, mayCancel, mayDecide, maySeeRequest, requestNumber } from './asset-request.ts';
import type { RequestAnswer } from './request-schemas.ts';
import { findRequest, listItems, type RequestFilter, requests } from './request-store.ts';

/** Requests as the API shows them to this actor. */
export async function requestViews(sql: Sql, actor: Actor, found: AssetRequest[]): Promise<RequestAnswer[]> {
  const people = await personRefs(
    sql,
    found.flatMap(({ personId, askedById, approverId, decidedById }) => [personId, askedById, approverId, decidedById]),
  );
  const who = (id: string) => ({ id, name: people.get(id)?.name ?? '' });
  const items = found.some(({ itemId }) => itemId) ? await listItems(sql, false) : [];
  return found.map((request) => {
    const { number, personId, askedById, itemId, approverId, decidedById, ...rest } = request;
    const item = items.find(({ id }) => id === itemId);
    return {
      ...rest,
      number: requestNumber(number),
      person: who(personId),
      askedBy: who(askedById),
      item: item ? { id: item.id, name: item.name } : null,
      approver: approverId ? who(approverId) : null,
      decidedBy: decidedById ? who(decidedById) : null,
      mayDecide: request.state === 'waiting' && mayDecide(actor, request),
      mayCancel: (request.state === 'waiting' || request.state === 'approved') && mayCancel(actor, request),
    };
  });
}

export async function requestView(sql: Sql, actor: Actor, request: AssetRequest): Promise<RequestAnswer> {
  const [view] = await requestViews(sql, actor, [request]);
  return view as RequestAnswer;
}

/** The request that the actor means and may see; 404 otherwise. */
export async function loadRequest(ctx: Context, actor: Actor, idOrNumber: string): Promise<AssetRequest> {
  const request = await findRequest(ctx.db.sql, idOrNumber);
  if (!request || !maySeeRequest(actor, request)) throw notFound('request');
  return request;
}

/** A page of requests, the newest first; for who is no technician those that they have a part in. */
export async function listRequests(
  ctx: Context,
  actor: Actor,
  { limit, cursor, ...filter }: RequestFilter & { limit: number; cursor?: string | undefined },
) {
  const onlyFor = hasRole(actor, 'technician') ? null : (actor.id ?? '');
  const query = requests(ctx.db.sql, filter, onlyFor).limit(limit + 1);
  const found = (await afterCursor(query, [{ column: 'number', direction: 'desc' }], cursor)) as AssetRequest[];
  const { items, nextCursor } = toPage(found, limit, ({ number }) => [number]);
  return { items: await requestViews(ctx.db.sql, actor, items), nextCursor };
}
