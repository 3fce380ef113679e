import { z } from 'zod';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instantAnswer, text, version } from '../platform/schemas.ts';
import { visibilities } from './incident.ts';
import { incidentParams, incidentRefAnswer } from './incident-schemas.ts';

export const commentParams = incidentParams.extend({ commentId: z.string().min(1).max(64) });
export const attachmentParams = incidentParams.extend({ attachmentId: z.string().min(1).max(64) });
export const attachmentQuery = z.object({
  inline: z.stringbool().optional().meta({ description: 'Shows a PDF in place instead of downloading it' }),
});

export const commentChanges = z.strictObject({ body: text(50_000), mentionIds: z.array(id).max(20).default([]) });

/** What a comment said before it was corrected. */
export const revisionAnswer = z.object({ version, body: z.string(), writtenAt: instantAnswer }).meta({ id: 'CommentRevision' });

export const mentionableQuery = z.object({
  q: z.string().max(100).default(''),
  visibility: z.enum(visibilities).default('public'),
});
export const mentionableAnswer = personRefAnswer.extend({ isTechnician: z.boolean() }).meta({ id: 'Mentionable' });

export const draftParams = incidentParams.extend({ visibility: z.enum(visibilities) });

/** A draft as a device writes it; an empty body ends it. */
export const draftWords = z.strictObject({
  body: text(50_000, 0),
  deviceId: id.meta({ description: 'A name that the device gave itself, so that it knows its own words again' }),
});

export const draftAnswer = z
  .object({ visibility: z.enum(visibilities), body: z.string(), deviceId: z.string(), version, updatedAt: instantAnswer })
  .meta({ id: 'Draft' });

/** An incident about the same thing, with the words that solved it. */
export const similarAnswer = z
  .object({
    incident: incidentRefAnswer,
    openedAt: instantAnswer,
    resolvedAt: instantAnswer.nullable(),
    resolutionCode: z.string().nullable(),
    /** What could be answered again: the note of the resolution, or the last public answer. */
    answer: z.object({ from: z.enum(['resolution', 'comment']), text: z.string() }).nullable(),
  })
  .meta({ id: 'SimilarIncident' });
