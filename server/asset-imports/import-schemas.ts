import { z } from 'zod';
import { fieldChange } from '../assets/asset-schemas.ts';
import { id, instantAnswer, line, page, pageQuery } from '../platform/schemas.ts';

const truth = z.enum(['true', 'false']).transform((value) => value === 'true');

/** Which way round days and months stand in dates with slashes; `auto` decides by the file's own dates and language. */
export const dateOrders = ['auto', 'dmy', 'mdy'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** What becomes of a row that names a location or a person that does not exist: taken without it, or refused. */
export const unknownReferences = ['skip', 'reject'] as const;

export const importQuery = z.object({
  dryRun: truth.default(false),
  fileName: line(200).optional(),
  dates: z.enum(dateOrders).default('auto'),
  unknown: z.enum(unknownReferences).default('skip'),
});
export type ImportQuery = z.output<typeof importQuery>;

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
    dryRun: z.boolean(),
    created: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    rejected: z.number().int(),
    /** How the file was understood: each header and the field that it fills, null when it is not used. */
    columns: z.array(z.object({ header: z.string(), field: z.string().nullable() })),
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
    fileName: z.string().nullable(),
    actor: z.object({ id: z.string().nullable(), name: z.string() }),
    created: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    rejected: z.number().int(),
    createdAt: instantAnswer,
    undoneAt: instantAnswer.nullable(),
  })
  .meta({ id: 'AssetImport' });
export const importPage = page(importSummary);
export const importListQuery = z.object(pageQuery);
