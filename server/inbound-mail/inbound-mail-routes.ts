import { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { incidentParams } from '../incidents/incident-schemas.ts';
import { Reply, type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { acceptPosted } from './accept-posted.ts';
import { changePolicy } from './change-policy.ts';
import { mailAnswerOf, readableMail, readIncidentMails, readMail, readMails } from './inbound-mail-queries.ts';
import {
  inboundMailAnswer,
  inboundMailPage,
  inboundMailQuery,
  incidentMailAnswer,
  outgoingMailAnswer,
  policyAnswer,
  policyChanges,
  receivedAnswer,
  release,
} from './inbound-mail-schemas.ts';
import { readPolicy } from './mail-policy-store.ts';
import { discardMail, releaseMail, retryMail } from './release-mail.ts';
import { sendOriginal } from './send-original.ts';

const area = 'inbound-mail';

export const inboundMailRoutes: Route[] = [
  route({
    method: 'post',
    path: '/inbound-mail',
    summary: 'Take in one mail as it stands; answered once it is kept and looked at, 503 means that the sender keeps it',
    area,
    allow: 'admin',
    rawBody: ['message/rfc822'],
    status: 201,
    answer: receivedAnswer,
    handle: async ({ ctx, req }) => new Reply(201, await acceptPosted(ctx, req)),
  }),
  route({
    method: 'get',
    path: '/inbound-mails',
    summary: 'Mails that came in and what became of them, the newest first',
    area,
    allow: 'lead',
    query: inboundMailQuery,
    answer: inboundMailPage,
    handle: ({ ctx, query }) => readMails(ctx, query),
  }),
  route({
    method: 'get',
    path: '/inbound-mails/:id',
    summary: 'One mail with its words and each step of its way',
    area,
    allow: 'technician',
    params: idParams,
    answer: inboundMailAnswer,
    handle: ({ ctx, actor, params }) => readMail(ctx, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/inbound-mails/:id/original',
    summary: 'The mail as it came, as a download',
    area,
    allow: 'technician',
    params: idParams,
    rawAnswer: 'message/rfc822',
    handle: async ({ ctx, actor, params, res }) => {
      const mail = await readableMail(ctx, actor, params.id);
      await transact(ctx, (tx) =>
        recordAudit(tx, actor, { action: 'inboundMail.downloaded', subjectType: 'inboundMail', subjectId: mail.id }),
      );
      await sendOriginal(ctx, res, mail);
    },
  }),
  route({
    method: 'put',
    path: '/inbound-mails/:id/release',
    summary: 'Let a mail in that waits: into an incident, whose conversation its sender then takes part in, or as a new one',
    area,
    allow: 'lead',
    params: idParams,
    body: release,
    answer: inboundMailAnswer,
    handle: async ({ ctx, actor, params, body }) => mailAnswerOf(ctx, await releaseMail(ctx, actor, params.id, body.incidentId)),
  }),
  route({
    method: 'put',
    path: '/inbound-mails/:id/retry',
    summary: 'Look at a mail again by the rules of now',
    area,
    allow: 'lead',
    params: idParams,
    answer: inboundMailAnswer,
    handle: async ({ ctx, actor, params }) => mailAnswerOf(ctx, await retryMail(ctx, actor, params.id)),
  }),
  route({
    method: 'put',
    path: '/inbound-mails/:id/discard',
    summary: 'Set a mail that waits aside for good',
    area,
    allow: 'lead',
    params: idParams,
    answer: inboundMailAnswer,
    handle: async ({ ctx, actor, params }) => mailAnswerOf(ctx, await discardMail(ctx, actor, params.id)),
  }),
  route({
    method: 'get',
    path: '/incidents/:id/mails',
    summary: 'The mails that an incident is made of, who really sent them, and whether ours arrived',
    area,
    allow: 'technician',
    params: incidentParams,
    answer: z.object({ items: z.array(incidentMailAnswer), outgoing: z.array(outgoingMailAnswer) }),
    handle: ({ ctx, actor, params }) => readIncidentMails(ctx, actor, params.id),
  }),
  route({
    method: 'get',
    path: '/mail-policy',
    summary: 'How mail is taken in',
    area,
    allow: 'lead',
    answer: policyAnswer,
    handle: ({ ctx }) => readPolicy(ctx.db.sql),
  }),
  route({
    method: 'patch',
    path: '/mail-policy',
    summary: 'Change how mail is taken in',
    area,
    allow: 'admin',
    body: policyChanges,
    answer: policyAnswer,
    handle: ({ ctx, actor, body, ifMatch }) => changePolicy(ctx, actor, body, ifMatch),
  }),
];
