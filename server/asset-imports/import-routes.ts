import type { Request } from 'express';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { Reply, type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { cancelImport } from './cancel-import.ts';
import type { Import } from './import.ts';
import { importAtOnce, readImport } from './import-assets.ts';
import {
  type ImportQuery,
  importAnswer,
  importListQuery,
  importPage,
  importQuery,
  importRowPage,
  importRowQuery,
  importSummary,
} from './import-schemas.ts';
import { findImport } from './import-store.ts';
import { importSummaryOf, listImportRows, listImports } from './list-imports.ts';
import { carryOutDryRun, startImport } from './start-import.ts';
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
/** What has more rows is worked on in the background. */
const mostAtOnce = 5000;

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

const wantsAsync = (prefer: string | string[] | undefined): boolean => /\brespond-async\b/i.test(String(prefer ?? ''));

/** A small list is done within the request; a long one, or one that the caller does not wait for, in the background. */
async function takeIn(ctx: Context, actor: Actor, bytes: Uint8Array, query: ImportQuery, prefer: string | string[] | undefined) {
  const read = await readImport(ctx, actor, bytes, query);
  if (read.file.total <= mostAtOnce && !wantsAsync(prefer)) return importAtOnce(ctx, actor, read, query);
  return accepted(await startImport(ctx, actor, bytes, read, query));
}

const accepted = (begun: Import): Reply =>
  new Reply(202, importSummaryOf(begun), { Location: `/api/v1/assets/imports/${begun.id}`, 'Preference-Applied': 'respond-async' });

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
    handle: async ({ ctx, actor, query, req }) => takeIn(ctx, actor, await bytesOf(req), query, req.headers.prefer),
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
    handle: async ({ ctx, actor, params }) => {
      const undoing = await undoImport(ctx, actor, params.id);
      return undoing ? accepted(undoing) : undefined;
    },
  }),
  route({
    method: 'get',
    path: '/assets/imports/:id/rows',
    summary: 'Every row of an import and what became of it',
    area,
    allow: 'lead',
    params: idParams,
    query: importRowQuery,
    answer: importRowPage,
    handle: ({ ctx, params, query }) => listImportRows(ctx, params.id, query),
  }),
  route({
    method: 'put',
    path: '/assets/imports/:id/execution',
    summary: 'Carry out a dry run that went on in the background, with the file that is kept',
    area,
    allow: 'lead',
    params: idParams,
    status: 202,
    answer: importSummary,
    handle: async ({ ctx, actor, params }) => importSummaryOf(await carryOutDryRun(ctx, actor, params.id)),
  }),
  route({
    method: 'put',
    path: '/assets/imports/:id/cancellation',
    summary: 'Stop an import that is at work; what it did so far can be undone',
    area,
    allow: 'lead',
    params: idParams,
    answer: importSummary,
    handle: async ({ ctx, actor, params }) => importSummaryOf(await cancelImport(ctx, actor, params.id)),
  }),
];
