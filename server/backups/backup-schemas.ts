import { z } from 'zod';
import { id, instant, instantAnswer, line, page, pageQuery, text, version } from '../platform/schemas.ts';
import { catchUps } from './backup-policy.ts';
import { expectationStates, runOrigins, workStatuses } from './backup-run.ts';
import { engineNames } from './engines/engines.ts';
import { type FailureClass, failureGroups } from './failure.ts';
import { keepReasons } from './retention.ts';
import { assetRef, countOrNull, duration, instantOrNull, ref, workFields } from './work-schemas.ts';

/** A word of the API: what kept a run, a restore or a verification from succeeding. */
export type { FailureClass };

const hook = z.strictObject({ argv: z.array(z.string().min(1).max(4000)).min(1).max(100), timeout: duration.default('PT10M') });

const hooks = z.strictObject({ before: hook.optional(), after: hook.optional() });

const keep = z.number().int().min(0).max(10_000);

const retention = z.strictObject({
  keepLast: keep.optional(),
  keepDaily: keep.optional(),
  keepWeekly: keep.optional(),
  keepMonthly: keep.optional(),
  keepYearly: keep.optional(),
  keepWithin: duration.optional(),
});

const verification = z.strictObject({
  structure: duration.optional(),
  data: duration.optional(),
  sample: duration.optional(),
  restore: duration.optional(),
});

export const scheduleSchema = z.strictObject({ cron: text(200), timeZone: text(64).default('UTC') });

/** Read on its own, so that a source of a kind that is not there yet is told apart from one that is wrong. */
export const newPolicy = z.strictObject({
  name: line(200),
  assetId: id,
  repositoryId: id,
  source: z
    .looseObject({ type: z.string() })
    .meta({ description: 'path, command, sqlite, postgres, mysql, ssh or coulisse, with its fields' }),
  schedule: scheduleSchema,
  startWithin: duration.default('PT15M'),
  window: duration.nullable().default(null),
  catchUp: z.enum(catchUps).default('once'),
  retention: retention.default({ keepLast: 7, keepDaily: 14, keepWeekly: 8, keepMonthly: 12 }),
  verification: verification.nullable().default(null),
  hooks: hooks.default({}).meta({ description: 'Programs on the machine of the worker; exit 75 before a backup skips it' }),
  recoveryPointObjective: duration.default('P1D'),
});

export type NewPolicy = z.output<typeof newPolicy>;

/** Each field on its own; what is left out stays. */
export const policyChange = z.strictObject({
  name: line(200).optional(),
  source: z.looseObject({ type: z.string() }).optional(),
  schedule: scheduleSchema.optional(),
  startWithin: duration.optional(),
  window: duration.nullable().optional(),
  catchUp: z.enum(catchUps).optional(),
  retention: retention.optional(),
  verification: verification.nullable().optional(),
  hooks: hooks.optional(),
  recoveryPointObjective: duration.optional(),
});

export type PolicyChange = z.output<typeof policyChange>;

export const policyAnswer = z
  .object({
    id,
    name: z.string(),
    asset: assetRef.nullable(),
    assetId: id,
    repository: ref.extend({ engine: z.enum(engineNames) }).nullable(),
    repositoryId: id,
    source: z.looseObject({ type: z.string() }),
    schedule: z.object({ cron: z.string(), timeZone: z.string() }),
    startWithin: z.string(),
    window: z.string().nullable(),
    catchUp: z.enum(catchUps),
    retention,
    verification,
    hooks,
    recoveryPointObjective: z.string(),
    pausedUntil: instantOrNull,
    pauseReason: z.string().nullable(),
    nextDueAt: instantOrNull,
    lastGood: z.object({ id, takenAt: instantAnswer, bytes: z.number(), verification: z.looseObject({}).nullable() }).nullable(),
    lastRun: z.object({ id, status: z.enum(workStatuses), dueAt: instantAnswer, failureClass: z.string().nullable() }).nullable(),
    /** True when the last good point is older than the objective allows. */
    isLate: z.boolean(),
    version,
    createdAt: instantAnswer,
  })
  .meta({ id: 'BackupPolicy' });

