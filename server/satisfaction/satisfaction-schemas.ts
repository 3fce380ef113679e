import { z } from 'zod';
import { incidentRefAnswer } from '../incidents/incident-schemas.ts';
import { personRefAnswer } from '../people/person-schemas.ts';
import { instantAnswer, pageQuery, text, version } from '../platform/schemas.ts';

export const newRating = z.strictObject({ rating: z.number().int().min(1).max(5), comment: text(2000, 0).optional() });

export const ratingAnswer = z
  .object({
    askedAt: instantAnswer,
    /** 1 to 5; null until the requester answers. */
    rating: z.number().int().nullable(),
    comment: z.string().nullable(),
    ratedAt: instantAnswer.nullable(),
    /** The requester may still answer, or change the answer. */
    isOpen: z.boolean(),
  })
  .meta({ id: 'Satisfaction' });

export const asked = z.object({ satisfaction: ratingAnswer.nullable() });

export const ratingLinkParams = z.object({ token: z.string().min(1).max(500) });
export const ratingLinkAnswer = z.object({ incident: z.object({ number: z.string(), title: z.string() }), satisfaction: ratingAnswer });

export const ratingsQuery = z.object({ ...pageQuery, atMost: z.coerce.number().int().min(1).max(5).optional() });
export const ratingItem = ratingAnswer.extend({ incident: incidentRefAnswer, requester: personRefAnswer.nullable() });

const settings = {
  isAsking: z.boolean(),
  daysBetween: z.number().int().min(0).max(365),
  lowRating: z.number().int().min(0).max(4),
};
export const settingsChanges = z.strictObject(settings).partial();
export const settingsAnswer = z.object({ ...settings, version }).meta({ id: 'SatisfactionSettings' });
