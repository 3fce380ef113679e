import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import { type AssetRequest, parseRequestNumber, type RequestableItem, type RequestState } from './asset-request.ts';

const byIdOrNumber = (idOrNumber: string) => {
  const number = parseRequestNumber(idOrNumber);
  return number === null ? { id: idOrNumber } : { number };
};

export async function findRequest(sql: Sql, idOrNumber: string): Promise<AssetRequest | null> {
  return (await sql('assetRequests').where(byIdOrNumber(idOrNumber)).first()) ?? null;
}

/** The request, held until the transaction ends. */
export async function lockRequest(tx: Sql, idOrNumber: string): Promise<AssetRequest | null> {
  return (await tx('assetRequests').where(byIdOrNumber(idOrNumber)).forUpdate().first()) ?? null;
}

export async function insertRequest(tx: Sql, request: AssetRequest): Promise<void> {
  await tx('assetRequests').insert(request);
}

/** Changes a request that the transaction holds. */
export async function updateRequest(tx: Sql, request: AssetRequest, changes: Partial<AssetRequest>): Promise<AssetRequest> {
  const after = { ...request, ...changes, version: request.version + 1 };
  await tx('assetRequests')
    .where({ id: request.id })
    .update({ ...changes, version: after.version });
  return after;
}

export interface RequestFilter {
  state?: RequestState | undefined;
  personId?: string | undefined;
  approverId?: string | undefined;
}

/** Requests to page through; of those that `onlyFor` has a part in, if told. */
export function requests(sql: Sql, filter: RequestFilter, onlyFor: string | null): Knex.QueryBuilder {
  const query = sql('assetRequests').select('*');
  if (filter.state) query.where({ state: filter.state });
  if (filter.personId) query.where({ personId: filter.personId });
  if (filter.approverId) query.where({ approverId: filter.approverId });
  if (onlyFor !== null)
    query.where((any) => any.where({ personId: onlyFor }).orWhere({ askedById: onlyFor }).orWhere({ approverId: onlyFor }));
  return query;
}

/** What may be asked for, by name; all of it or only what is offered. */
export async function listItems(sql: Sql, isOfferedOnly: boolean): Promise<RequestableItem[]> {
  const query = sql('requestableItems').orderBy(['name', 'id']).limit(500);
  return isOfferedOnly ? query.where({ isOffered: true }) : query;
}

export async function findItem(sql: Sql, id: string): Promise<RequestableItem | null> {
  return (await sql('requestableItems').where({ id }).first()) ?? null;
}

export async function insertItem(tx: Sql, item: RequestableItem): Promise<void> {
  await tx('requestableItems').insert(item);
}

/** Changes an item that still has this version; answers false when somebody was faster. */
export async function updateItem(tx: Sql, { id, version }: RequestableItem, changes: Partial<RequestableItem>): Promise<boolean> {
  return (
    (await tx('requestableItems')
      .where({ id, version })
      .update({ ...changes, version: version + 1 })) === 1
  );
}
