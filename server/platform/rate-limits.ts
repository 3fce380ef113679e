import type { RequestHandler } from 'express';
import { ipKeyGenerator, MemoryStore, type Options, rateLimit, type Store } from 'express-rate-limit';
import type { Redis } from 'ioredis';
import { RedisStore } from 'rate-limit-redis';
import { sha256 } from './ids.ts';
import { Problem } from './problem.ts';

const minuteMs = 60_000;

export interface RateLimits {
  /** All of the API, for each token, session or address. */
  api: RequestHandler;
  /** Attempts to sign in, for each address and account. */
  signIn: RequestHandler;
  /** Calendars that are read without signing in, for each address: nobody tries names. */
  feed: RequestHandler;
}

/**
 * Rate limits, shared by all processes when there is Redis. While Redis is away each process counts for itself: nobody
 * is let through uncounted, and nobody is locked out because a cache is down.
 */
export function openRateLimits(redis: Redis | null): RateLimits {
  return {
    api: limit({ prefix: 'api:', max: 6000, redis, keyOf: credentialOf }),
    feed: limit({ prefix: 'feed:', max: 60, redis, keyOf: addressOf }),
    signIn: limit({ prefix: 'sign-in:', max: 10, redis, keyOf: (req) => `${addressOf(req)}|${accountOf(req)}` }),
  };
}

type Req = Parameters<RequestHandler>[0];

const addressOf = (req: Req): string => ipKeyGenerator(req.ip ?? '');
const accountOf = (req: Req): string =>
  String(req.body?.email ?? '')
    .toLowerCase()
    .slice(0, 254);

function credentialOf(req: Req): string {
  const secret = req.headers.authorization ?? req.headers.cookie;
  return secret ? sha256(secret) : addressOf(req);
}

function limit(options: { prefix: string; max: number; redis: Redis | null; keyOf: (req: Req) => string }): RequestHandler {
  const { prefix, max, redis, keyOf } = options;
  return rateLimit({
    windowMs: minuteMs,
    limit: max,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: keyOf,
    validate: { trustProxy: false, xForwardedForHeader: false },
    ...(redis && { store: sharedStore(redis, prefix) }),
    handler: (_req, res, next) => {
      res.setHeader('Retry-After', minuteMs / 1000);
      next(new Problem('too_many_requests'));
    },
  });
}

/** Counts in Redis, and in this process while Redis does not answer. */
export function sharedStore(redis: Redis, prefix: string): Store {
  const own = new MemoryStore();
  const send = (command: string, ...args: string[]) => redis.call(command, ...args) as Promise<never>;
  let shared: RedisStore | null = null;
  let settings: Options;
  // The store loads its script when it is made, so it is made when Redis is there.
  const withRedis = async <T>(work: (store: RedisStore) => Promise<T>, otherwise: () => Promise<T>): Promise<T> => {
    try {
      if (!shared) {
        const made = new RedisStore({ prefix, sendCommand: send });
        await made.init(settings);
        shared = made;
      }
      return await work(shared);
    } catch {
      shared = null;
      return otherwise();
    }
  };
  return {
    init: (options) => {
      settings = options;
      own.init(options);
    },
    increment: (key) =>
      withRedis(
        (store) => store.increment(key),
        () => own.increment(key),
      ),
    decrement: (key) =>
      withRedis(
        (store) => store.decrement(key),
        () => own.decrement(key),
      ),
    resetKey: (key) =>
      withRedis(
        (store) => store.resetKey(key),
        () => own.resetKey(key),
      ),
  };
}
