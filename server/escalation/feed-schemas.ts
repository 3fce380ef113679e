import { z } from 'zod';
import { duration } from '../platform/duration.ts';
import { id, instantAnswer } from '../platform/schemas.ts';

export const newFeed = z.strictObject({
  scheduleId: id.nullable().default(null).meta({ description: 'Everybody on this schedule; null is my own shifts on all' }),
  personId: id.optional().meta({ description: 'Whose shifts: nobody’s but one’s own' }),
});

export const feedAnswer = z
  .object({
    id,
    schedule: z.object({ id, name: z.string() }).nullable(),
    createdAt: instantAnswer,
    lastReadAt: instantAnswer.nullable(),
  })
  .meta({ id: 'OnCallFeed' });

export const newFeedAnswer = z.object({ id, url: z.string().meta({ description: 'Shown this once' }) }).meta({ id: 'NewOnCallFeed' });

/** The name of the file is the secret; anything else is simply not found. */
export const feedParams = z.object({ file: z.string().max(100) });

const reminder = duration({ min: 'PT5M', max: 'P7D' });

export const preferencesBody = z.strictObject({
  reminders: z.array(reminder).max(5).meta({ description: 'How long before a shift I am reminded of it' }),
  isToldOfHandovers: z.boolean().meta({ description: 'I am told when my shift begins and ends' }),
});

export const preferencesAnswer = z
  .object({ reminders: z.array(z.string()), isToldOfHandovers: z.boolean() })
  .meta({ id: 'OnCallPreferences' });
