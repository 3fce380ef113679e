import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { findAsset } from '../assets/asset-queries.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { backupsOfAsset, coverage, listPoints, overview } from './backup-queries.ts';
import { assetBackupsAnswer, coverageAnswer, overviewAnswer } from './backup-schemas.ts';
import { pointViews, restoreView, verificationView } from './backup-views.ts';
import { browsePoint } from './browse-point.ts';
import { holdPoint, releasePoint } from './hold-point.ts';
import {
  filesAnswer,
  filesQuery,
  holdBody,
  pointAnswer,
  pointPage,
  pointQuery,
  restoreAnswer,
  restoreRequest,
  verificationAnswer,
  verificationRequest,
} from './point-schemas.ts';
import { findPoint } from './point-store.ts';
import { requestRestore } from './restore-point.ts';
import { findRestore, findVerification } from './verification-store.ts';
import { requestVerification } from './verify-point.ts';

const area = 'backups';

async function knownRestore(ctx: Context, id: string) {
  const restore = await findRestore(ctx.db.sql, id);
  if (!restore) throw notFound('restore');
  return restore;
}

export const pointRoutes: Route[] = [
  route({
    method: 'get',
    path: '/backups/recovery-points',
    summary: 'Recovery points, the newest first',
    area,
    allow: 'technician',
    query: pointQuery,
    answer: pointPage,
    handle: ({ ctx, query }) => listPoints(ctx, query),
  }),
  route({
    method: 'get',
    path: '/backups/recovery-points/:id',
    summary: 'A recovery point',
    area,
    allow: 'technician',
    params: idParams,
    answer: pointAnswer,
    handle: async ({ ctx, params }) => {
      const point = await findPoint(ctx.db.sql, params.id);
      if (!point || point.forgottenAt) throw notFound('recovery point');
      return (await pointViews(ctx, [point]))[0];
    },
  }),
  route({
    method: 'put',
    path: '/backups/recovery-points/:id/hold',
    summary: 'Hold a recovery point against removal, until an instant or without an end',
    area,
    allow: 'lead',
    params: idParams,
    body: holdBody,
    answer: pointAnswer,
    handle: async ({ ctx, actor, params, body }) => (await pointViews(ctx, [await holdPoint(ctx, actor, params.id, body)]))[0],
  }),
  route({
    method: 'delete',
    path: '/backups/recovery-points/:id/hold',
    summary: 'Let a held recovery point go by the policy again',
    area,
    allow: 'lead',
    params: idParams,
    status: 200,
    answer: pointAnswer,
    handle: async ({ ctx, actor, params }) => (await pointViews(ctx, [await releasePoint(ctx, actor, params.id)]))[0],
  }),
  route({
    method: 'get',
    path: '/backups/recovery-points/:id/files',
    summary: 'What a directory of a recovery point holds',
    area,
    allow: 'technician',
    params: idParams,
    query: filesQuery,
    answer: filesAnswer,
    handle: ({ ctx, params, query }) => browsePoint(ctx, params.id, query.path),
  }),
  route({
    method: 'post',
    path: '/backups/verifications',
    summary: 'Have a recovery point prove itself',
    area,
    allow: 'lead',
    body: verificationRequest,
    status: 202,
    answer: verificationAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => verificationView(await requestVerification(ctx, actor, body)),
  }),
  route({
    method: 'get',
    path: '/backups/verifications/:id',
    summary: 'A verification and what it found',
    area,
    allow: 'technician',
    params: idParams,
    answer: verificationAnswer,
    handle: async ({ ctx, params }) => {
      const verification = await findVerification(ctx.db.sql, params.id);
      if (!verification) throw notFound('verification');
      return verificationView(verification);
    },
  }),
  route({
    method: 'post',
    path: '/backups/restores',
    summary: 'Restore from a recovery point',
    area,
    allow: 'lead',
    body: restoreRequest,
    status: 202,
    answer: restoreAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => restoreView(await requestRestore(ctx, actor, body)),
  }),
  route({
    method: 'get',
    path: '/backups/restores/:id',
    summary: 'A restore with its progress',
    area,
    allow: 'technician',
    params: idParams,
    answer: restoreAnswer,
    handle: async ({ ctx, params }) => restoreView(await knownRestore(ctx, params.id)),
  }),
  route({
    method: 'get',
    path: '/backups/restores/:id/download',
    summary: 'The files of a restore for download, as one archive; it stays for a day',
    area,
    allow: 'lead',
    params: idParams,
    rawAnswer: 'application/gzip',
    handle: async ({ ctx, params, res }) => {
      const { downloadPath } = await knownRestore(ctx, params.id);
      const file = downloadPath && (await stat(downloadPath).catch(() => null));
      if (!downloadPath || !file) throw notFound('download');
      res.set({
        'Content-Type': 'application/gzip',
        'Content-Length': String(file.size),
        'Content-Disposition': `attachment; filename="restore-${params.id}.tar.gz"`,
      });
      await pipeline(createReadStream(downloadPath), res);
    },
  }),
  route({
    method: 'get',
    path: '/backups/coverage',
    summary: 'Servers that nothing protects, and objectives that are broken',
    area,
    allow: 'technician',
    answer: coverageAnswer,
    handle: ({ ctx }) => coverage(ctx),
  }),
  route({
    method: 'get',
    path: '/backups/overview',
    summary: 'How the backups stand, at a glance',
    area,
    allow: 'technician',
    answer: overviewAnswer,
    handle: ({ ctx }) => overview(ctx),
  }),
  route({
    method: 'get',
    path: '/assets/:id/backups',
    summary: 'How an asset is protected',
    area,
    allow: 'technician',
    params: idParams,
    answer: assetBackupsAnswer,
    handle: async ({ ctx, params }) => {
      const asset = await findAsset(ctx.db.sql, params.id);
      if (!asset) throw notFound('asset');
      return backupsOfAsset(ctx, asset.id);
    },
  }),
];
