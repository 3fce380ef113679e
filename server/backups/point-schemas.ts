import { z } from 'zod';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instant, instantAnswer, page, pageQuery, text } from '../platform/schemas.ts';
import { rungs } from './engines/engine.ts';
import { path } from './source-schemas.ts';
import { assetRef, countOrNull, instantOrNull, ref, workFields } from './work-schemas.ts';

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
