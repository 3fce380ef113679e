import type { z } from 'zod';
import { dayIn } from '../platform/calendar-days.ts';
import type { Context } from '../platform/context.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import type { Alert } from './alert.ts';
import {
  type AlertQuery,
  type alertAnswer,
  alertCounts,
  alertPage,
  alertQuery,
  digestAnswer,
  digestChanges,
  dismissalBody,
  ruleAnswer,
  ruleChanges,
  ruleList,
  ruleParams,
} from './alert-schemas.ts';
import { countAlerts, listAlerts } from './alert-store.ts';
import { bringBack, changeMyDigest, changeRule, dismissAlert, myDigest } from './change-alerts.ts';
import { rulesInForce } from './keep-alerts.ts';

const area = 'alerts';
const allow = 'technician' as const;

async function alerts(ctx: Context, query: AlertQuery) {
  const today = dayIn(ctx.clock());
  const { items, nextCursor } = await listAlerts(ctx.db.sql, query);
  return { items: items.map((alert) => shown(alert, today)), nextCursor };
}

const shown = (alert: Alert, today: string): z.output<typeof alertAnswer> => ({
  id: alert.id,
  kind: alert.kind,
  subject: { type: alert.subjectType, id: alert.subjectId, name: alert.data.name, tag: alert.data.tag ?? null },
  dueOn: alert.dueOn,
  isPast: alert.dueOn < today,
  detail: alert.data.detail ?? null,
  count: alert.data.count ?? null,
  openedAt: alert.openedAt,
  dismissal: alert.dismissedAt && { by: alert.dismissedByName ?? '', at: alert.dismissedAt, note: alert.note },
});

async function counts(ctx: Context) {
  const kinds = await countAlerts(ctx.db.sql);
  return { total: kinds.reduce((sum, { count }) => sum + count, 0), kinds };
}

export const alertRoutes: Route[] = [
  route({
    method: 'get',
    path: '/alerts',
    summary: 'What should be seen to, the earliest due first',
    area,
    allow,
    query: alertQuery,
    answer: alertPage,
    handle: ({ ctx, query }) => alerts(ctx, query),
  }),
  route({
    method: 'get',
    path: '/alerts/counts',
    summary: 'How many alerts of each kind are open',
    area,
    allow,
    answer: alertCounts,
    handle: ({ ctx }) => counts(ctx),
  }),
  route({
    method: 'put',
    path: '/alerts/:id/dismissal',
    summary: 'Put an alert out of sight until its fact changes',
    area,
    allow,
    params: idParams,
    body: dismissalBody,
    status: 204,
    handle: ({ ctx, actor, params, body }) => dismissAlert(ctx, actor, params.id, body.note),
  }),
  route({
    method: 'delete',
    path: '/alerts/:id/dismissal',
    summary: 'Bring a dismissed alert back',
    area,
    allow,
    params: idParams,
    status: 204,
    handle: ({ ctx, params }) => bringBack(ctx, params.id),
  }),
  route({
    method: 'get',
    path: '/alert-rules',
    summary: 'What each kind of alert watches',
    area,
    allow,
    answer: ruleList,
    handle: async ({ ctx }) => ({ items: await rulesInForce(ctx), nextCursor: null }),
  }),
  route({
    method: 'patch',
    path: '/alert-rules/:kind',
    summary: 'Change how long before and after its date an alert stands, or turn it off',
    area,
    allow: 'lead',
    params: ruleParams,
    body: ruleChanges,
    answer: ruleAnswer,
    handle: ({ ctx, actor, params, body, ifMatch }) => changeRule(ctx, actor, params.kind, body, ifMatch),
  }),
  route({
    method: 'get',
    path: '/me/alert-digest',
    summary: 'When I hear of alerts by message, and of which',
    area,
    allow,
    answer: digestAnswer,
    handle: ({ ctx, actor }) => myDigest(ctx, actor),
  }),
  route({
    method: 'patch',
    path: '/me/alert-digest',
    summary: 'Change when I hear of alerts by message',
    area,
    allow,
    body: digestChanges,
    answer: digestAnswer,
    handle: ({ ctx, actor, body, ifMatch }) => changeMyDigest(ctx, actor, body, ifMatch),
  }),
];