export const failureRulesAnswer = z
  .object({
    items: z.array(
      z.object({
        failureClass: z.custom<FailureClass>((value) => typeof value === 'string').meta({ type: 'string' }),
        title: z.string(),
        group: z.enum(failureGroups),
        /** Tried again by itself, three times at the most and within the window. */
        isRetried: z.boolean(),
      }),
    ),
    nextCursor: z.null(),
  })
  .meta({ id: 'BackupFailureClasses' });

export const pauseBody = z.strictObject({ until: instant, reason: text(500) });

export const previewBody = z.strictObject({ schedule: scheduleSchema, count: z.number().int().min(1).max(100).default(10) });

export const previewAnswer = z.object({ items: z.array(z.object({ dueAt: instantAnswer, local: z.string() })) });

export const runRequest = z.preprocess((value) => value ?? {}, z.strictObject({ acceptSmallerSource: z.boolean().default(false) }));

export const runAnswer = z
  .object({
    ...workFields,
    policyId: id,
    policy: ref.nullable(),
    asset: assetRef.nullable(),
    assetId: id,
    repositoryId: id,
    origin: z.enum(runOrigins),
    dueAt: instantAnswer,
    lateMs: countOrNull,
    durationMs: countOrNull,
    recoveryPointId: z.string().nullable(),
    files: countOrNull,
    bytes: countOrNull,
    storedBytes: countOrNull,
    canCancel: z.boolean(),
  })
  .meta({ id: 'BackupRun' });

export const runDetail = runAnswer.extend({ log: z.string() }).meta({ id: 'BackupRunDetail' });

export const runPage = page(runAnswer);

export const runQuery = z.object({
  policyId: id.optional(),
  assetId: id.optional(),
  status: z.enum(workStatuses).optional(),
  ...pageQuery,
});

export const expectationQuery = z.object({ policyId: id.optional(), from: instant.optional(), to: instant.optional(), ...pageQuery });

export const expectationPage = page(
  z.object({
    id,
    policyId: id,
    dueAt: instantAnswer,
    startBy: instantAnswer,
    state: z.enum(expectationStates),
    reason: z.string().nullable(),
    runId: z.string().nullable(),
  }),
);

export const retentionPreview = z.preprocess((value) => value ?? {}, z.strictObject({ retention: retention.optional() }));

export const retentionPreviewAnswer = z
  .object({
    items: z.array(
      z.object({
        id,
        takenAt: instantAnswer,
        bytes: z.number(),
        storedBytes: z.number(),
        isGood: z.boolean(),
        /** Why it stays; without a reason it goes. */
        reasons: z.array(z.enum(keepReasons)),
      }),
    ),
    goes: z.object({ points: z.number(), storedBytes: z.number() }),
  })
  .meta({ id: 'RetentionPreview' });

export const coverageAnswer = z.object({
  protectedCount: z.number(),
  unprotected: z.array(z.object({ asset: assetRef, criticality: z.string() })),
  breaches: z.array(
    z.object({
      asset: assetRef.nullable(),
      policy: ref,
      lastGoodAt: instantOrNull,
      recoveryPointObjective: z.string(),
      overdueSince: instantAnswer,
    }),
  ),
});

export const overviewAnswer = z.object({
  policies: z.object({ total: z.number(), ok: z.number(), late: z.number(), paused: z.number() }),
  last24Hours: z.object({ succeeded: z.number(), partial: z.number(), failed: z.number(), missed: z.number() }),
  running: z.array(runAnswer),
  unprotectedCount: z.number(),
  storedBytes: z.number(),
  pointCount: z.number(),
  oldestVerifiedAt: instantOrNull,
  engines: z.array(z.object({ name: z.string(), available: z.boolean(), version: z.string().nullable(), note: z.string().nullable() })),
});

export const assetBackupsAnswer = z.object({
  items: z.array(policyAnswer),
  lastGoodAt: instantOrNull,
  nextDueAt: instantOrNull,
  isProtected: z.boolean(),
});
