import { z } from 'zod';
import { currency } from '../platform/money.ts';
import { id, instantAnswer, page, pageQuery, text } from '../platform/schemas.ts';
import { importStates, subjectNames } from './import-schemas.ts';

const token = text(10_000);

/** Where the other program is: `https://assets.example.org`, with or without `/api/v1` behind it. */
const baseUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .max(2000)
  .transform((value) =>
    value
      .replace(/[?#].*$/, '')
      .replace(/\/+$/, '')
      .replace(/\/api\/v1$/, ''),
  );

export const newMigration = z.strictObject({
  baseUrl,
  token,
  /** What amounts are in: the other program's interface does not say. */
  currency: currency.default('EUR'),
  requestsPerMinute: z.number().int().min(1).max(1000).default(60),
});
export type NewMigration = z.output<typeof newMigration>;

export const continuationBody = z.strictObject({ token: token.optional() }).prefault({});

export const migrationStates = ['running', 'done', 'cancelled', 'failed', 'undoing', 'undone'] as const;
export type MigrationState = (typeof migrationStates)[number];

export const migrationAnswer = z
  .object({
    id,
    baseUrl: z.string(),
    state: z.enum(migrationStates),
    actor: z.object({ id: z.string().nullable(), name: z.string() }),
    currency: z.string(),
    requestsPerMinute: z.number().int(),
    percent: z.number().int(),
    /** The lists in the order in which they come, those that have not begun without numbers. */
    lists: z.array(
      z.object({
        list: z.string(),
        subject: z.enum(subjectNames),
        importId: z.string().nullable(),
        state: z.enum(importStates).nullable(),
        total: z.number().int(),
        created: z.number().int(),
        updated: z.number().int(),
        unchanged: z.number().int(),
        rejected: z.number().int(),
      }),
    ),
    /** What is there and has no room of its own here, with how many there are. */
    notTaken: z.array(z.object({ list: z.string(), count: z.number().int() })),
    /** Why it failed, or why it waits. */
    reason: z.string().nullable(),
    createdAt: instantAnswer,
    finishedAt: instantAnswer.nullable(),
  })
  .meta({ id: 'SnipeMigration' });
export const migrationPage = page(migrationAnswer);
export const migrationQuery = z.object(pageQuery);
