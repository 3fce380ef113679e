import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Context } from '../platform/context.ts';
import { invalid, notFound } from '../platform/problem.ts';
import { Reply, type Route, route } from '../platform/route.ts';
import { fireTimes, type Schedule, scheduleFault } from '../platform/schedule.ts';
import { id, idParams, page, pageQuery } from '../platform/schemas.ts';
import type { BackupPolicy } from './backup-policy.ts';
import { listPolicies } from './backup-queries.ts';
import {
  newPolicy,
  pauseBody,
  policyAnswer,
  policyChange,
  previewAnswer,
  previewBody,
  retentionPreview,
  retentionPreviewAnswer,
} from './backup-schemas.ts';
import { policyViews } from './backup-views.ts';
import { checkSourceOf, showHostKeys } from './check-source.ts';
import { findPolicy } from './policy-store.ts';
import { previewRetention } from './preview-retention.ts';
import { addPolicy, changePolicy, pausePolicy, retirePolicy } from './save-policy.ts';
import { sourceCheckAnswer, sshHost, sshHostKeysAnswer } from './source-schemas.ts';

const area = 'backups';

async function view(ctx: Context, policy: BackupPolicy) {
  const [answer] = await policyViews(ctx, [policy]);
  return answer;
}

/** The next fire times of a schedule, each in UTC and on the clock of its zone. */
function preview(ctx: Context, schedule: Schedule, count: number) {
  const fault = scheduleFault(schedule, ctx.clock());
  if (fault) throw invalid(`/schedule/${fault.field}`, fault.message);
  const local = (dueAt: Date): string =>
    Temporal.Instant.fromEpochMilliseconds(dueAt.getTime()).toZonedDateTimeISO(schedule.timeZone).toString({ smallestUnit: 'minute' });
  return { items: fireTimes(schedule, ctx.clock(), { limit: count }).map((dueAt) => ({ dueAt, local: local(dueAt) })) };
}

export const policyRoutes: Route[] = [
  route({
    method: 'get',
    path: '/backups/policies',
    summary: 'Backup policies by name',
    area,
    allow: 'technician',
    query: z.object({ assetId: id.optional(), repositoryId: id.optional(), ...pageQuery }),
    answer: page(policyAnswer),
    handle: ({ ctx, query }) => listPolicies(ctx, query),
  }),
  route({
    method: 'post',
    path: '/backups/policies/preview',
    summary: 'When a schedule would fire next',
    area,
    allow: 'technician',
    body: previewBody,
    status: 200,
    answer: previewAnswer,
    handle: async ({ ctx, body }) => preview(ctx, body.schedule, body.count),
  }),
  route({
    method: 'post',
    path: '/backups/policies',
    summary: 'Put a server under a policy',
    area,
    allow: 'admin',
    body: newPolicy,
    status: 201,
    answer: policyAnswer,
    idempotent: true,
    handle: async ({ ctx, actor, body }) => view(ctx, await addPolicy(ctx, actor, body)),
  }),
  route({
    method: 'post',
    path: '/backups/ssh-host-keys',
    summary: 'The keys by which a host answers on SSH now, with their fingerprints',
    area,
    allow: 'admin',
    body: sshHost,
    status: 200,
    answer: sshHostKeysAnswer,
    handle: ({ body }) => showHostKeys(body.host, body.port),
  }),
  route({
    method: 'post',
    path: '/backups/policies/:id/retention-previews',
    summary: 'What the rule of a policy, or another one, would keep and why, and what would go; nothing is removed',
    area,
    allow: 'technician',
    params: idParams,
    body: retentionPreview,
    status: 200,
    answer: retentionPreviewAnswer,
    handle: ({ ctx, params, body }) => previewRetention(ctx, params.id, body.retention),
  }),
  route({
    method: 'post',
    path: '/backups/policies/:id/source-checks',
    summary: 'Look at the source of a policy without backing it up',
    area,
    allow: 'lead',
    params: idParams,
    status: 200,
    answer: sourceCheckAnswer,
    handle: ({ ctx, params }) => checkSourceOf(ctx, params.id),
  }),
  route({
    method: 'get',
    path: '/backups/policies/:id',
    summary: 'A policy with its next and last runs',
    area,
    allow: 'technician',
    params: idParams,
    answer: policyAnswer,
    handle: async ({ ctx, params }) => {
      const policy = await findPolicy(ctx.db.sql, params.id);
      if (!policy || policy.retiredAt) throw notFound('backup policy');
      return view(ctx, policy);
    },
  }),
  route({
    method: 'patch',
    path: '/backups/policies/:id',
    summary: 'Change a policy',
    area,
    allow: 'admin',
    params: idParams,
    body: policyChange,
    answer: policyAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) => view(ctx, await changePolicy(ctx, actor, params.id, body, ifMatch)),
  }),
  route({
    method: 'delete',
    path: '/backups/policies/:id',
    summary: 'End a policy; its recovery points stay',
    area,
    allow: 'admin',
    params: idParams,
    status: 204,
    handle: async ({ ctx, actor, params, ifMatch }) => {
      await retirePolicy(ctx, actor, params.id, ifMatch);
      return new Reply(204);
    },
  }),
  route({
    method: 'put',
    path: '/backups/policies/:id/pause',
    summary: 'Rest a policy until an instant, for a reason',
    area,
    allow: 'lead',
    params: idParams,
    body: pauseBody,
    answer: policyAnswer,
    handle: async ({ ctx, actor, params, body }) => view(ctx, await pausePolicy(ctx, actor, params.id, body)),
  }),
  route({
    method: 'delete',
    path: '/backups/policies/:id/pause',
    summary: 'End the pause of a policy',
    area,
    allow: 'lead',
    params: idParams,
    answer: policyAnswer,
    handle: async ({ ctx, actor, params }) => view(ctx, await pausePolicy(ctx, actor, params.id, null)),
  }),
];
