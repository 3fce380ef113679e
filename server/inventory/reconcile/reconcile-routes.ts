import { z } from 'zod';
import { assetParams } from '../../assets/asset-schemas.ts';
import { loadAsset } from '../../assets/write-asset.ts';
import { Reply, type Route, route } from '../../platform/route.ts';
import { idParams } from '../../platform/schemas.ts';
import { decideReview, reopenReview } from './decide-review.ts';
import { mergeAssets } from './merge-assets.ts';
import { previewRules } from './preview-rules.ts';
import { listMerges, listReviews, readReview } from './review-queries.ts';
import {
  decisionBody,
  mergeBody,
  mergePage,
  mergeQuery,
  previewAnswer,
  reviewAnswer,
  reviewPage,
  reviewQuery,
  ruleBookAnswer,
  ruleBookBody,
  splitBody,
} from './review-schemas.ts';
import { defaultJunk, defaultRules } from './rules.ts';
import { readRules, saveRules } from './save-rules.ts';
import { splitAsset } from './split-asset.ts';
import { undoMerge } from './undo-merge.ts';

const area = 'inventory';
const made = z.object({ id: z.string(), assetId: z.string() });

export const reconcileRoutes: Route[] = [
  route({
    method: 'get',
    path: '/inventory/rules',
    summary: 'The rules by which machines are known again, and what identifies nothing',
    area,
    allow: 'technician',
    answer: ruleBookAnswer,
    handle: ({ ctx }) => readRules(ctx),
  }),
  route({
    method: 'put',
    path: '/inventory/rules',
    summary: 'Put other rules in force; every machine is looked at again by them',
    area,
    allow: 'admin',
    body: ruleBookBody,
    answer: ruleBookAnswer,
    handle: ({ ctx, actor, body, ifMatch }) => saveRules(ctx, actor, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/inventory/rules',
    summary: 'Go back to the rules that come with the program',
    area,
    allow: 'admin',
    answer: ruleBookAnswer,
    handle: ({ ctx, actor, ifMatch }) => saveRules(ctx, actor, { rules: defaultRules, junk: defaultJunk }, ifMatch),
  }),
  route({
    method: 'post',
    path: '/inventory/rules/preview',
    summary: 'Which machines other rules would place otherwise',
    area,
    allow: 'admin',
    body: ruleBookBody,
    answer: previewAnswer,
    handle: ({ ctx, body }) => previewRules(ctx, body),
  }),
  route({
    method: 'get',
    path: '/inventory/reviews',
    summary: 'Machines that nobody but a person can place',
    area,
    allow: 'technician',
    query: reviewQuery,
    answer: reviewPage,
    handle: ({ ctx, query }) => listReviews(ctx, query),
  }),
  route({
    method: 'get',
    path: '/inventory/reviews/:id',
    summary: 'One of them, with what it has in common with each candidate',
    area,
    allow: 'technician',
    params: idParams,
    answer: reviewAnswer,
    handle: ({ ctx, params }) => readReview(ctx, params.id),
  }),
  route({
    method: 'put',
    path: '/inventory/reviews/:id/decision',
    summary: 'Say what it is: a record, a new machine, or nothing to keep',
    area,
    allow: 'technician',
    params: idParams,
    body: decisionBody,
    answer: reviewAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) => {
      await decideReview(ctx, actor, params.id, body, ifMatch);
      return readReview(ctx, params.id);
    },
  }),
  route({
    method: 'delete',
    path: '/inventory/reviews/:id/decision',
    summary: 'Take the decision back',
    area,
    allow: 'technician',
    params: idParams,
    answer: reviewAnswer,
    handle: async ({ ctx, actor, params }) => {
      await reopenReview(ctx, actor, params.id);
      return readReview(ctx, params.id);
    },
  }),
  route({
    method: 'get',
    path: '/inventory/merges',
    summary: 'Records that were joined or split, the latest first',
    area,
    allow: 'technician',
    query: mergeQuery,
    answer: mergePage,
    handle: ({ ctx, query }) => listMerges(ctx, query),
  }),
  route({
    method: 'post',
    path: '/inventory/merges',
    summary: 'Join a record into another one; DELETE takes it back',
    area,
    allow: 'technician',
    body: mergeBody,
    status: 201,
    answer: made,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => {
      const { id, intoId } = await mergeAssets(ctx, actor, body);
      return { id, assetId: intoId };
    },
  }),
  route({
    method: 'delete',
    path: '/inventory/merges/:id',
    summary: 'Take a join or a split back',
    area,
    allow: 'technician',
    params: idParams,
    status: 204,
    handle: async ({ ctx, actor, params }) => {
      await undoMerge(ctx, actor, params.id);
      return new Reply(204);
    },
  }),
  route({
    method: 'post',
    path: '/assets/:id/splits',
    summary: 'Make a record of its own of some ways in which the machine introduced itself',
    area: 'assets',
    allow: 'technician',
    params: assetParams,
    body: splitBody,
    status: 201,
    answer: made,
    idempotent: true,
    handle: async ({ ctx, actor, params, body }) =>
      splitAsset(ctx, actor, { assetId: (await loadAsset(ctx, actor, params.id)).id, ...body }),
  }),
];
