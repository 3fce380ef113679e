import { z } from 'zod';
import { languages } from '../people/person.ts';
import { password, timeZone } from '../people/person-schemas.ts';
import { id, instant, instantAnswer, line } from '../platform/schemas.ts';

export const credentials = z.strictObject({ email: z.string().min(1).max(254), password: z.string().min(1).max(200) });

export const setUpBody = z.strictObject({
  token: z.string().min(1).max(200),
  name: line(200),
  email: z.email().max(254),
  password,
  language: z.enum(languages).default('en'),
  timeZone: timeZone.default('UTC'),
});

export const passwordChange = z.strictObject({ currentPassword: z.string().min(1).max(200), newPassword: password });

const scope = z
  .string()
  .regex(/^(\*|[a-z][a-z-]*|\*):?(read|write)?$/i, 'is a scope such as *, *:read or incidents:write')
  .max(60);

export const newTokenBody = z.strictObject({
  label: line(100),
  scopes: z.array(scope).min(1).max(50).default(['*']),
  expiresAt: instant.nullable().default(null),
});

export const tokenAnswer = z
  .object({
    id,
    label: z.string(),
    scopes: z.array(z.string()),
    createdAt: instantAnswer,
    lastUsedAt: instantAnswer.nullable(),
    expiresAt: instantAnswer.nullable(),
  })
  .meta({ id: 'ApiToken' });

export const newTokenAnswer = tokenAnswer.extend({ token: z.string().meta({ description: 'Shown this once' }) });

export const auditEventAnswer = z
  .object({
    sequence: z.number().int(),
    happenedAt: instantAnswer,
    actorId: z.string().nullable(),
    actorName: z.string(),
    action: z.string(),
    subjectType: z.string(),
    subjectId: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    hash: z.string(),
  })
  .meta({ id: 'AuditEvent' });
