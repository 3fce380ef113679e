import type { Sql } from '../../db/connection.ts';
import { personRefs } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { answerSwap, readSwap, withdrawSwap } from './answer-swap.ts';
import { askForSwap } from './ask-for-swap.ts';
import { listSchedules } from './on-call-store.ts';
import { newSwap, swapAnswer, swapAnswerBody, swapQuery } from './swap-schemas.ts';
import { listSwaps, recipientsOfSwaps, type Swap } from './swap-store.ts';

const area = 'on-call';

async function shown(sql: Sql, actor: Actor, swaps: readonly Swap[]) {
  const recipients = await recipientsOfSwaps(
    sql,
    swaps.map(({ id }) => id),
  );
  const refs = await personRefs(sql, [
    ...swaps.flatMap(({ askerId, takerId }) => [askerId, takerId]),
    ...recipients.map(({ personId }) => personId),
  ]);
  const names = new Map((await listSchedules(sql, { withRetired: true })).map(({ id, name }) => [id, name]));
  const refOf = (id: string) => refs.get(id) ?? { id, name: '?', email: '' };
  return swaps.map(({ askerId, takerId, scheduleId, returnStartAt, returnEndAt, ...swap }) => {
    const asked = recipients.filter(({ swapId }) => swapId === swap.id);
    return {
      ...swap,
      schedule: { id: scheduleId, name: names.get(scheduleId) ?? '' },
      asker: refOf(askerId),
      taker: takerId ? refOf(takerId) : null,
      return: returnStartAt && returnEndAt ? { startAt: returnStartAt, endAt: returnEndAt } : null,
      recipients: asked.map(({ personId, answer, answeredAt }) => ({ person: refOf(personId), answer, answeredAt })),
      isMine: askerId === actor.id,
      isForMe: swap.state === 'open' && asked.some(({ personId, answer }) => personId === actor.id && answer === null),
    };
  });
}

const one = async (ctx: Context, actor: Actor, swap: Swap) => (await shown(ctx.db.sql, actor, [swap]))[0]!;

export const swapRoutes: Route[] = [
  route({
    method: 'get',
    path: '/on-call/swaps',
    summary: 'Requests to swap that I made or that ask me, the newest first',
    area,
    allow: 'technician',
    query: swapQuery,
    answer: page(swapAnswer),
    handle: async ({ ctx, actor, query }) => {
      const { all, ...filter } = query;
      if (all && !hasRole(actor, 'lead')) throw new Problem('forbidden', 'Only leads see everybody’s requests');
      const { items, nextCursor } = await listSwaps(ctx.db.sql, { ...filter, personId: all ? undefined : (actor.id as string) });
      return { items: await shown(ctx.db.sql, actor, items), nextCursor };
    },
  }),
  route({
    method: 'post',
    path: '/on-call/swaps',
    summary: 'Ask somebody, or everybody who takes turns, to take one of my shifts or a part of it',
    area,
    allow: 'technician',
    body: newSwap,
    status: 201,
    answer: swapAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => one(ctx, actor, await askForSwap(ctx, actor, body)),
  }),
  route({
    method: 'get',
    path: '/on-call/swaps/:id',
    summary: 'One request to swap',
    area,
    allow: 'technician',
    params: idParams,
    answer: swapAnswer,
    handle: async ({ ctx, actor, params }) => one(ctx, actor, (await readSwap(ctx, actor, params.id)).swap),
  }),
  route({
    method: 'put',
    path: '/on-call/swaps/:id/answer',
    summary: 'Accept or decline a request that asks me; of several who accept the first has it, the others get 409',
    area,
    allow: 'technician',
    params: idParams,
    body: swapAnswerBody,
    answer: swapAnswer,
    handle: async ({ ctx, actor, params, body }) => one(ctx, actor, await answerSwap(ctx, actor, params.id, body.answer)),
  }),
  route({
    method: 'delete',
    path: '/on-call/swaps/:id',
    summary: 'Take my request back',
    area,
    allow: 'technician',
    params: idParams,
    handle: ({ ctx, actor, params }) => withdrawSwap(ctx, actor, params.id),
  }),
];
