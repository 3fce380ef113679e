import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { listExpectations, listRuns } from './backup-queries.ts';
import { expectationPage, expectationQuery, failureRulesAnswer, runDetail, runPage, runQuery, runRequest } from './backup-schemas.ts';
import { runDetailView } from './backup-views.ts';
import { failureRules } from './failure.ts';
import { cancelRun, requestRun } from './request-run.ts';
import { findRun } from './run-store.ts';

const area = 'backups';

export const runRoutes: Route[] = [
  route({
    method: 'get',
    path: '/backups/failure-classes',
    summary: 'Every class of failure with its rule: whether it is tried again by itself',
    area,
    allow: 'technician',
    answer: failureRulesAnswer,
    handle: async () => ({ items: failureRules, nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/backups/policies/:id/runs',
    summary: 'Run a policy now',
    area,
    allow: 'lead',
    params: idParams,
    body: runRequest,
    status: 202,
    answer: runDetail,
    idempotent: true,
    handle: async ({ ctx, actor, params, body }) => runDetailView(ctx, await requestRun(ctx, actor, params.id, body)),
  }),
  route({
    method: 'get',
    path: '/backups/runs',
    summary: 'Runs, the newest first',
    area,
    allow: 'technician',
    query: runQuery,
    answer: runPage,
    handle: ({ ctx, query }) => listRuns(ctx, query),
  }),
  route({
    method: 'get',
    path: '/backups/runs/:id',
    summary: 'A run with its progress and the end of its log',
    area,
    allow: 'technician',
    params: idParams,
    answer: runDetail,
    handle: async ({ ctx, params }) => {
      const run = await findRun(ctx.db.sql, params.id);
      if (!run) throw notFound('backup run');
      return runDetailView(ctx, run);
    },
  }),
  route({
    method: 'put',
    path: '/backups/runs/:id/cancellation',
    summary: 'Stop a run',
    area,
    allow: 'lead',
    params: idParams,
    status: 202,
    answer: runDetail,
    handle: async ({ ctx, actor, params }) => runDetailView(ctx, await cancelRun(ctx, actor, params.id)),
  }),
  route({
    method: 'get',
    path: '/backups/expectations',
    summary: 'What should run when, and whether it did',
    area,
    allow: 'technician',
    query: expectationQuery,
    answer: expectationPage,
    handle: ({ ctx, query }) => listExpectations(ctx, query),
  }),
];
