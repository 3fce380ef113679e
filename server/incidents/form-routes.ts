import { type Route, route } from '../platform/route.ts';
import { page } from '../platform/schemas.ts';
import { readForm } from './fill-form.ts';
import { formAnswer } from './form-schemas.ts';
import { incidentParams } from './incident-schemas.ts';

export const formRoutes: Route[] = [
  route({
    method: 'get',
    path: '/incidents/:id/form',
    summary: 'What its service asked when it was filed, and what was answered',
    area: 'incidents',
    allow: 'employee',
    params: incidentParams,
    answer: page(formAnswer),
    handle: async ({ ctx, actor, params: { id } }) => ({ items: await readForm(ctx, actor, id), nextCursor: null }),
  }),
];
