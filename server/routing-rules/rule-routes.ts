import { incidentRefs } from '../incidents/incident-queries.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { dryRunRule } from './dry-run.ts';
import type { RoutingRule } from './rule.ts';
import { dryRun, dryRunAnswer, firingAnswer, firingQuery, newRule, ruleAnswer, ruleChanges, ruleOrder } from './rule-schemas.ts';
import { type Firing, firingsOf, listRules } from './rule-store.ts';
import { changeRule, createRule, knownRule, orderRules, removeRule } from './save-rule.ts';

const area = 'routing-rules';
const allow = 'lead' as const;

const shown = ({ createdAt: _, updatedAt: __, activeFromAt: ___, ...rule }: RoutingRule) => rule;

async function firingsPage(ctx: Context, ruleId: string, { limit, cursor }: { limit: number; cursor?: string | undefined }) {
  await knownRule(ctx, ruleId);
  const query = firingsOf(ctx.db.sql, ruleId).limit(limit + 1);
  const rows = (await afterCursor(query, [{ column: 'id', direction: 'desc' }], cursor)) as Firing[];
  const { items, nextCursor } = toPage(rows, limit, ({ id }) => [id]);
  const refs = await incidentRefs(
    ctx.db.sql,
    items.map(({ incidentId }) => incidentId),
  );
  return {
    items: items.map(({ id, ruleVersion, incidentId, firedAt, outcome, actions }) => {
      return { id, ruleVersion, incident: refs.get(incidentId) ?? null, firedAt, outcome, actions };
    }),
    nextCursor,
  };
}

export const routingRuleRoutes: Route[] = [
  route({
    method: 'get',
    path: '/routing-rules',
    summary: 'Every rule in the order in which they are tried',
    area,
    allow,
    answer: page(ruleAnswer),
    handle: async ({ ctx }) => ({ items: (await listRules(ctx.db.sql)).map(shown), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/routing-rules',
    summary: 'Add a rule that acts on events or when time passes',
    area,
    allow,
    body: newRule,
    status: 201,
    answer: ruleAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => shown(await createRule(ctx, actor, body)),
  }),
  route({
    method: 'put',
    path: '/routing-rules/order',
    summary: 'Set the order in which rules are tried',
    area,
    allow,
    body: ruleOrder,
    answer: page(ruleAnswer),
    handle: async ({ ctx, actor, body }) => ({ items: (await orderRules(ctx, actor, body)).map(shown), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/routing-rules/dry-run',
    summary: 'What a rule would have done in the past; changes nothing',
    area,
    allow,
    body: dryRun,
    answer: dryRunAnswer,
    handle: ({ ctx, body }) => dryRunRule(ctx, body),
  }),
  route({
    method: 'get',
    path: '/routing-rules/:id',
    summary: 'One rule',
    area,
    allow,
    params: idParams,
    answer: ruleAnswer,
    handle: async ({ ctx, params: { id } }) => shown(await knownRule(ctx, id)),
  }),
  route({
    method: 'patch',
    path: '/routing-rules/:id',
    summary: 'Change a rule, or switch it on or off',
    area,
    allow,
    params: idParams,
    body: ruleChanges,
    answer: ruleAnswer,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) => shown(await changeRule(ctx, actor, id, body, ifMatch)),
  }),
  route({
    method: 'delete',
    path: '/routing-rules/:id',
    summary: 'Remove a rule; the log of what it did stays with the incidents',
    area,
    allow,
    params: idParams,
    status: 204,
    handle: ({ ctx, actor, params: { id } }) => removeRule(ctx, actor, id),
  }),
  route({
    method: 'get',
    path: '/routing-rules/:id/firings',
    summary: 'What a rule did, the newest first',
    area,
    allow,
    params: idParams,
    query: firingQuery,
    answer: page(firingAnswer),
    handle: ({ ctx, params: { id }, query }) => firingsPage(ctx, id, query),
  }),
];
