import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { countViews } from './count-views.ts';
import { arrangeViews, changeView, createView, removeView } from './save-view.ts';
import { listViews, readView } from './view-queries.ts';
import { newView, sidebar, viewAnswer, viewChanges, viewCounts } from './view-schemas.ts';

const area = 'views';
const allow = 'technician';

export const viewRoutes: Route[] = [
  route({
    method: 'get',
    path: '/views',
    summary: 'Views of the queue that I may see, in my order',
    area,
    allow,
    answer: page(viewAnswer),
    handle: async ({ ctx, actor }) => ({ items: await listViews(ctx, actor), nextCursor: null }),
  }),
  route({
    method: 'get',
    path: '/views/counts',
    summary: 'How many incidents the views hold that I have at hand',
    area,
    allow,
    answer: viewCounts,
    handle: ({ ctx, actor }) => countViews(ctx, actor),
  }),
  route({
    method: 'put',
    path: '/views/sidebar',
    summary: 'Keep which views I have at hand, and in which order',
    area,
    allow,
    body: sidebar,
    answer: page(viewAnswer),
    handle: async ({ ctx, actor, body }) => {
      await arrangeViews(ctx, actor, body);
      return { items: await listViews(ctx, actor), nextCursor: null };
    },
  }),
  route({
    method: 'post',
    path: '/views',
    summary: 'Save a view, for myself, a support group or everybody; `copyOf` begins with another',
    area,
    allow,
    body: newView,
    status: 201,
    answer: viewAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => readView(ctx, actor, (await createView(ctx, actor, body)).id),
  }),
  route({
    method: 'get',
    path: '/views/:id',
    summary: 'One view',
    area,
    allow,
    params: idParams,
    answer: viewAnswer,
    handle: ({ ctx, actor, params: { id } }) => readView(ctx, actor, id),
  }),
  route({
    method: 'patch',
    path: '/views/:id',
    summary: 'Change a view of mine, or as a lead a shared one',
    area,
    allow,
    params: idParams,
    body: viewChanges,
    answer: viewAnswer,
    handle: async ({ ctx, actor, params: { id }, body, ifMatch }) =>
      readView(ctx, actor, (await changeView(ctx, actor, id, body, ifMatch)).id),
  }),
  route({
    method: 'delete',
    path: '/views/:id',
    summary: 'Remove a view for everybody who sees it',
    area,
    allow,
    params: idParams,
    handle: ({ ctx, actor, params: { id }, ifMatch }) => removeView(ctx, actor, id, ifMatch),
  }),
];
