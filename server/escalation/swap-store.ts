import type { Sql } from '../../db/connection.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Span } from './rotation.ts';
import type { SwapState } from './swap.ts';

/** Somebody asks others to take a shift, perhaps for one of theirs in return. */
export interface Swap extends Span {
  id: string;
  scheduleId: string;
  askerId: string;
  returnStartAt: Date | null;
  returnEndAt: Date | null;
  message: string | null;
  state: SwapState;
  takerId: string | null;
  /** When nobody can take it any more: the shift began. */
  expiresAt: Date;
  createdAt: Date;
  decidedAt: Date | null;
}

export interface SwapRecipient {
  swapId: string;
  personId: string;
  answer: 'accepted' | 'declined' | null;
  answeredAt: Date | null;
}

export async function insertSwap(tx: Sql, swap: Swap, recipientIds: readonly string[]): Promise<void> {
  await tx('onCallSwaps').insert(swap);
  await tx('onCallSwapRecipients').insert(recipientIds.map((personId) => ({ swapId: swap.id, personId, answer: null, answeredAt: null })));
}

export async function findSwap(sql: Sql, id: string): Promise<Swap | null> {
  return (await sql('onCallSwaps').where({ id }).first()) ?? null;
}

/** Ends an open request; false when it was ended already. */
export async function decideSwap(tx: Sql, id: string, decision: { state: SwapState; takerId?: string; decidedAt: Date }): Promise<boolean> {
  return (await tx('onCallSwaps').where({ id, state: 'open' }).update(decision)) === 1;
}

export async function recipientsOfSwaps(sql: Sql, swapIds: readonly string[]): Promise<SwapRecipient[]> {
  return sql('onCallSwapRecipients')
    .whereIn('swapId', [...swapIds])
    .orderBy(['swapId', 'personId']);
}

export async function recordAnswer(tx: Sql, { swapId, personId, ...answer }: SwapRecipient): Promise<void> {
  await tx('onCallSwapRecipients').where({ swapId, personId }).update(answer);
}

/** Open requests of a person that touch a span of time. */
export async function openSwapsOf(sql: Sql, askerId: string, from: Date, to: Date): Promise<Swap[]> {
  return sql('onCallSwaps').where({ askerId, state: 'open' }).where('endAt', '>', from).where('startAt', '<', to).orderBy('id').limit(500);
}

/** Open requests that nobody answered in time. */
export async function overdueSwaps(sql: Sql, now: Date, limit: number): Promise<Swap[]> {
  return sql('onCallSwaps').where({ state: 'open' }).where('expiresAt', '<=', now).orderBy('expiresAt').limit(limit);
}

export interface SwapFilter {
  /** Asked by this person or to them; without it, everybody's. */
  personId?: string | undefined;
  scheduleId?: string | undefined;
  state?: SwapState | undefined;
  limit: number;
  cursor?: string | undefined;
}

/** A page of requests, the newest first. */
export async function listSwaps(sql: Sql, filter: SwapFilter): Promise<{ items: Swap[]; nextCursor: string | null }> {
  const { personId, scheduleId, state, limit, cursor } = filter;
  const query = sql('onCallSwaps').limit(limit + 1);
  if (scheduleId) query.where({ scheduleId });
  if (state) query.where({ state });
  const asked = sql('onCallSwapRecipients')
    .select('swapId')
    .where({ personId: personId ?? '' });
  if (personId) query.where((mine) => mine.where({ askerId: personId }).orWhereIn('id', asked));
  afterCursor(query, [{ column: 'id', direction: 'desc' }], cursor);
  return toPage((await query) as Swap[], limit, ({ id }) => [id]);
}
