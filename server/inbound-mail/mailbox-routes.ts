import { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { forgetLimit, trippedLimits } from '../notifications/channels/mail/mail-limits.ts';
import { forgetUndeliverable, listUndeliverable } from '../notifications/channels/mail/undeliverable.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams, page, pageQuery } from '../platform/schemas.ts';
import { checkMailbox } from './check-mailbox.ts';
import {
  addressList,
  addressParams,
  limitParams,
  mailboxAnswer,
  mailboxChanges,
  mailboxCheckAnswer,
  mailLimitAnswer,
  newMailbox,
  undeliverableAnswer,
} from './inbound-mail-schemas.ts';
import { mailboxAnswers, readMailboxes } from './mailbox-queries.ts';
import { addressesOf, saveAddresses } from './save-addresses.ts';
import { addMailbox, changeMailbox, removeMailbox } from './save-mailbox.ts';

const area = 'mailboxes';

export const mailboxRoutes: Route[] = [
  route({
    method: 'get',
    path: '/mailboxes',
    summary: 'Mailboxes that mail is fetched from, and how it goes',
    area,
    allow: 'admin',
    answer: page(mailboxAnswer),
    handle: async ({ ctx }) => ({ items: await readMailboxes(ctx), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/mailboxes',
    summary: 'Fetch mail from one more mailbox, by IMAP',
    area,
    allow: 'admin',
    body: newMailbox,
    status: 201,
    answer: mailboxAnswer,
    handle: async ({ ctx, actor, body }) => (await mailboxAnswers(ctx, [await addMailbox(ctx, actor, body)]))[0],
  }),
  route({
    method: 'patch',
    path: '/mailboxes/:id',
    summary: 'Change a mailbox; the password stays unless one is sent',
    area,
    allow: 'admin',
    params: idParams,
    body: mailboxChanges,
    answer: mailboxAnswer,
    handle: async ({ ctx, actor, params, body, ifMatch }) =>
      (await mailboxAnswers(ctx, [await changeMailbox(ctx, actor, params.id, body, ifMatch)]))[0],
  }),
  route({
    method: 'delete',
    path: '/mailboxes/:id',
    summary: 'Fetch from a mailbox no more; what came from it stays',
    area,
    allow: 'admin',
    params: idParams,
    handle: ({ ctx, actor, params }) => removeMailbox(ctx, actor, params.id),
  }),
  route({
    method: 'post',
    path: '/mailboxes/:id/check',
    summary: 'Sign in to the mailbox and say how it goes; nothing is fetched',
    area,
    allow: 'admin',
    params: idParams,
    answer: mailboxCheckAnswer,
    handle: ({ ctx, params }) => checkMailbox(ctx, params.id),
  }),
  route({
    method: 'get',
    path: '/undeliverable-addresses',
    summary: 'Addresses that take no mail; nothing is sent to them',
    area,
    allow: 'lead',
    query: z.object(pageQuery),
    answer: page(undeliverableAnswer),
    handle: ({ ctx, query }) => listUndeliverable(ctx.db.sql, query),
  }),
  route({
    method: 'delete',
    path: '/undeliverable-addresses/:address',
    summary: 'Send mail to the address again',
    area,
    allow: 'lead',
    params: addressParams,
    handle: ({ ctx, actor, params }) =>
      transact(ctx, async (tx) => {
        if (!(await forgetUndeliverable(tx.db.sql, params.address))) throw notFound('address');
        await recordAudit(tx, actor, { action: 'address.revived', subjectType: 'address', subjectId: params.address });
      }),
  }),
  route({
    method: 'get',
    path: '/mail-limits',
    summary: 'What automatic mail is held back, because two programs seem to answer each other',
    area,
    allow: 'lead',
    answer: z.object({ items: z.array(mailLimitAnswer), nextCursor: z.null() }),
    handle: async ({ ctx }) => {
      const items = await trippedLimits(ctx.db.sql);
      return { items: items.map(({ name, strikes, suppressed, triedAt }) => ({ name, strikes, suppressed, triedAt })), nextCursor: null };
    },
  }),
  route({
    method: 'delete',
    path: '/mail-limits/:name',
    summary: 'Hold this back no more',
    area,
    allow: 'lead',
    params: limitParams,
    handle: ({ ctx, actor, params }) =>
      transact(ctx, async (tx) => {
        if (!(await forgetLimit(tx.db.sql, params.name))) throw notFound('limit');
        await recordAudit(tx, actor, { action: 'mailLimit.lifted', subjectType: 'mailLimit', subjectId: params.name });
      }),
  }),
  route({
    method: 'get',
    path: '/people/:id/addresses',
    summary: 'Further addresses that a person writes from',
    area,
    allow: 'technician',
    params: idParams,
    answer: addressList,
    handle: ({ ctx, params }) => addressesOf(ctx, params.id),
  }),
  route({
    method: 'put',
    path: '/people/:id/addresses',
    summary: 'Say which further addresses are this person; their own stays what it is',
    area,
    allow: 'admin',
    params: idParams,
    body: addressList,
    answer: addressList,
    handle: ({ ctx, actor, params, body }) => saveAddresses(ctx, actor, params.id, body.addresses),
  }),
];
