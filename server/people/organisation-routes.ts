import { z } from 'zod';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { departments } from './department-queries.ts';
import { findLocation, listLocations } from './location-store.ts';
import {
  locationAnswer,
  locationChanges,
  newLocation,
  newSupportGroup,
  supportGroupAnswer,
  supportGroupChanges,
} from './organisation-schemas.ts';
import { membersOf } from './person-queries.ts';
import { addLocation, changeLocation } from './save-location.ts';
import { addSupportGroup, changeSupportGroup } from './save-support-group.ts';
import { findSupportGroup, listSupportGroups } from './support-group-store.ts';

export const organisationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/departments',
    summary: 'The departments that people belong to, by name',
    area: 'people',
    allow: 'technician',
    answer: page(z.string()),
    handle: async ({ ctx }) => ({ items: await departments(ctx.db.sql, 500), nextCursor: null }),
  }),
  route({
    method: 'get',
    path: '/locations',
    summary: 'All locations by name',
    area: 'locations',
    allow: 'employee',
    answer: page(locationAnswer),
    handle: async ({ ctx }) => ({ items: await listLocations(ctx.db.sql), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/locations',
    summary: 'Add a location',
    area: 'locations',
    allow: 'lead',
    body: newLocation,
    status: 201,
    answer: locationAnswer,
    idempotent: true,
    handle: ({ ctx, body }) => addLocation(ctx, body),
  }),
  route({
    method: 'get',
    path: '/locations/:id',
    summary: 'One location',
    area: 'locations',
    allow: 'employee',
    params: idParams,
    answer: locationAnswer,
    handle: async ({ ctx, params }) => {
      const location = await findLocation(ctx.db.sql, params.id);
      if (!location) throw notFound('location');
      return location;
    },
  }),
  route({
    method: 'patch',
    path: '/locations/:id',
    summary: 'Change a location',
    area: 'locations',
    allow: 'lead',
    params: idParams,
    body: locationChanges,
    answer: locationAnswer,
    handle: ({ ctx, params, body, ifMatch }) => changeLocation(ctx, params.id, body, ifMatch),
  }),
  route({
    method: 'get',
    path: '/support-groups',
    summary: 'All support groups with their members',
    area: 'support-groups',
    allow: 'technician',
    answer: page(supportGroupAnswer),
    handle: async ({ ctx }) => {
      const groups = await listSupportGroups(ctx.db.sql);
      const items = await Promise.all(groups.map(async (group) => ({ ...group, members: await membersOf(ctx.db.sql, group.id) })));
      return { items, nextCursor: null };
    },
  }),
  route({
    method: 'post',
    path: '/support-groups',
    summary: 'Add a support group',
    area: 'support-groups',
    allow: 'lead',
    body: newSupportGroup,
    status: 201,
    answer: supportGroupAnswer,
    idempotent: true,
    handle: ({ ctx, body }) => addSupportGroup(ctx, body),
  }),
  route({
    method: 'get',
    path: '/support-groups/:id',
    summary: 'One support group with its members',
    area: 'support-groups',
    allow: 'technician',
    params: idParams,
    answer: supportGroupAnswer,
    handle: async ({ ctx, params }) => {
      const group = await findSupportGroup(ctx.db.sql, params.id);
      if (!group) throw notFound('support group');
      return { ...group, members: await membersOf(ctx.db.sql, group.id) };
    },
  }),
  route({
    method: 'patch',
    path: '/support-groups/:id',
    summary: 'Change a support group; memberIds is the whole list',
    area: 'support-groups',
    allow: 'lead',
    params: idParams,
    body: supportGroupChanges,
    answer: supportGroupAnswer,
    handle: ({ ctx, params, body, ifMatch }) => changeSupportGroup(ctx, params.id, body, ifMatch),
  }),
];
