import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instant, instantAnswer, line, page, pageQuery, text, version } from '../platform/schemas.ts';
import { catchUps } from './backup-policy.ts';
import { expectationStates, runOrigins, workStatuses } from './backup-run.ts';
import { capScopes } from './cap-store.ts';
import { rungs } from './engines/engine.ts';
import { engineNames } from './engines/engines.ts';
import { type FailureClass, failureGroups } from './failure.ts';
import { keepReasons } from './retention.ts';

/** A word of the API: what kept a run, a restore or a verification from succeeding. */
export type { FailureClass };

const instantOrNull = instantAnswer.nullable();
const ref = z.object({ id, name: z.string() });
const assetRef = z.object({ id, tag: z.string(), name: z.string(), kind: z.string(), status: z.string() });
const countOrNull = z.number().nullable();

const isDuration = (value: string): boolean => {
  try {
    return Temporal.Duration.from(value).sign > 0 && value.length < 40;
  } catch {
    return false;
  }
};

/** A length of time in ISO 8601, longer than nothing. */
export const duration = z.string().trim().refine(isDuration, 'must be an ISO 8601 duration, e.g. PT15M or P1D');

export const newRepository = z.strictObject({
  name: line(100),
  engine: z.enum(engineNames),
  location: text(1000).meta({ description: 'Absolute path of an empty directory, which is made if it is missing' }),
  password: z
    .string()
    .min(8)
    .max(1000)
    .optional()
    .meta({ description: 'Encrypts the repository; for restic one is made if it is missing' }),
});
export type NewRepository = z.output<typeof newRepository>;

export const repositoryAnswer = z
  .object({
    id,
    name: z.string(),
    engine: z.enum(engineNames),
    location: z.string(),
    isEncrypted: z.boolean(),
    pinnedId: z.string(),
    /** Only in the answer to the creation, when the password was made by us. Keep it: without it nothing can be restored. */
    generatedPassword: z.string().optional(),
    freeBytes: countOrNull,
    /** What lies there by no run of ours and nobody has accepted. */
    foreignPoints: z.number().int(),
    version,
    createdAt: instantAnswer,
  })
  .meta({ id: 'BackupRepository' });

const path = text(4000)
  .refine((value) => value.startsWith('/'), 'must be an absolute path')
  .transform((value) => value.replace(/\/+$/, '') || '/');

const pathSource = z.preprocess(
  (value) => (isRecord(value) && typeof value['path'] === 'string' && !value['paths'] ? withoutPath(value) : value),
  z.strictObject({
    type: z.literal('path'),
    paths: z.array(path).min(1).max(100),
    exclude: z.array(text(1000)).max(200).default([]),
    oneFileSystem: z.boolean().default(false),
  }),
);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const withoutPath = ({ path: only, ...rest }: Record<string, unknown>) => ({ ...rest, paths: [only] });

/** A name or an address, and never an option of a program. */
const hostName = z
  .string()
  .trim()
  .max(255)
  .regex(/^[a-z0-9][a-z0-9.:_-]*$/i, 'must be the name or the address of a host');
const port = z.number().int().min(1).max(65535);
const databaseServer = {
  host: text(255).default('localhost'),
  database: text(64),
  user: text(80),
  password: z.string().max(1000).optional(),
};

/** By the type, so that what is wrong is told of the kind that was meant. */
export const sourceOptions = {
  path: pathSource,
  command: z.strictObject({
    type: z.literal('command'),
    argv: z.array(z.string().min(1).max(4000)).min(1).max(100),
    fileName: z
      .string()
      .regex(/^\w[\w.-]{0,99}$/, 'must be a plain file name')
      .default('output'),
  }),
  sqlite: z.strictObject({ type: z.literal('sqlite'), path }),
  postgres: z.strictObject({ type: z.literal('postgres'), ...databaseServer, port: port.default(5432) }),
  mysql: z.strictObject({ type: z.literal('mysql'), ...databaseServer, port: port.default(3306) }),
  ssh: z.strictObject({
    type: z.literal('ssh'),
    host: hostName,
    port: port.default(22),
    user: z.string().regex(/^[a-z_][\w.-]{0,31}\$?$/i, 'must be the name of an account'),
    hostKey: z
      .string()
      .trim()
      .regex(/^(ssh-ed25519|ecdsa-sha2-nistp\d+|ssh-rsa) [\w+/]+=*$/, 'must be a public key such as ssh-ed25519 AAAA…')
      .meta({ description: 'The key by which the host answers; POST /backups/ssh-host-keys shows it' }),
    privateKey: z.string().max(20_000).optional().meta({ description: 'Without one, a key is made for this policy' }),
    publicKey: z.string().max(4000).optional().meta({ description: 'Goes with privateKey; else it is what the answer says' }),
    authorizedKeysLine: z.string().optional(),
    paths: z.array(path).min(1).max(100),
    exclude: z.array(text(1000)).max(200).default([]),
    oneFileSystem: z.boolean().default(false),
  }),
  coulisse: z.strictObject({ type: z.literal('coulisse') }),
} as const;

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

export const sshHost = z.strictObject({ host: hostName, port: port.default(22) });
export const sshHostKeysAnswer = z.object({ items: z.array(z.object({ hostKey: z.string(), fingerprint: z.string() })) });
export const sourceCheckAnswer = z.object({ isReady: z.boolean(), failureClass: z.string().nullable(), message: z.string().nullable() });

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

