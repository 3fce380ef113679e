import type { Request } from 'express';
import { transact } from '../../db/transaction.ts';
import { asActor } from '../people/person.ts';
import { findPerson, supportGroupsOf } from '../people/person-queries.ts';
import { type Actor, guestActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { sha256 } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import { findApiToken, markApiTokenUsed } from './api-token-store.ts';
import { cookieName, readCookie, sessionLifeMs, sessionTouchMs } from './session.ts';
import { extendSession, findSession } from './session-store.ts';

/** The session token that a request brings in its cookie, or null. */
export const sessionTokenOf = (ctx: Context, req: Request): string | null =>
  readCookie(req.headers.cookie, cookieName(ctx.settings.baseUrl.startsWith('https:')));

/**
 * Who sends this request: the holder of the bearer token, else of the session cookie, else a guest. A bearer token that
 * is wrong, expired or revoked is a 401, never a guest.
 */
export async function identify(ctx: Context, req: Request): Promise<Actor> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
  if (bearer) return byToken(ctx, bearer);
  const token = sessionTokenOf(ctx, req);
  if (!token) return guestActor;
  const actor = await bySession(ctx, token);
  if (actor !== guestActor) refuseOtherSites(ctx, req);
  return actor;
}

async function byToken(ctx: Context, secret: string): Promise<Actor> {
  const token = await findApiToken(ctx.db.sql, sha256(secret));
  const now = ctx.clock();
  if (!token || token.revokedAt || (token.expiresAt && token.expiresAt <= now))
    throw new Problem('not_signed_in', 'The token is not valid');
  const actor = await load(ctx, token.personId, token.scopes);
  if (actor === guestActor) throw new Problem('not_signed_in', 'The token is not valid');
  if (!token.lastUsedAt || now.getTime() - token.lastUsedAt.getTime() > sessionTouchMs) {
    await transact(ctx, (tx) => markApiTokenUsed(tx.db.sql, token.id, now));
  }
  return actor;
}

async function bySession(ctx: Context, token: string): Promise<Actor> {
  const session = await findSession(ctx.db.sql, sha256(token));
  const now = ctx.clock();
  if (!session || session.expiresAt <= now) return guestActor;
  if (now.getTime() - session.lastSeenAt.getTime() > sessionTouchMs) {
    await transact(ctx, (tx) => extendSession(tx.db.sql, session.tokenHash, now, new Date(now.getTime() + sessionLifeMs)));
  }
  return load(ctx, session.personId, null);
}

async function load(ctx: Context, personId: string, scopes: string[] | null): Promise<Actor> {
  const [person, groups] = await Promise.all([findPerson(ctx.db.sql, personId), supportGroupsOf(ctx.db.sql, personId)]);
  if (!person?.isActive) return guestActor;
  return asActor(
    person,
    groups.map((group) => group.id),
    scopes,
  );
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Requests that change something with a cookie must come from our own pages: browsers say so in Sec-Fetch-Site, older
 * ones in Origin. SameSite=Lax is the first wall, this is the second.
 */
function refuseOtherSites(ctx: Context, req: Request): void {
  if (safeMethods.has(req.method)) return;
  const site = req.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  if (site !== undefined) throw new Problem('cross_site_request');
  const { origin, host } = req.headers;
  const ours = [new URL(ctx.settings.baseUrl).host, host];
  if (origin !== undefined && !(URL.canParse(origin) && ours.includes(new URL(origin).host))) throw new Problem('cross_site_request');
}
