import type { z } from 'zod';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, page } from '../platform/schemas.ts';
import { addContactMethod, removeContactMethod, sendCode } from './add-contact-method.ts';
import { changeRules } from './change-rules.ts';
import { vapidKeys } from './channels/push/vapid.ts';
import type { ContactMethod } from './contact-method.ts';
import {
  codeBody,
  contactMethodAnswer,
  deliveryAnswer,
  newContactMethod,
  pushKeyAnswer,
  rulesAnswer,
  rulesChange,
  testAnswer,
} from './contact-schemas.ts';
import { listContactMethods } from './contact-store.ts';
import { findDelivery } from './delivery-store.ts';
import { findRules } from './rules-store.ts';
import { testContactMethod } from './test-contact-method.ts';
import { verifyContactMethod } from './verify-contact-method.ts';

const area = 'notifications';
const allow = 'employee' as const;

const shown = ({ id, channel, address, label, verifiedAt, lastSentAt, lastError, createdAt }: ContactMethod) =>
  ({ id, channel, address, label, isVerified: verifiedAt !== null, lastSentAt, lastError, createdAt }) satisfies z.output<
    typeof contactMethodAnswer
  >;

export const contactRoutes: Route[] = [
  route({
    method: 'get',
    path: '/me/notification-rules',
    summary: 'How I am told: my rules for pages and for everything else',
    area,
    allow,
    answer: rulesAnswer,
    handle: async ({ ctx, actor }) => {
      const { rules, version } = await findRules(ctx.db.sql, actor.id as string);
      return { ...rules, version };
    },
  }),
  route({
    method: 'patch',
    path: '/me/notification-rules',
    summary: 'Change how I am told',
    area,
    allow,
    body: rulesChange,
    answer: rulesAnswer,
    handle: async ({ ctx, actor, body, ifMatch }) => {
      const { rules, version } = await changeRules(ctx, actor, body, ifMatch);
      return { ...rules, version };
    },
  }),
  route({
    method: 'get',
    path: '/me/contact-methods',
    summary: 'The ways to reach me beside my own mail address',
    area,
    allow,
    answer: page(contactMethodAnswer),
    handle: async ({ ctx, actor }) => ({
      items: (await listContactMethods(ctx.db.sql, [actor.id as string])).map(shown),
      nextCursor: null,
    }),
  }),
  route({
    method: 'post',
    path: '/me/contact-methods',
    summary: 'Enter a way to reach me; a code is sent there, but for browsers',
    area,
    allow,
    body: newContactMethod,
    status: 201,
    answer: contactMethodAnswer,
    handle: async ({ ctx, actor, body }) => shown(await addContactMethod(ctx, actor, body)),
  }),
  route({
    method: 'delete',
    path: '/me/contact-methods/:id',
    summary: 'Remove one of my ways',
    area,
    allow,
    params: idParams,
    handle: ({ ctx, actor, params }) => removeContactMethod(ctx, actor, params.id),
  }),
  route({
    method: 'put',
    path: '/me/contact-methods/:id/code',
    summary: 'Send another code to one of my ways',
    area,
    allow,
    params: idParams,
    handle: ({ ctx, actor, params }) => sendCode(ctx, actor, params.id),
  }),
  route({
    method: 'put',
    path: '/me/contact-methods/:id/verification',
    summary: 'Enter the code that was sent to one of my ways',
    area,
    allow,
    params: idParams,
    body: codeBody,
    answer: contactMethodAnswer,
    handle: async ({ ctx, actor, params, body }) => shown(await verifyContactMethod(ctx, actor, params.id, body.code)),
  }),
  route({
    method: 'post',
    path: '/me/contact-methods/:id/test',
    summary: 'Send a test by one of my ways; `mail` is my own mail address',
    area,
    allow,
    params: idParams,
    status: 202,
    answer: testAnswer,
    handle: ({ ctx, actor, params }) => testContactMethod(ctx, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/me/deliveries/:id',
    summary: 'What came of a message to me',
    area,
    allow,
    params: idParams,
    answer: deliveryAnswer,
    handle: async ({ ctx, actor, params }) => {
      const delivery = await findDelivery(ctx.db.sql, params.id);
      if (!delivery || delivery.recipientId !== actor.id) throw notFound('delivery');
      return delivery;
    },
  }),
  route({
    method: 'get',
    path: '/push-key',
    summary: 'The key with which a browser subscribes to pushed messages',
    area,
    allow,
    answer: pushKeyAnswer,
    handle: async ({ ctx }) => ({ publicKey: (await vapidKeys(ctx)).publicKey }),
  }),
];
