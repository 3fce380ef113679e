import { z } from 'zod';
import { type Route, route } from '../platform/route.ts';
import { makeReport, zoneOf } from './make-report.ts';
import { reportNames } from './report.ts';
import { reportCsv } from './report-csv.ts';
import { reportAnswer, reportParams, reportQuery } from './report-schemas.ts';

const area = 'reports';

export const reportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/reports',
    summary: 'The reports that there are',
    area,
    allow: 'lead',
    answer: z.object({ items: z.array(z.object({ name: z.enum(reportNames) })), nextCursor: z.null() }),
    handle: async () => ({ items: reportNames.map((name) => ({ name })), nextCursor: null }),
  }),
  route({
    method: 'get',
    path: '/reports/:name',
    summary: 'Backlog and age, flow, promises kept and broken, workload, or what was reopened',
    area,
    allow: 'lead',
    params: reportParams,
    query: reportQuery,
    answer: reportAnswer,
    handle: async ({ ctx, actor, params: { name }, query }) =>
      makeReport(ctx, name, { ...query, timeZone: query.timeZone ?? (await zoneOf(ctx, actor)) }),
  }),
  route({
    method: 'get',
    path: '/reports/:name/export.csv',
    summary: 'The same as CSV: durations in minutes, shares in per cent',
    area,
    allow: 'lead',
    params: reportParams,
    query: reportQuery,
    rawAnswer: 'text/csv',
    handle: async ({ ctx, actor, params: { name }, query, res }) => {
      const report = await makeReport(ctx, name, { ...query, timeZone: query.timeZone ?? (await zoneOf(ctx, actor)) });
      res.type('text/csv; charset=utf-8').attachment(`${name}.csv`).send(reportCsv(report));
    },
  }),
];
