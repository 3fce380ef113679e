import { z } from 'zod';
import { id, instantAnswer, line, page, pageQuery, version } from '../platform/schemas.ts';
import { alertKinds, digestRhythms, subjectTypes } from './alert.ts';

export const alertAnswer = z
  .object({
    id,
    kind: z.enum(alertKinds),
    subject: z.object({ type: z.enum(subjectTypes), id, name: z.string(), tag: z.string().nullable() }),
    dueOn: z.string(),
    isPast: z.boolean(),
    detail: z.string().nullable(),
    count: z.number().int().nullable(),
    openedAt: instantAnswer,
    dismissal: z.object({ by: z.string(), at: instantAnswer, note: z.string().nullable() }).nullable(),
  })
  .meta({ id: 'Alert' });
export const alertPage = page(alertAnswer);

export const alertQuery = z.object({
  ...pageQuery,
  kind: z.enum(alertKinds).optional(),
  state: z.enum(['open', 'dismissed']).default('open'),
});
export type AlertQuery = z.output<typeof alertQuery>;

export const alertCounts = z.object({
  total: z.number().int(),
  kinds: z.array(z.object({ kind: z.enum(alertKinds), count: z.number().int() })),
});

export const dismissalBody = z.strictObject({ note: line(500).nullable().default(null) }).prefault({});

export const ruleAnswer = z
  .object({ kind: z.enum(alertKinds), isEnabled: z.boolean(), daysBefore: z.number().int(), daysAfter: z.number().int(), version })
  .meta({ id: 'AlertRule' });
export const ruleList = page(ruleAnswer);
export const ruleParams = z.object({ kind: z.enum(alertKinds) });
export const ruleChanges = z
  .strictObject({ isEnabled: z.boolean(), daysBefore: z.number().int().min(0).max(3650), daysAfter: z.number().int().min(0).max(3650) })
  .partial();
export type RuleChanges = z.output<typeof ruleChanges>;

const digest = {
  rhythm: z.enum(digestRhythms),
  hour: z.number().int().min(0).max(23),
  kinds: z.array(z.enum(alertKinds)).max(alertKinds.length).nullable(),
};
export const digestAnswer = z.object({ ...digest, version }).meta({ id: 'AlertDigest' });
export const digestChanges = z.strictObject(digest).partial();
export type DigestChanges = z.output<typeof digestChanges>;
