import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { escalationPolicyAnswer, escalationPolicyChanges, newEscalationPolicy } from './escalation-schemas.ts';
import { policyView } from './escalation-view.ts';
import { listPolicies } from './policy-store.ts';
import { addPolicy, changePolicy, readPolicy } from './save-policy.ts';

const area = 'escalation-policies';

export const escalationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/escalation-policies',
    summary: 'All escalation policies by name',
    area,
    allow: 'technician',
    answer: page(escalationPolicyAnswer),
    handle: async ({ ctx }) => ({ items: (await listPolicies(ctx.db.sql)).map(policyView), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/escalation-policies',
    summary: 'Add an escalation policy',
    area,
    allow: 'lead',
    body: newEscalationPolicy,
    status: 201,
    answer: escalationPolicyAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => policyView(await addPolicy(ctx, actor, body)),
  }),
  route({
    method: 'get',
    path: '/escalation-policies/:id',
    summary: 'One escalation policy',
    area,
    allow: 'technician',
    params: idParams,
    answer: escalationPolicyAnswer,
    handle: async ({ ctx, params }) => policyView(await readPolicy(ctx, params.id)),
  }),
  route({
    method: 'patch',
    path: '/escalation-policies/:id',
    summary: 'Change an escalation policy; running escalations keep the version that they began with',
    area,
    allow: 'lead',
    params: idParams,
    body: escalationPolicyChanges,
    answer: escalationPolicyAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) => policyView(await changePolicy(ctx, actor, params.id, body, ifMatch)),
  }),
];
