import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Redis } from 'ioredis';
import { RedisStore } from 'rate-limit-redis';
import { sha256 } from './ids.ts';
import { Problem } from './problem.ts';

const minuteMs = 60_000;

interface Limits {
  /** All of the API, for each token, session or address. */
  api: RequestHandler;
  /** Attempts to sign in, for each address and account. */
  signIn: RequestHandler;
}

/**
 * Rate limits, shared by all processes when there is Redis. They fail closed: when the count cannot be had, the request
 * is answered with 503 rather than let through.
 */
export function openRateLimits(redis: Redis | null): Limits {
  const limit = (prefix: string, max: number, windowMs: number, keyOf: (req: Parameters<RequestHandler>[0]) => string) =>
    rateLimit({
      windowMs,
      limit: max,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator: keyOf,
      passOnStoreError: false,
      validate: { trustProxy: false, xForwardedForHeader: false },
      ...(redis && {
        store: new RedisStore({ prefix, sendCommand: (command: string, ...args: string[]) => redis.call(command, ...args) as never }),
      }),
      handler: (_req, res, next) => {
        res.setHeader('Retry-After', Math.ceil(windowMs / 1000));
        next(new Problem('too_many_requests'));
      },
    });
  const address = (req: Parameters<RequestHandler>[0]): string => ipKeyGenerator(req.ip ?? '');
  const credential = (req: Parameters<RequestHandler>[0]): string => {
    const secret = req.headers.authorization ?? req.headers.cookie;
    return secret ? sha256(secret) : address(req);
  };
  return {
    api: limit('api:', 6000, minuteMs, credential),
    signIn: limit(
      'sign-in:',
      10,
      minuteMs,
      (req) =>
        `${address(req)}|${String(req.body?.email ?? '')
          .toLowerCase()
          .slice(0, 254)}`,
    ),
  };
}
