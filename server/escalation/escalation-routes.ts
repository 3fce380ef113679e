import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { escalationPolicyAnswer, escalationPolicyChanges, newEscalationPolicy } from './escalation-schemas.ts';
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
    handle: async ({ ctx }) => ({ items: await listPolicies(ctx.db.sql), nextCursor: null }),
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
    handle: ({ ctx, actor, body }) => addPolicy(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/escalation-policies/:id',
    summary: 'One escalation policy',
    area,
    allow: 'technician',
    params: idParams,
    answer: escalationPolicyAnswer,
    handle: ({ ctx, params }) => readPolicy(ctx, params.id),
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
    handle: ({ ctx, actor, params, body, ifMatch }) => changePolicy(ctx, actor, params.id, body, ifMatch),
  }),
];
