import { z } from 'zod';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { announcementAnswers, announcementsFor, listAnnouncements, servicesFollowedBy } from './announcement-queries.ts';
import {
  announcementAnswer,
  announcementChanges,
  announcementItem,
  announcementQuery,
  newAnnouncement,
  reading,
} from './announcement-schemas.ts';
import { findAnnouncement } from './announcement-store.ts';
import { followService, readAnnouncement } from './read-announcement.ts';
import { addAnnouncement, changeAnnouncement, withdrawAnnouncement } from './save-announcement.ts';

const area = 'announcements';

export const announcementRoutes: Route[] = [
  route({
    method: 'get',
    path: '/announcements',
    summary: 'What I am to know now and have not put away',
    area,
    allow: 'employee',
    answer: page(announcementItem),
    handle: async ({ ctx, actor }) => ({ items: await announcementsFor(ctx, actor), nextCursor: null }),
  }),
  route({
    method: 'put',
    path: '/announcements/:id/reading',
    summary: 'Say that I have read an announcement, and whether I put it away; one that changes later comes back',
    area,
    allow: 'employee',
    params: idParams,
    body: reading,
    handle: ({ ctx, actor, params, body }) => readAnnouncement(ctx, actor, params.id, body.isDismissed),
  }),
  route({
    method: 'get',
    path: '/announcements/all',
    summary: 'All announcements that people made, past and future, the newest first',
    area,
    allow: 'lead',
    query: announcementQuery,
    answer: page(announcementAnswer),
    handle: ({ ctx, query }) => listAnnouncements(ctx, query),
  }),
  route({
    method: 'post',
    path: '/announcements',
    summary: 'Announce something to everybody, or to departments, locations or followers of a service',
    area,
    allow: 'lead',
    body: newAnnouncement,
    status: 201,
    answer: announcementAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => (await announcementAnswers(ctx.db.sql, [await addAnnouncement(ctx, actor, body)]))[0],
  }),
  route({
    method: 'get',
    path: '/announcements/:id',
    summary: 'One announcement as those see it who keep them',
    area,
    allow: 'lead',
    params: idParams,
    answer: announcementAnswer,
    handle: async ({ ctx, params }) => {
      const found = await findAnnouncement(ctx.db.sql, params.id);
      if (!found) throw notFound('announcement');
      return (await announcementAnswers(ctx.db.sql, [found]))[0];
    },
  }),
  route({
    method: 'patch',
    path: '/announcements/:id',
    summary: 'Change an announcement',
    area,
    allow: 'lead',
    params: idParams,
    body: announcementChanges,
    answer: announcementAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) =>
      (await announcementAnswers(ctx.db.sql, [await changeAnnouncement(ctx, actor, params.id, body, ifMatch)]))[0],
  }),
  route({
    method: 'put',
    path: '/announcements/:id/withdrawal',
    summary: 'Take an announcement back',
    area,
    allow: 'lead',
    params: idParams,
    answer: announcementAnswer,
    handle: async ({ ctx, actor, params, ifMatch }) =>
      (await announcementAnswers(ctx.db.sql, [await withdrawAnnouncement(ctx, actor, params.id, true, ifMatch)]))[0],
  }),
  route({
    method: 'delete',
    path: '/announcements/:id/withdrawal',
    summary: 'Put an announcement up again',
    area,
    allow: 'lead',
    params: idParams,
    answer: announcementAnswer,
    handle: async ({ ctx, actor, params, ifMatch }) =>
      (await announcementAnswers(ctx.db.sql, [await withdrawAnnouncement(ctx, actor, params.id, false, ifMatch)]))[0],
  }),
  route({
    method: 'get',
    path: '/followed-services',
    summary: 'The services that I follow',
    area,
    allow: 'employee',
    answer: z.object({ serviceIds: z.array(z.string()) }),
    handle: async ({ ctx, actor }) => ({ serviceIds: actor.id ? await servicesFollowedBy(ctx.db.sql, actor.id) : [] }),
  }),
  route({
    method: 'put',
    path: '/followed-services/:id',
    summary: 'Follow a service: I hear of its outages and maintenance',
    area,
    allow: 'employee',
    params: idParams,
    handle: ({ ctx, actor, params }) => followService(ctx, actor, params.id, true),
  }),
  route({
    method: 'delete',
    path: '/followed-services/:id',
    summary: 'Follow a service no longer',
    area,
    allow: 'employee',
    params: idParams,
    handle: ({ ctx, actor, params }) => followService(ctx, actor, params.id, false),
  }),
];
