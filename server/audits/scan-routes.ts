import { findAssetByCode } from '../assets/asset-code.ts';
import { maySeeAsset } from '../assets/asset-policy.ts';
import { assetAnswer } from '../assets/asset-schemas.ts';
import { viewFor } from '../assets/asset-view.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { recordScans } from './record-scans.ts';
import { codeQuery, newScans, scanResults } from './scan-schemas.ts';

const area = 'scans';

export const scanRoutes: Route[] = [
  route({
    method: 'post',
    path: '/scans',
    summary: 'Send scans for a stock-take, to hand out or to take back; each counts once, however often it is sent',
    area,
    allow: 'technician',
    body: newScans,
    answer: scanResults,
    handle: async ({ ctx, actor, body }) => ({ results: await recordScans(ctx, actor, body.scans) }),
  }),
  route({
    method: 'get',
    path: '/scanned-asset',
    summary: 'The asset that a code names: our label in any form, a serial number, an IMEI, a maker’s barcode',
    area,
    allow: 'employee',
    query: codeQuery,
    answer: assetAnswer,
    handle: async ({ ctx, actor, query }) => {
      const asset = await findAssetByCode(ctx.db.sql, query.code);
      if (!asset || !maySeeAsset(actor, asset)) throw notFound('asset');
      return viewFor(ctx.db.sql, actor, asset);
    },
  }),
];
