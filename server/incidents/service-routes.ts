import { allServices, findService } from '../people/service-queries.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { addService, changeService } from './save-service.ts';
import { newService, serviceAnswer, serviceChanges } from './service-schemas.ts';

/** The catalogue of services that incidents are filed against. */
export const serviceRoutes: Route[] = [
  route({
    method: 'get',
    path: '/services',
    summary: 'All services by name',
    area: 'services',
    allow: 'employee',
    answer: page(serviceAnswer),
    handle: async ({ ctx }) => ({ items: await allServices(ctx.db.sql), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/services',
    summary: 'Add a service',
    area: 'services',
    allow: 'lead',
    body: newService,
    status: 201,
    answer: serviceAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => addService(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/services/:id',
    summary: 'One service',
    area: 'services',
    allow: 'employee',
    params: idParams,
    answer: serviceAnswer,
    handle: async ({ ctx, params }) => {
      const service = await findService(ctx.db.sql, params.id);
      if (!service) throw notFound('service');
      return service;
    },
  }),
  route({
    method: 'patch',
    path: '/services/:id',
    summary: 'Change a service; open incidents keep their promises',
    area: 'services',
    allow: 'lead',
    params: idParams,
    body: serviceChanges,
    answer: serviceAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeService(ctx, actor, params.id, body, ifMatch),
  }),
];
