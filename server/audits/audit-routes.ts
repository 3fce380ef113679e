import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { assetParams } from '../assets/asset-schemas.ts';
import { findPerson } from '../people/person-queries.ts';
import { Reply, type Route, route } from '../platform/route.ts';
import { previewCorrections } from './audit-corrections.ts';
import { itemsOf, placesOf, scansOf, sightingsOfAsset } from './audit-queries.ts';
import { auditReport } from './audit-report.ts';
import {
  auditAnswer,
  auditChanges,
  auditItemPage,
  auditItemParams,
  auditItemQuery,
  auditPage,
  auditParams,
  auditPlaces,
  auditQuery,
  closingBody,
  correctionsAnswer,
  correctionsQuery,
  newAudit,
  reopenedAnswer,
  scopeAnswer,
  scopeBody,
  sightingPage,
} from './audit-schemas.ts';
import { listAudits } from './audit-store.ts';
import { auditView, auditViews } from './audit-view.ts';
import { changeAudit, removeAudit } from './change-audit.ts';
import { closeAudit } from './close-audit.ts';
import { loadAudit } from './load-audit.ts';
import { reopenAudit } from './reopen-audit.ts';
import { auditScanPage, auditScanQuery } from './scan-schemas.ts';
import { countScope, startAudit } from './start-audit.ts';
import { takeBackSighting } from './take-back-sighting.ts';

const area = 'audits';
const allow = 'technician';

export const auditRoutes: Route[] = [
  route({
    method: 'get',
    path: '/audits',
    summary: 'Stock-takes, the newest first',
    area,
    allow,
    query: auditQuery,
    answer: auditPage,
    handle: async ({ ctx, actor, query }) => {
      const page = await listAudits(ctx.db.sql, query);
      return { items: await auditViews(ctx.db.sql, actor, page.items), nextCursor: page.nextCursor };
    },
  }),
  route({
    method: 'post',
    path: '/audits',
    summary: 'Begin a stock-take of a place, of what a person holds, or of kinds of assets',
    area,
    allow,
    body: newAudit,
    status: 201,
    answer: auditAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => startAudit(ctx, actor, body),
  }),
  route({
    method: 'post',
    path: '/audit-scopes',
    summary: 'How many assets a stock-take of this scope would expect; nothing is begun',
    area,
    allow,
    body: scopeBody,
    answer: scopeAnswer,
    handle: ({ ctx, body }) => countScope(ctx, body),
  }),
  route({
    method: 'get',
    path: '/audits/:id',
    summary: 'A stock-take by id or name (AUD-7)',
    area,
    allow,
    params: auditParams,
    answer: auditAnswer,
    handle: async ({ ctx, actor, params }) => auditView(ctx.db.sql, actor, await loadAudit(ctx, params.id)),
  }),
  route({
    method: 'patch',
    path: '/audits/:id',
    summary: 'Change the title or the note of a stock-take',
    area,
    allow,
    params: auditParams,
    body: auditChanges,
    answer: auditAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeAudit(ctx, actor, params.id, body, ifMatch),
  }),
  route({
    method: 'delete',
    path: '/audits/:id',
    summary: 'Take away a stock-take for which nothing was scanned',
    area,
    allow,
    params: auditParams,
    status: 204,
    handle: async ({ ctx, actor, params }) => {
      await removeAudit(ctx, actor, params.id);
      return new Reply(204);
    },
  }),
  route({
    method: 'get',
    path: '/audits/:id/items',
    summary: 'What was expected and what was seen, by tag',
    area,
    allow,
    params: auditParams,
    query: auditItemQuery,
    answer: auditItemPage,
    handle: async ({ ctx, params, query }) => itemsOf(ctx, await loadAudit(ctx, params.id), query),
  }),
  route({
    method: 'delete',
    path: '/audits/:id/items/:assetId/sighting',
    summary: 'Forget that an asset was seen',
    area,
    allow,
    params: auditItemParams,
    status: 204,
    handle: async ({ ctx, params }) => {
      await takeBackSighting(ctx, params.id, params.assetId);
      return new Reply(204);
    },
  }),
  route({
    method: 'get',
    path: '/audits/:id/places',
    summary: 'How far the count is at each place',
    area,
    allow,
    params: auditParams,
    answer: auditPlaces,
    handle: async ({ ctx, params }) => ({ items: await placesOf(ctx, await loadAudit(ctx, params.id)), nextCursor: null }),
  }),
  route({
    method: 'get',
    path: '/audits/:id/scans',
    summary: 'Who scanned what, the latest first',
    area,
    allow,
    params: auditParams,
    query: auditScanQuery,
    answer: auditScanPage,
    handle: async ({ ctx, params, query }) => scansOf(ctx, await loadAudit(ctx, params.id), query),
  }),
  route({
    method: 'get',
    path: '/assets/:id/sightings',
    summary: 'When stock-takes last saw the asset, the latest first',
    area: 'assets',
    allow,
    params: assetParams,
    answer: sightingPage,
    handle: async ({ ctx, actor, params }) => ({ items: await sightingsOfAsset(ctx, actor, params.id), nextCursor: null }),
  }),
  ...endingRoutes(),
];

function endingRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/audits/:id/corrections',
      summary: 'What a closing would set right in the register, with the counts of each kind',
      area,
      allow,
      params: auditParams,
      query: correctionsQuery,
      answer: correctionsAnswer,
      handle: async ({ ctx, params, query }) => previewCorrections(ctx, await loadAudit(ctx, params.id), query),
    }),
    route({
      method: 'put',
      path: '/audits/:id/closing',
      summary: 'End a stock-take and set the register right as far as asked, in one go',
      area,
      allow,
      params: auditParams,
      body: closingBody,
      answer: auditAnswer,
      handle: ({ ctx, actor, params, body }) => closeAudit(ctx, actor, params.id, body),
    }),
    route({
      method: 'delete',
      path: '/audits/:id/closing',
      summary: 'Take a closing back: its corrections are undone and scanning goes on',
      area,
      allow,
      params: auditParams,
      answer: reopenedAnswer,
      handle: ({ ctx, actor, params }) => reopenAudit(ctx, actor, params.id),
    }),
    route({
      method: 'get',
      path: '/audits/:id/report.csv',
      summary: 'A stock-take as CSV: expected, seen, by whom, and what was set right',
      area,
      allow,
      params: auditParams,
      query: z.object({ language: z.enum(['en', 'fr']).optional(), delimiter: z.enum([',', ';']).default(',') }),
      rawAnswer: 'text/csv',
      handle: async ({ ctx, actor, params, query, res }) => {
        const audit = await loadAudit(ctx, params.id);
        const language = query.language ?? (actor.id && (await findPerson(ctx.db.sql, actor.id))?.language) ?? 'en';
        res.type('text/csv; charset=utf-8').attachment(`audit-${audit.number}.csv`);
        await pipeline(Readable.from(auditReport(ctx, audit, language || 'en', query.delimiter)), res).catch(
          (error: NodeJS.ErrnoException) => {
            if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
          },
        );
      },
    }),
  ];
}
