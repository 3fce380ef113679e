import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { type Route, route } from '../platform/route.ts';
import { exportQuery } from './asset-schemas.ts';
import { exportAssets } from './export-assets.ts';

/** Whoever stops a download has had enough; that is no failure of ours. */
function unlessCallerLeft(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE' && error.code !== 'ECONNRESET') throw error;
}

/** Before the routes of single assets: `export.csv` is no tag. */
export const assetExportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/assets/export.csv',
    summary: 'The register as CSV that the import takes back unchanged',
    area: 'assets',
    allow: 'lead',
    query: exportQuery,
    rawAnswer: 'text/csv',
    handle: async ({ ctx, actor, query: { delimiter, ...filter }, res }) => {
      await transact(ctx, (tx) =>
        recordAudit(tx, actor, { action: 'assets.exported', subjectType: 'asset', subjectId: null, detail: filter }),
      );
      res.type('text/csv; charset=utf-8').attachment('assets.csv');
      await pipeline(Readable.from(exportAssets(ctx, filter, delimiter)), res).catch(unlessCallerLeft);
    },
  }),
];
