import type { Request } from 'express';
import { transact } from '../../db/transaction.ts';
import { asActor } from '../people/person.ts';
import { type Actor, guestActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { sha256 } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import { markApiTokenUsed } from './api-token-store.ts';
import { findSessionIdentity, findTokenIdentity } from './identity-queries.ts';
import { remembered } from './remember.ts';
import { cookieName, readCookie, sessionLifeMs, sessionTouchMs } from './session.ts';
import { extendSession } from './session-store.ts';

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
  const tokenHash = sha256(secret);
  const found = await remembered(ctx.db, `token ${tokenHash}`, () => findTokenIdentity(ctx.db.sql, tokenHash));
  const now = ctx.clock();
  const isValid = found && !found.revokedAt && found.holder.isActive && !(found.expiresAt && found.expiresAt <= now);
  if (!isValid) throw new Problem('not_signed_in', 'The token is not valid');
  if (!found.lastUsedAt || now.getTime() - found.lastUsedAt.getTime() > sessionTouchMs) {
    await transact(ctx, (tx) => markApiTokenUsed(tx.db.sql, found.tokenId, now));
  }
  return asActor(found.holder, found.holder.supportGroupIds, found.scopes);
}

async function bySession(ctx: Context, token: string): Promise<Actor> {
  const tokenHash = sha256(token);
  const found = await remembered(ctx.db, `session ${tokenHash}`, () => findSessionIdentity(ctx.db.sql, tokenHash));
  const now = ctx.clock();
  if (!found?.holder.isActive || found.expiresAt <= now) return guestActor;
  if (now.getTime() - found.lastSeenAt.getTime() > sessionTouchMs) {
    await transact(ctx, (tx) => extendSession(tx.db.sql, tokenHash, now, new Date(now.getTime() + sessionLifeMs)));
  }
  return asActor(found.holder, found.holder.supportGroupIds);
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
