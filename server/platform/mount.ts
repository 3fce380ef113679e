import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import { type Actor, hasRole } from './actor.ts';
import type { Context } from './context.ts';
import { once } from './idempotency.ts';
import { Problem } from './problem.ts';
import { issuesOf } from './problem-answer.ts';
import { type Call, JsonText, Reply, type Route } from './route.ts';

export type Identify = (ctx: Context, req: Request) => Promise<Actor>;

const defaultMaxBytes = 1024 * 1024;

/** Turns declarations into a router: who is allowed, then what comes in, then the handler, then the answer. */
export function mountRoutes(ctx: Context, routes: Route[], identify: Identify): Router {
  const router = Router();
  // A router tries its paths one after the other: a family of its own keeps the search short.
  for (const family of new Set(routes.map(familyOf))) {
    router.use(
      family,
      familyRouter(
        ctx,
        family,
        routes.filter((route) => familyOf(route) === family),
        identify,
      ),
    );
  }
  return router;
}

/** `/api/v1/incidents` of `/api/v1/incidents/:id/comments`. */
const familyOf = (route: Route): string => /^(\/api\/v1)?\/[^/]+/.exec(pathOf(route))?.[0] ?? '/';

function familyRouter(ctx: Context, family: string, routes: Route[], identify: Identify): Router {
  const router = Router();
  const within = (path: string): string => path.slice(family.length) || '/';
  for (const route of routes) {
    router[route.method](within(pathOf(route)), admit(ctx, route, identify), ...bodyParsers(route), handlerOf(ctx, route));
  }
  for (const [path, methods] of methodsByPath(routes)) router.all(within(path), otherMethods(methods));
  return router;
}

const pathOf = (route: Route): string => (route.root ? route.path : `/api/v1${route.path}`);

function methodsByPath(routes: Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const route of routes.filter(({ when }) => !when))
    methods.set(pathOf(route), [...(methods.get(pathOf(route)) ?? []), route.method.toUpperCase()]);
  return methods;
}

/** A known address asked in a way that it does not take: 405, or for OPTIONS the ways that it does (RFC 9110). */
function otherMethods(methods: string[]): RequestHandler {
  const allowed = ['OPTIONS', ...(methods.includes('GET') ? ['HEAD'] : []), ...methods].join(', ');
  return (req, res) => {
    res.setHeader('Allow', allowed);
    if (req.method !== 'OPTIONS') throw new Problem('method_not_allowed');
    res.status(204).end();
  };
}

/** Bodies are read only after the caller is known to be allowed, so that strangers cannot make us parse megabytes. */
function admit(ctx: Context, route: Route, identify: Identify): RequestHandler {
  return async (req, res, next) => {
    if (route.when && !route.when(req)) return next('route');
    res.locals['route'] = pathOf(route);
    const actor = await identify(ctx, req);
    checkAllowed(route, actor);
    res.locals['actor'] = actor;
    next();
  };
}

function handlerOf(ctx: Context, route: Route): RequestHandler {
  return async (req, res) => {
    const actor: Actor = res.locals['actor'];
    const call: Call<unknown, unknown, unknown> = {
      ctx,
      actor,
      params: read(route.params, req.params, '', 'not_found'),
      query: read(route.query, req.query),
      body: route.rawBody ? undefined : read(route.body, req.body ?? undefined),
      ifMatch: readIfMatch(req),
      req,
      res,
    };
    const key = route.idempotent ? req.get('Idempotency-Key') : undefined;
    if (route.rawAnswer) return void (await route.handle(call as never));
    const answer = key
      ? await once(ctx, actor, key, { method: req.method, path: req.baseUrl + req.path, body: call.body }, async (tx) =>
          answerOf(route, await route.handle({ ...call, ctx: tx } as never)),
        )
      : answerOf(route, await route.handle(call as never));
    send(res, answer);
  };
}

function bodyParsers(route: Route): RequestHandler[] {
  if (route.rawBody || !route.body) return [];
  const parse = express.json({ limit: route.maxBytes ?? defaultMaxBytes, strict: true });
  const isJson: RequestHandler = (req, _res, next) =>
    req.headers['content-length'] === '0' || req.is('application/json') || req.is('application/merge-patch+json') || !hasBody(req)
      ? next()
      : next(new Problem('unsupported_media_type', 'Send application/json'));
  return [isJson, parse];
}

const hasBody = (req: Request): boolean => req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

function checkAllowed(route: Route, actor: Actor): void {
  if (route.allow === 'anyone') return;
  if (actor.kind === 'guest') throw new Problem('not_signed_in');
  if (!hasRole(actor, route.allow)) throw new Problem('forbidden');
  const need = `${route.area}:${route.method === 'get' ? 'read' : 'write'}`;
  const isInScope =
    actor.scopes === null || actor.scopes.some((scope) => scope === '*' || scope === need || scope === `*:${need.split(':')[1]}`);
  if (!isInScope) throw new Problem('forbidden', `The token lacks the scope ${need}`);
}

function read(
  schema: z.ZodType | undefined,
  value: unknown,
  base = '',
  code: 'invalid_request' | 'not_found' = 'invalid_request',
): unknown {
  if (!schema) return value;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (code === 'not_found') throw new Problem('not_found');
  throw new Problem('invalid_request', undefined, { issues: issuesOf(parsed.error, base) });
}

function readIfMatch(req: Request): number | null {
  const header = req.get('If-Match');
  if (header === undefined || header === '*') return null;
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header.trim())?.[1];
  if (version === undefined) throw new Problem('version_mismatch', 'If-Match must be the version, such as "3"');
  return Number(version);
}

function answerOf(route: Route, result: unknown): { status: number; body: unknown; headers?: Record<string, string> } {
  if (result instanceof Reply) return result;
  const isEmpty = result === undefined;
  return { status: isEmpty ? 204 : (route.status ?? 200), body: result };
}

function send(res: Response, answer: { status: number; body: unknown; headers?: Record<string, string> }): void {
  const version = (answer.body as { version?: unknown } | null | undefined)?.version;
  if (typeof version === 'number') res.setHeader('ETag', `"${version}"`);
  // The version names what people edit, not the whole answer: names, sums and counts change without it. So nobody keeps
  // an answer to ask whether it still holds.
  if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-store');
  delete res.req.headers['if-none-match'];
  res.status(answer.status).set(answer.headers ?? {});
  if (answer.status === 204 || answer.body === undefined) return void res.end();
  if (answer.body instanceof JsonText) return void res.type('json').send(answer.body.text);
  res.json(answer.body);
}
