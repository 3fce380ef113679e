import { transact } from '../../../db/transaction.ts';
import { recordAudit } from '../../auth/audit.ts';
import { notFound } from '../../platform/problem.ts';
import { type Route, route } from '../../platform/route.ts';
import { idParams } from '../../platform/schemas.ts';
import { deleteAgent } from './agent-store.ts';
import { addSource, changeSource, knownSource, removeSource, renewPassword } from './save-source.ts';
import { readAgents, readSources, sourceAnswerOf } from './source-queries.ts';
import { agentPage, agentQuery, newSource, sourceAnswer, sourceChanges, sourcePage, sourceWithPassword } from './source-schemas.ts';

const area = 'inventory';

export const inventorySourceRoutes: Route[] = [
  route({
    method: 'get',
    path: '/inventory-sources',
    summary: 'Credentials by which agents are let in',
    area,
    allow: 'technician',
    answer: sourcePage,
    handle: async ({ ctx }) => ({ items: await readSources(ctx), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/inventory-sources',
    summary: 'Let agents in by one more credential; its password is shown this once',
    area,
    allow: 'admin',
    body: newSource,
    status: 201,
    answer: sourceWithPassword,
    handle: async ({ ctx, actor, body }) => {
      const { source, password } = await addSource(ctx, actor, body);
      return { ...(await sourceAnswerOf(ctx, source)), password };
    },
  }),
  route({
    method: 'get',
    path: '/inventory-sources/:id',
    summary: 'One source',
    area,
    allow: 'technician',
    params: idParams,
    answer: sourceAnswer,
    handle: async ({ ctx, params }) => sourceAnswerOf(ctx, await knownSource(ctx, params.id)),
  }),
  route({
    method: 'patch',
    path: '/inventory-sources/:id',
    summary: 'Change a source; one that is not active lets nobody in',
    area,
    allow: 'admin',
    params: idParams,
    body: sourceChanges,
    answer: sourceAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) => sourceAnswerOf(ctx, await changeSource(ctx, actor, params.id, body, ifMatch)),
  }),
  route({
    method: 'delete',
    path: '/inventory-sources/:id',
    summary: 'Take a source away; the machines that its agents told of stay',
    area,
    allow: 'admin',
    params: idParams,
    handle: ({ ctx, actor, params }) => removeSource(ctx, actor, params.id),
  }),
  route({
    method: 'put',
    path: '/inventory-sources/:id/password',
    summary: 'Give a source another password, which is shown this once',
    area,
    allow: 'admin',
    params: idParams,
    answer: sourceWithPassword,
    handle: async ({ ctx, actor, params }) => {
      const { source, password } = await renewPassword(ctx, actor, params.id);
      return { ...(await sourceAnswerOf(ctx, source)), password };
    },
  }),
  route({
    method: 'get',
    path: '/inventory-agents',
    summary: 'Installed agents, the last to come first',
    area,
    allow: 'technician',
    query: agentQuery,
    answer: agentPage,
    handle: ({ ctx, query }) => readAgents(ctx, query),
  }),
  route({
    method: 'delete',
    path: '/inventory-agents/:id',
    summary: 'Forget an agent that will not come again; its machine stays',
    area,
    allow: 'admin',
    params: idParams,
    handle: ({ ctx, actor, params }) =>
      transact(ctx, async (tx) => {
        if (!(await deleteAgent(tx.db.sql, params.id))) throw notFound('agent');
        await recordAudit(tx, actor, { action: 'inventoryAgent.forgotten', subjectType: 'inventoryAgent', subjectId: params.id });
      }),
  }),
];
