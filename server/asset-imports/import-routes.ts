import type { Request } from 'express';
import { notFound, Problem } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { importAssets } from './import-assets.ts';
import { importAnswer, importListQuery, importPage, importQuery, importSummary } from './import-schemas.ts';
import { findImport } from './import-store.ts';
import { importSummaryOf, listImports } from './list-imports.ts';
import { undoImport } from './undo-import.ts';

const area = 'assets';
const csvTypes = [
  'text/csv',
  'text/plain',
  'text/tab-separated-values',
  'application/csv',
  'application/vnd.ms-excel',
  'application/octet-stream',
];
const maxBytes = 20 * 1024 * 1024;

/** The body of a request, whatever its form; 413 when it is larger than an import may be. */
async function bytesOf(req: Request): Promise<Uint8Array> {
  if (req.headers['content-type'] !== undefined && !req.is(csvTypes)) throw new Problem('unsupported_media_type', 'Send text/csv');
  const tooLarge = new Problem('payload_too_large', 'The file has more than 20 MB');
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  // Left open when it is too large, or the caller would see a broken connection in place of the answer.
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    size += (chunk as Buffer).length;
    if (size > maxBytes) throw tooLarge;
    chunks.push(chunk as Buffer);
  }
  if (!req.complete) throw new Problem('malformed_request', 'The file broke off on its way');
  return Buffer.concat(chunks);
}

/** Before the routes of single assets: `imports` is no tag. */
export const assetImportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/assets/imports',
    summary: 'Imports of assets, the latest first',
    area,
    allow: 'lead',
    query: importListQuery,
    answer: importPage,
    handle: ({ ctx, query }) => listImports(ctx, query),
  }),
  route({
    method: 'post',
    path: '/assets/imports',
    summary: 'Import assets from CSV, or with dryRun=true tell what that would do',
    area,
    allow: 'lead',
    query: importQuery,
    rawBody: csvTypes,
    answer: importAnswer,
    handle: async ({ ctx, actor, query, req }) => importAssets(ctx, actor, await bytesOf(req), query),
  }),
  route({
    method: 'get',
    path: '/assets/imports/:id',
    summary: 'What an import did',
    area,
    allow: 'lead',
    params: idParams,
    answer: importSummary,
    handle: async ({ ctx, params }) => {
      const found = await findImport(ctx.db.sql, params.id);
      if (!found) throw notFound('import');
      return importSummaryOf(found);
    },
  }),
  route({
    method: 'delete',
    path: '/assets/imports/:id',
    summary: 'Undo an import as a whole',
    area,
    allow: 'lead',
    params: idParams,
    handle: ({ ctx, actor, params }) => undoImport(ctx, actor, params.id),
  }),
];
