import { type Route, route } from '../../platform/route.ts';
import { idParams, page } from '../../platform/schemas.ts';
import { listBulkChanges, listBulkItems, readBulkChange } from './bulk-queries.ts';
import { bulkChangeAnswer, bulkItemAnswer, bulkItemQuery, bulkPreviewAnswer, newBulkChange } from './bulk-schemas.ts';
import { previewBulkChange } from './preview-bulk-change.ts';
import { startBulkChange } from './start-bulk-change.ts';
import { undoBulkChange } from './undo-bulk-change.ts';

const area = 'assets';
const allow = 'technician';
const params = idParams;
const answer = bulkChangeAnswer;

export const assetBulkRoutes: Route[] = [
  route({
    method: 'get',
    path: '/assets/bulk-changes',
    summary: 'The newest changes that I made to many assets at once',
    area,
    allow,
    answer: page(answer),
    handle: async ({ ctx, actor }) => ({ items: await listBulkChanges(ctx, actor), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/assets/bulk-changes/preview',
    summary: 'What a change of many assets would do, tried out on the first ones; nothing is kept',
    area,
    allow,
    body: newBulkChange,
    answer: bulkPreviewAnswer,
    handle: ({ ctx, actor, body }) => previewBulkChange(ctx, actor, body),
  }),
  route({
    method: 'post',
    path: '/assets/bulk-changes',
    summary: 'Change many assets at once, in the background: those named, or all that match now',
    area,
    allow,
    body: newBulkChange,
    status: 202,
    answer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => readBulkChange(ctx, actor, (await startBulkChange(ctx, actor, body)).id),
  }),
  route({
    method: 'get',
    path: '/assets/bulk-changes/:id',
    summary: 'How far a change of many assets has come',
    area,
    allow,
    params,
    answer,
    handle: ({ ctx, actor, params: { id } }) => readBulkChange(ctx, actor, id),
  }),
  route({
    method: 'get',
    path: '/assets/bulk-changes/:id/items',
    summary: 'What became of each asset; `state=failed` or `kept` alone',
    area,
    allow,
    params,
    query: bulkItemQuery,
    answer: page(bulkItemAnswer),
    handle: ({ ctx, actor, params: { id }, query }) => listBulkItems(ctx, actor, id, query),
  }),
  route({
    method: 'delete',
    path: '/assets/bulk-changes/:id',
    summary: 'Undo it, in the background: every asset that nobody has changed since becomes what it was',
    area,
    allow,
    params,
    status: 202,
    answer,
    handle: async ({ ctx, actor, params: { id } }) => readBulkChange(ctx, actor, (await undoBulkChange(ctx, actor, id)).id),
  }),
];
