import { z } from 'zod';
import { id, instantAnswer, line, text, version } from '../platform/schemas.ts';
import { capScopes } from './cap-store.ts';
import { engineNames } from './engines/engines.ts';
import { countOrNull, instantOrNull } from './work-schemas.ts';

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
