import { z } from 'zod';
import { fieldChange } from '../assets/asset-schemas.ts';
import { id, instantAnswer, line, page, pageQuery } from '../platform/schemas.ts';

const truth = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Which way round days and months stand in dates with slashes; `auto` decides by the file's own dates and language. */
export const dateOrders = ['auto', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** What becomes of a row that names a location or a person that does not exist: taken without it, or refused. */
export const unknownReferences = ['skip', 'reject'] as const;

/** What a list may be about. */
export const subjectNames = [
  'assets',
  'people',
  'locations',
  'suppliers',
  'licences',
  'seats',
  'accessories',
  'consumables',
  'components',
] as const;
export type SubjectName = (typeof subjectNames)[number];

export interface ImportSettings {
  dates: DateOrder;
  unknown: (typeof unknownReferences)[number];
  /** The fields that its columns may fill. */
  fields?: string[];
}

/** A field for each column of the file in its order, null for what is not used: `["tag",null,"name"]`. */
const columns = z
  .string()
  .max(20_000)
  .transform((value, issues) => {
    try {
      return z.array(z.string().max(60).nullable()).max(500).parse(JSON.parse(value));
    } catch {
      issues.addIssue({ code: 'custom', message: 'must be a JSON list of fields and nulls, or auto' });
      return z.NEVER;
    }
  });

export const importQuery = z.object({
  dryRun: truth.default(false),
  fileName: line(200).optional(),
  dates: z.enum(dateOrders).default('auto'),
  unknown: z.enum(unknownReferences).default('skip'),
  subject: z.enum(subjectNames).default('assets'),
  /** How the columns are meant; `auto` forgets what was said of such files before. */
  columns: z.literal('auto').or(columns).optional(),
});
export type ImportQuery = z.output<typeof importQuery>;

export const importStates = ['running', 'checked', 'done', 'cancelled', 'failed', 'undoing', 'undone'] as const;
export type ImportState = (typeof importStates)[number];

/** A column of the file, the field that it fills, and the first text that stands in it. */
const importColumn = z.object({ header: z.string(), field: z.string().nullable(), sample: z.string().nullable().optional() });

export const importOutcomes = ['created', 'updated', 'unchanged', 'rejected'] as const;
export type ImportOutcome = (typeof importOutcomes)[number];

export const importRowAnswer = z
  .object({
    /** The line of the file on which the row begins. */
    line: z.number().int(),
    outcome: z.enum(importOutcomes),
    /** Null when the row is refused or the tag will be given on import. */
    tag: z.string().nullable(),
    assetId: z.string().nullable(),
    /** The same for whatever the list is about. */
    subjectId: z.string().nullable(),
    name: z.string().nullable(),
    changes: z.array(fieldChange),
    /** Why the row is refused. */
    reasons: z.array(z.string()),
    /** What was left out of a row that is taken. */
    warnings: z.array(z.string()),
  })
  .meta({ id: 'AssetImportRow' });
export type ImportRowAnswer = z.output<typeof importRowAnswer>;

export const importAnswer = z
  .object({
    /** Null on a dry run, which writes nothing. */
    id: z.string().nullable(),
    subject: z.enum(subjectNames),
    dryRun: z.boolean(),
    created: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    rejected: z.number().int(),
    /** How the file was understood: each header and the field that it fills, null when it is not used. */
    columns: z.array(importColumn),
    /** True when the columns are as somebody said of such a file before. */
    isRemembered: z.boolean(),
    /** The fields that columns of such a list may fill. */
    fields: z.array(z.string()),
    delimiter: z.string(),
    unknown: z.object({ locations: z.array(z.string()), people: z.array(z.string()) }),
    /** Refused rows first, then the others, in the order of the file; at most 1,000 of them. */
    rows: z.array(importRowAnswer),
    /** True when there are more rows than `rows` holds. */
    isCut: z.boolean(),
  })
  .meta({ id: 'AssetImportResult' });
export type ImportAnswer = z.output<typeof importAnswer>;

export const importSummary = z
  .object({
    id,
    subject: z.enum(subjectNames),
    state: z.enum(importStates),
    dryRun: z.boolean(),
    fileName: z.string().nullable(),
    actor: z.object({ id: z.string().nullable(), name: z.string() }),
    total: z.number().int(),
    percent: z.number().int(),
    created: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    rejected: z.number().int(),
    undone: z.number().int(),
    /** Rows that undoing left alone, because somebody worked on them since. */
    kept: z.number().int(),
    columns: z.array(importColumn),
    delimiter: z.string(),
    unknown: z.object({ locations: z.array(z.string()), people: z.array(z.string()) }),
    /** The fields that columns of such a list may fill. */
    fields: z.array(z.string()),
    /** Why it failed. */
    reason: z.string().nullable(),
    migrationId: z.string().nullable(),
    createdAt: instantAnswer,
    finishedAt: instantAnswer.nullable(),
    undoneAt: instantAnswer.nullable(),
  })
  .meta({ id: 'AssetImport' });
export const importPage = page(importSummary);
export const importListQuery = z.object(pageQuery);

export const importRowPage = page(importRowAnswer);
export const importRowQuery = z.object({ ...pageQuery, outcome: z.enum(importOutcomes).optional() });
