import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Dialect } from '../../db/dialect/dialect.ts';
import type { Log } from './log.ts';
import { Problem, type ProblemIssue, problemCodes } from './problem.ts';

/** All faults that zod found, each at its JSON Pointer. */
export function issuesOf(error: z.ZodError, base = ''): ProblemIssue[] {
  return error.issues.slice(0, 100).map((issue) => ({
    pointer: `${base}/${issue.path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`,
    message: issue.message,
  }));
}

/** Any error as the problem that the caller is told; internals stay in the log. */
export function toProblem(error: unknown, dialect: Dialect): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof z.ZodError) return new Problem('invalid_request', undefined, { issues: issuesOf(error) });
  const { type, code, status } = (error ?? {}) as { type?: string; code?: string; status?: number };
  if (type === 'entity.too.large') return new Problem('payload_too_large');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') return new Problem('unsupported_media_type');
  // 400 is what the readers of bodies say of what they cannot read, such as gzip that is none.
  if (type?.startsWith('entity.') || status === 400 || error instanceof URIError) return new Problem('malformed_request');
  if (dialect.isFull(error) || code === 'ENOSPC' || code === 'EDQUOT') return new Problem('storage_full');
  if (dialect.isUnavailable(error)) return new Problem('temporarily_unavailable');
  // Use cases check before they write; what two callers do at the same instant is caught by the index.
  if (dialect.isUniqueViolation(error)) return new Problem('conflict', 'Somebody did the same at the same moment; read again');
  if (dialect.isRefusedValue(error)) return new Problem('invalid_request');
  return new Problem('internal_error');
}

/** Answers a problem as `application/problem+json` (RFC 9457). */
export function sendProblem(res: Response, req: Request, problem: Problem): void {
  const { title } = problemCodes[problem.code];
  if (problem.code === 'temporarily_unavailable') res.setHeader('Retry-After', '5');
  if (problem.status === 401 && !res.hasHeader('WWW-Authenticate')) res.setHeader('WWW-Authenticate', 'Bearer');
  res.status(problem.status).type('application/problem+json');
  const detail = problem.message === title ? undefined : problem.message;
  const errors = problem.issues.length > 0 ? problem.issues : undefined;
  const type = `${req.app.locals['baseUrl'] ?? ''}/api/docs#${problem.code}`;
  res.send(
    JSON.stringify({
      ...problem.extra,
      type,
      title,
      status: problem.status,
      code: problem.code,
      detail,
      instance: req.originalUrl,
      errors,
    }),
  );
}

/** Express's last resort: logs what is our fault and answers a problem. */
export function problemHandler(log: Log, dialect: Dialect) {
  return (error: unknown, req: Request, res: Response, next: (error: unknown) => void): void => {
    const problem = toProblem(error, dialect);
    // A body that its sender broke off is nobody's fault here, and nobody is left to read the answer.
    if (error === req.errored) log.debug({ method: req.method, path: req.path }, 'the sender went away');
    else if (problem.status >= 500) log.error({ err: error, method: req.method, path: req.path }, 'request failed');
    if (res.headersSent) next(error);
    else sendProblem(res, req, problem);
  };
}
