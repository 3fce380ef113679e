import { z } from 'zod';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instantAnswer, line, pageQuery, text, version } from '../platform/schemas.ts';
import { audiences } from './article.ts';

const language = z.enum(['en', 'fr']);
const fields = {
  title: line(200),
  body: text(50_000),
  language,
  serviceId: id.nullable(),
  audience: z.enum(audiences),
  isPublished: z.boolean(),
};

export const newArticle = z.strictObject({
  ...fields,
  serviceId: fields.serviceId.default(null),
  audience: fields.audience.default('everybody'),
  isPublished: fields.isPublished.default(false),
});
export const articleChanges = z.strictObject(fields).partial();

export const articleAnswer = z
  .object({
    id,
    ...fields,
    serviceId: z.string().nullable(),
    author: personRefAnswer.nullable(),
    helpful: z.number().int(),
    unhelpful: z.number().int(),
    deflections: z.number().int(),
    updatedAt: instantAnswer,
    version,
    /** The reader may change it now. */
    canWrite: z.boolean(),
    /** How the reader voted. */
    myVote: z.boolean().nullable(),
  })
  .meta({ id: 'Article' });

export const articleListItem = articleAnswer.omit({ body: true, myVote: true, canWrite: true }).extend({
  /** The beginning of the body. */
  excerpt: z.string(),
});

export const articleQuery = z.object({
  ...pageQuery,
  q: z.string().max(400).optional(),
  serviceId: id.optional(),
  language: language.optional(),
  isPublished: z.stringbool().optional(),
});
export const suggestionQuery = z.object({
  q: z.string().max(4000),
  serviceId: id.optional(),
  limit: z.coerce.number().int().min(1).max(10).default(3),
});
export const suggestionAnswer = articleListItem.extend({ body: z.string() });
export const articleVote = z.strictObject({ isHelpful: z.boolean() });
export const deflection = z.strictObject({ asked: text(400, 0).default('') });
export const articleVersionAnswer = z.object({
  version,
  title: z.string(),
  body: z.string(),
  author: personRefAnswer.nullable(),
  savedAt: instantAnswer,
});