export const recoveryKitAnswer = z
  .object({
    madeAt: instantAnswer,
    baseUrl: z.string(),
    items: z.array(
      z.object({
        repository: z.object({
          id,
          name: z.string(),
          engine: z.enum(engineNames),
          location: z.string(),
          pinnedId: z.string(),
          password: z.string().nullable(),
        }),
        protects: z.array(
          z.object({
            policy: z.string(),
            asset: z.string().nullable(),
            source: z.string(),
            /** The last good recovery point. */
            ref: z.string().nullable(),
            takenAt: instantOrNull,
            isLate: z.boolean(),
            commands: z.array(z.string()),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'RecoveryKit' });

const cap = z.strictObject({
  scope: z.enum(capScopes),
  subjectId: z.string().max(64).default('').meta({ description: 'The repository or the location; empty for overall and host' }),
  maxRuns: z.number().int().min(1).max(1000),
});
export const capsBody = z.strictObject({ items: z.array(cap).max(1000) });
export const capsAnswer = z.object({ items: z.array(z.object(cap.shape)), nextCursor: z.null() }).meta({ id: 'BackupCaps' });

export const pauseBody = z.strictObject({ until: instant, reason: text(500) });
export const previewBody = z.strictObject({ schedule: scheduleSchema, count: z.number().int().min(1).max(100).default(10) });
export const previewAnswer = z.object({ items: z.array(z.object({ dueAt: instantAnswer, local: z.string() })) });

export const runRequest = z.preprocess((value) => value ?? {}, z.strictObject({ acceptSmallerSource: z.boolean().default(false) }));

const workFields = {
  id,
  status: z.enum(workStatuses),
  attempt: z.number(),
  failureClass: z.string().nullable(),
  /** What the class means, in words. */
  failureTitle: z.string().nullable(),
  failureMessage: z.string().nullable(),
  progress: z
    .object({ percent: countOrNull, filesDone: z.number(), bytesDone: z.number(), filesTotal: countOrNull, bytesTotal: countOrNull })
    .nullable(),
  queuedAt: instantAnswer,
  startedAt: instantOrNull,
  finishedAt: instantOrNull,
  requestedById: z.string().nullable(),
};

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

export const pointAnswer = z
  .object({
    id,
    policyId: id,
    policy: ref.nullable(),
    assetId: id,
    asset: assetRef.nullable(),
    repositoryId: id,
    runId: id,
    ref: z.string(),
    takenAt: instantAnswer,
    files: z.number(),
    bytes: z.number(),
    storedBytes: z.number(),
    isGood: z.boolean(),
    damagedAt: instantOrNull,
    verification: z.object({ rung: z.enum(rungs), at: instantAnswer }).nullable(),
    source: z.looseObject({}),
    /** Held against removal. */
    hold: z.object({ since: instantAnswer, until: instantOrNull, reason: z.string(), by: personRefAnswer.nullable() }).nullable(),
    /** Its removal is under way. */
    isGoing: z.boolean(),
  })
  .meta({ id: 'RecoveryPoint' });

export const holdBody = z.strictObject({ reason: text(500), until: instant.nullable().default(null) });

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

export const foreignParams = z.object({ id, ref: z.string().min(1).max(200) });
export const foreignAnswer = z
  .object({
    items: z.array(
      z.object({
        ref: z.string(),
        takenAt: instantAnswer,
        foundAt: instantAnswer,
        acceptedAt: instantOrNull,
        acceptedById: z.string().nullable(),
      }),
    ),
    nextCursor: z.null(),
  })
  .meta({ id: 'ForeignPoints' });
export const pointPage = page(pointAnswer);
export const pointQuery = z.object({ assetId: id.optional(), policyId: id.optional(), ...pageQuery });
export const filesQuery = z.object({ path: z.string().max(4000).default('/') });
export const filesAnswer = z.object({
  path: z.string(),
  items: z.array(
    z.object({ path: z.string(), name: z.string(), type: z.string(), bytes: z.number(), mode: z.string(), modifiedAt: instantAnswer }),
  ),
});

export const verificationRequest = z.strictObject({ recoveryPointId: id, rung: z.enum(rungs) });
export const verificationAnswer = z
  .object({
    ...workFields,
    recoveryPointId: id,
    rung: z.enum(rungs),
    files: countOrNull,
    bytes: countOrNull,
    durationMs: countOrNull,
    facts: z.looseObject({}).nullable(),
    log: z.string(),
  })
  .meta({ id: 'BackupVerification' });

export const restoreRequest = z.strictObject({
  recoveryPointId: id,
  paths: z.array(path).max(1000).default([]),
  target: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('path'), path }),
    z.strictObject({ type: z.literal('download') }),
    z.strictObject({ type: z.literal('original'), confirmOverwrite: z.boolean().default(false) }),
  ]),
});
export type RestoreRequest = z.output<typeof restoreRequest>;
export const restoreAnswer = z
  .object({
    ...workFields,
    recoveryPointId: id,
    paths: z.array(z.string()),
    target: z.looseObject({ type: z.string() }),
    files: countOrNull,
    bytes: countOrNull,
    durationMs: countOrNull,
    /** Where the download stands ready, for target `download`. */
    downloadUrl: z.string().nullable(),
    log: z.string(),
  })
  .meta({ id: 'BackupRestore' });

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
