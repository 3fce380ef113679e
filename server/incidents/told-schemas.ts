import { z } from 'zod';
import { deliveryAnswer } from '../notifications/contact-schemas.ts';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instantAnswer } from '../platform/schemas.ts';

/** That the escalation told somebody, and what came of each message to them. */
export const tellingAnswer = z
  .object({
    id,
    kind: z.string(),
    urgency: z.enum(['page', 'notify']),
    person: personRefAnswer,
    step: z.number().int().nullable(),
    createdAt: instantAnswer,
    readAt: instantAnswer.nullable(),
    deliveries: z.array(deliveryAnswer),
  })
  .meta({ id: 'Telling' });
