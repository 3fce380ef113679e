import type { Request } from 'express';
import { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import type { Person } from '../people/person.ts';
import { findPerson, supportGroupsOf } from '../people/person-queries.ts';
import { meAnswer } from '../people/person-schemas.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { Reply, type Route, route } from '../platform/route.ts';
import { idParams, page, pageQuery } from '../platform/schemas.ts';
import { listApiTokens, revokeApiToken } from './api-token-store.ts';
import { listAuditEvents, recordAudit, verifyAudit } from './audit.ts';
import { auditEventAnswer, credentials, newTokenAnswer, newTokenBody, passwordChange, setUpBody, tokenAnswer } from './auth-schemas.ts';
import { changePassword } from './change-password.ts';
import { createToken } from './create-token.ts';
import { sessionTokenOf } from './identify.ts';
import { cookieName, sessionCookie, sessionLifeMs } from './session.ts';
import { setUp } from './setup-link.ts';
import { openSession, type SignedIn, signIn, signOut } from './sign-in.ts';

const clientOf = (req: Request) => ({ userAgent: req.get('User-Agent')?.slice(0, 300) ?? null, address: req.ip ?? null });

async function meOf(ctx: Context, person: Person) {
  return { ...person, supportGroups: await supportGroupsOf(ctx.db.sql, person.id) };
}

/** Answers who signed in and puts the session into a cookie, which scripts cannot read. */
async function signedIn(ctx: Context, { person, token }: SignedIn, status: number): Promise<Reply> {
  const isSecure = ctx.settings.baseUrl.startsWith('https:');
  const cookie = sessionCookie(cookieName(isSecure), token, isSecure, sessionLifeMs);
  return new Reply(status, await meOf(ctx, person), { 'Set-Cookie': cookie });
}

export const authRoutes: Route[] = [
  route({
    method: 'post',
    path: '/session',
    summary: 'Sign in: opens a session and sets its cookie',
    area: 'session',
    allow: 'anyone',
    body: credentials,
    status: 201,
    answer: meAnswer,
    handle: async ({ ctx, body, req }) => signedIn(ctx, await signIn(ctx, body, clientOf(req)), 201),
  }),
  route({
    method: 'delete',
    path: '/session',
    summary: 'Sign out',
    area: 'session',
    allow: 'anyone',
    handle: async ({ ctx, req }) => {
      const token = sessionTokenOf(ctx, req);
      if (token) await signOut(ctx, token);
      const isSecure = ctx.settings.baseUrl.startsWith('https:');
      return new Reply(204, undefined, { 'Set-Cookie': sessionCookie(cookieName(isSecure), '', isSecure, 0) });
    },
  }),
  route({
    method: 'post',
    path: '/setup',
    summary: 'Redeem the one-time set-up link: makes the first administrator and signs them in',
    area: 'session',
    allow: 'anyone',
    body: setUpBody,
    status: 201,
    answer: meAnswer,
    handle: async ({ ctx, body, req }) => signedIn(ctx, await openSession(ctx, await setUp(ctx, body), clientOf(req)), 201),
  }),
  route({
    method: 'put',
    path: '/me/password',
    summary: 'Change my password; ends my other sessions',
    area: 'session',
    allow: 'employee',
    body: passwordChange,
    handle: ({ ctx, actor, body, req }) => changePassword(ctx, actor, body, sessionTokenOf(ctx, req)),
  }),
  route({
    method: 'get',
    path: '/me/tokens',
    summary: 'My API tokens',
    area: 'tokens',
    allow: 'employee',
    answer: page(tokenAnswer),
    handle: async ({ ctx, actor }) => ({ items: await listApiTokens(ctx.db.sql, actor.id as string), nextCursor: null }),
  }),
  route({
    method: 'post',
    path: '/me/tokens',
    summary: 'Make an API token; it is shown this once',
    area: 'tokens',
    allow: 'employee',
    body: newTokenBody,
    status: 201,
    answer: newTokenAnswer,
    handle: ({ ctx, actor, body }) => {
      // A narrow token must not be able to make itself a wide one.
      if (actor.scopes !== null && !actor.scopes.includes('*'))
        throw new Problem('forbidden', 'Only a session or a token with the scope * makes tokens');
      return createToken(ctx, actor, { ...body, personId: actor.id as string });
    },
  }),
  route({
    method: 'delete',
    path: '/me/tokens/:id',
    summary: 'Revoke one of my API tokens',
    area: 'tokens',
    allow: 'employee',
    params: idParams,
    handle: ({ ctx, actor, params }) =>
      transact(ctx, async (tx) => {
        if (!(await revokeApiToken(tx.db.sql, params.id, actor.id as string, tx.clock()))) throw notFound('token');
        await recordAudit(tx, actor, { action: 'apiToken.revoked', subjectType: 'apiToken', subjectId: params.id });
      }),
  }),
  route({
    method: 'get',
    path: '/me',
    summary: 'Who I am',
    area: 'session',
    allow: 'employee',
    answer: meAnswer,
    handle: async ({ ctx, actor }) => meOf(ctx, (await findPerson(ctx.db.sql, actor.id as string)) as Person),
  }),
  route({
    method: 'get',
    path: '/audit-events',
    summary: 'The audit log, newest first',
    area: 'audit',
    allow: 'admin',
    query: z.object(pageQuery),
    answer: page(auditEventAnswer),
    handle: ({ ctx, query }) => listAuditEvents(ctx.db.sql, query),
  }),
  route({
    method: 'get',
    path: '/audit-events/verification',
    summary: 'Check the chain of the audit log',
    area: 'audit',
    allow: 'admin',
    answer: z.object({ events: z.number().int(), brokenAt: z.number().int().nullable() }),
    handle: ({ ctx }) => verifyAudit(ctx.db.sql),
  }),
];
