import { z } from 'zod';
import { personRefAnswer } from '../people/person-schemas.ts';
import { id, instant, instantAnswer, pageQuery, text } from '../platform/schemas.ts';
import { swapStates } from './swap.ts';

const span = z.strictObject({ startAt: instant, endAt: instant }).refine(({ startAt, endAt }) => startAt < endAt, {
  message: 'must be after startAt',
  path: ['endAt'],
});

export const newSwap = z
  .strictObject({
    scheduleId: id,
    startAt: instant,
    endAt: instant,
    personId: id.nullable().default(null).meta({ description: 'Who is asked; null asks everybody who takes turns' }),
    return: span.nullable().default(null).meta({ description: 'What is taken over from that person in return' }),
    message: text(500, 0).nullable().default(null),
  })
  .refine(({ startAt, endAt }) => startAt < endAt, { message: 'must be after startAt', path: ['endAt'] });

export const swapAnswerBody = z.strictObject({ answer: z.enum(['accepted', 'declined']) });

export const swapQuery = z.object({
  ...pageQuery,
  state: z.enum(swapStates).optional(),
  scheduleId: id.optional(),
  all: z.stringbool().default(false).meta({ description: 'Everybody’s, for leads; otherwise those asked by me or to me' }),
});

const spanAnswer = z.object({ startAt: instantAnswer, endAt: instantAnswer });

export const swapAnswer = z
  .object({
    id,
    schedule: z.object({ id, name: z.string() }),
    asker: personRefAnswer,
    startAt: instantAnswer,
    endAt: instantAnswer,
    return: spanAnswer.nullable(),
    message: z.string().nullable(),
    state: z.enum(swapStates),
    recipients: z.array(
      z.object({ person: personRefAnswer, answer: z.enum(['accepted', 'declined']).nullable(), answeredAt: instantAnswer.nullable() }),
    ),
    taker: personRefAnswer.nullable(),
    isMine: z.boolean().meta({ description: 'I asked' }),
    isForMe: z.boolean().meta({ description: 'I am asked and have not answered, and it is open' }),
    expiresAt: instantAnswer,
    createdAt: instantAnswer,
    decidedAt: instantAnswer.nullable(),
  })
  .meta({ id: 'OnCallSwap' });
