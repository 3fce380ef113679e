import { notFound } from '../../platform/problem.ts';
import { Reply, type Route, route } from '../../platform/route.ts';
import { idParams } from '../../platform/schemas.ts';
import { assetParams } from '../asset-schemas.ts';
import { loadAsset } from '../write-asset.ts';
import { labelOfAsset } from './label-of-asset.ts';
import { knownPapers } from './label-paper.ts';
import {
  knownPaperPage,
  labelPreviewAnswer,
  labelPreviewQuery,
  labelPrint,
  labelQuery,
  newTemplate,
  templateAnswer,
  templateChanges,
  templatePage,
  templateQuery,
} from './label-schemas.ts';
import { findTemplate, listTemplates } from './label-template-store.ts';
import { previewLabels, printLabels } from './print-labels.ts';
import { addTemplate, changeTemplate, removeTemplate } from './save-label-template.ts';

const area = 'labels';
const allow = 'technician';

const templateRoutes: Route[] = [
  route({
    method: 'get',
    path: '/label-templates',
    summary: 'Papers and designs that were kept under a name',
    area,
    allow,
    query: templateQuery,
    answer: templatePage,
    handle: ({ ctx, query }) => listTemplates(ctx.db.sql, query),
  }),
  route({
    method: 'post',
    path: '/label-templates',
    summary: 'Keep paper and design under a name',
    area,
    allow,
    body: newTemplate,
    status: 201,
    answer: templateAnswer,
    idempotent: true,
    handle: ({ ctx, body }) => addTemplate(ctx, body),
  }),
  route({
    method: 'get',
    path: '/label-templates/:id',
    summary: 'One template',
    area,
    allow,
    params: idParams,
    answer: templateAnswer,
    handle: async ({ ctx, params }) => {
      const template = await findTemplate(ctx.db.sql, params.id);
      if (!template) throw notFound('label template');
      return template;
    },
  }),
  route({
    method: 'patch',
    path: '/label-templates/:id',
    summary: 'Change a template',
    area,
    allow,
    params: idParams,
    body: templateChanges,
    answer: templateAnswer,
    handle: ({ ctx, params, body, ifMatch }) => changeTemplate(ctx, params.id, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/label-templates/:id',
    summary: 'Take a template away',
    area,
    allow,
    params: idParams,
    status: 204,
    handle: async ({ ctx, params }) => {
      await removeTemplate(ctx, params.id);
      return new Reply(204);
    },
  }),
];

export const labelRoutes: Route[] = [
  route({
    method: 'get',
    path: '/assets/:id/label.svg',
    summary: 'The printable label of an asset with a QR code or Code 128',
    area: 'assets',
    allow,
    params: assetParams,
    query: labelQuery,
    rawAnswer: 'image/svg+xml',
    handle: async ({ ctx, actor, params, query, res }) => {
      const svg = await labelOfAsset(ctx, actor, await loadAsset(ctx, actor, params.id), query);
      res.type('image/svg+xml').send(svg);
    },
  }),
  route({
    method: 'get',
    path: '/label-papers',
    summary: 'Papers whose measures are known: sheets and tapes of usual makers',
    area,
    allow,
    answer: knownPaperPage,
    handle: async () => ({ items: knownPapers, nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/label-prints',
    summary: 'Labels of assets or places as a PDF of exactly the size of the paper',
    area,
    allow,
    body: labelPrint,
    rawAnswer: 'application/pdf',
    handle: async ({ ctx, actor, body, res }) => {
      const pdf = await printLabels(ctx, actor, body);
      res.type('application/pdf').attachment('labels.pdf').send(pdf);
    },
  }),
  route({
    method: 'post',
    path: '/label-previews',
    summary: 'One page of labels as it will come out of the printer, with what would not fit',
    area,
    allow,
    query: labelPreviewQuery,
    body: labelPrint,
    answer: labelPreviewAnswer,
    handle: ({ ctx, actor, query, body }) => previewLabels(ctx, actor, body, query.page),
  }),
  ...templateRoutes,
];
