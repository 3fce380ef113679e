import { z } from 'zod';
import { id } from '../platform/schemas.ts';
import { skipReasons } from '../search/file-text/file-text.ts';
import { incidentRefAnswer } from './incident-schemas.ts';

export const searchQuery = z.object({
  q: z.string().max(400),
  type: z.enum(['incident', 'asset']).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const searchHit = z
  .object({
    type: z.enum(['incident', 'asset']),
    id,
    /** `INC-1042` or `AST-00042`. */
    number: z.string(),
    title: z.string(),
    /** Status of the incident or the asset. */
    status: z.string(),
    incident: incidentRefAnswer.nullable(),
  })
  .meta({ id: 'SearchHit' });

export const searchAnswer = z.object({
  items: z.array(searchHit),
  nextCursor: z.null(),
  /** Nothing has the words as they were typed: these have words that are spelt nearly so. */
  isCorrected: z.boolean(),
});

/** A file that search does not find by its words, or not by all of them. */
export const skippedFileAnswer = z
  .object({
    /** Of the attachment. */
    id,
    name: z.string(),
    state: z.enum(['partial', 'skipped']),
    reason: z.enum(skipReasons).nullable(),
    incident: incidentRefAnswer,
    url: z.string(),
  })
  .meta({ id: 'SkippedFile' });
