import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Actor, Role } from './actor.ts';
import type { Context } from './context.ts';

/** Who may call a route at all: anyone, or people with at least this role. What they may see of it, the use case decides. */
export type Allow = 'anyone' | Role;

/** What a handler is given. Everything is validated against the declaration. */
export interface Call<P, Q, B> {
  ctx: Context;
  actor: Actor;
  params: P;
  query: Q;
  body: B;
  /** The version from `If-Match`, or null when the caller sent none. */
  ifMatch: number | null;
  req: Request;
  res: Response;
}

/** An answer other than the declared success with a JSON body: another status, headers, or no body. */
export class Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;
  constructor(status: number, body?: unknown, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** A body that is JSON text already, where making it from values would be most of the work. */
export class JsonText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Infer<S> = S extends z.ZodType ? z.output<S> : undefined;

export interface RouteDeclaration<
  P extends z.ZodType | undefined,
  Q extends z.ZodType | undefined,
  B extends z.ZodType | undefined,
  A extends z.ZodType | undefined,
> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Path under `/api/v1` in Express form, `/incidents/:id`; with `root: true` it is the whole path. */
  path: string;
  root?: boolean;
  summary: string;
  /** Resource family: the tag in the documentation and the word in token scopes (`incidents:read`, `incidents:write`). */
  area: string;
  allow: Allow;
  params?: P;
  query?: Q;
  body?: B;
  /** Success status and the schema of its body; leave `answer` out where there is no JSON body. */
  status?: number;
  answer?: A;
  /** Creates that may be repeated with `Idempotency-Key`: the key and the change are kept in one transaction. */
  idempotent?: boolean;
  /** The handler reads the request itself (uploads, CSV, streams); no JSON body is parsed. Names the content types taken. */
  rawBody?: string[];
  /** The handler answers on `res` itself (files, server-sent events) and returns nothing. Names the content type given. */
  rawAnswer?: string;
  /** Largest JSON body in bytes; 1 MiB unless told. */
  maxBytes?: number;
  /** Only requests like this are for the route; others at its address go on, to a page of the same name for one. */
  when?: (req: Request) => boolean;
  handle(call: Call<Infer<P>, Infer<Q>, Infer<B>>): Promise<unknown>;
}

export type Route = RouteDeclaration<z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined>;

/** Declares a route. Method, path, who is allowed, and what goes in and out are one object: what is missing does not compile. */
export function route<
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  A extends z.ZodType | undefined = undefined,
>(declaration: RouteDeclaration<P, Q, B, A>): Route {
  return declaration as unknown as Route;
}
