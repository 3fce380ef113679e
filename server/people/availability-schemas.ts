import { z } from 'zod';
import { id, instant, instantAnswer, line, pageQuery, text } from '../platform/schemas.ts';
import { personRefAnswer } from './person-schemas.ts';

/** One way of writing: `Network` and `network` are the same skill. */
export const skill = line(60).overwrite((value) => value.toLowerCase());

export const personSkills = z.strictObject({ skills: z.array(skill).max(100).meta({ description: 'The whole list' }) });
export const personSkillsAnswer = z.object({ personId: id, skills: z.array(z.string()) }).meta({ id: 'PersonSkills' });
export const skillAnswer = z.object({ skill: z.string(), people: z.number().int() }).meta({ id: 'Skill' });

const longestMs = 366 * 86_400_000;

export const newAbsence = z
  .strictObject({
    personId: id.optional().meta({ description: 'Yourself unless told; somebody else’s is for leads' }),
    startAt: instant,
    endAt: instant,
    reason: text(200, 0).nullable().default(null),
  })
  .refine(({ startAt, endAt }) => startAt < endAt, { message: 'must be after startAt', path: ['endAt'] })
  .refine(({ startAt, endAt }) => endAt.getTime() - startAt.getTime() <= longestMs, {
    message: 'must be within a year of startAt',
    path: ['endAt'],
  });

export const absenceAnswer = z
  .object({
    id,
    person: personRefAnswer,
    startAt: instantAnswer,
    endAt: instantAnswer,
    reason: z.string().nullable(),
    isNow: z.boolean(),
    createdAt: instantAnswer,
  })
  .meta({ id: 'Absence' });

export const absenceQuery = z.object({
  ...pageQuery,
  personId: id.optional().meta({ description: 'One person’s; `me` is yourself' }),
  from: instant.optional().meta({ description: 'Absences that have not ended by then; now unless told' }),
});
