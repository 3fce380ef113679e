import { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { signingKey } from '../platform/secret-box.ts';
import type { Notification } from './notification.ts';
import { notificationPage, notificationQuery, readQuery } from './notification-schemas.ts';
import { countUnread, listNotifications, markRead } from './notification-store.ts';
import { readAll, settleRead } from './settle.ts';

const shown = ({ id, kind, subjectType, subjectId, data, urgency, createdAt, readAt }: Notification) => ({
  id,
  kind,
  urgency,
  subject: { type: subjectType, id: subjectId },
  data,
  createdAt,
  readAt,
});

export const notificationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/webhook-key',
    summary: 'The key of HMAC-SHA-256 with which receivers check Coulisse-Signature over `<id>.<timestamp>.<body>`',
    area: 'notifications',
    allow: 'admin',
    answer: z.object({ algorithm: z.literal('HMAC-SHA-256'), key: z.string().meta({ description: 'base64url of 32 bytes' }) }),
    handle: ({ ctx, actor }) =>
      transact(ctx, async (tx) => {
        await recordAudit(tx, actor, { action: 'webhookKey.read', subjectType: 'installation', subjectId: null });
        return { algorithm: 'HMAC-SHA-256' as const, key: signingKey(ctx.settings.secretKey, 'webhook') };
      }),
  }),
  route({
    method: 'get',
    path: '/notifications',
    summary: 'What I was told, newest first',
    area: 'notifications',
    allow: 'employee',
    query: notificationQuery,
    answer: notificationPage,
    handle: async ({ ctx, actor, query }) => {
      const { items, nextCursor } = await listNotifications(ctx.db.sql, actor.id as string, query);
      return { items: items.map(shown), nextCursor, unread: await countUnread(ctx.db.sql, actor.id as string) };
    },
  }),
  route({
    method: 'put',
    path: '/notifications/:id/read',
    summary: 'Mark one as read',
    area: 'notifications',
    allow: 'employee',
    params: idParams,
    handle: ({ ctx, actor, params }) =>
      transact(ctx, async (tx) => {
        if (!(await markRead(tx.db.sql, actor.id as string, params.id, tx.clock()))) throw notFound('notification');
        await settleRead(tx, [params.id]);
      }),
  }),
  route({
    method: 'put',
    path: '/notifications/read',
    summary: 'Mark all as read, or all about one subject; what was to remind of them is not sent any more',
    area: 'notifications',
    allow: 'employee',
    query: readQuery,
    handle: ({ ctx, actor, query }) => readAll(ctx, actor, query.subjectId),
  }),
];
