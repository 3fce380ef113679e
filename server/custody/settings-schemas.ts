import { z } from 'zod';
import { version } from '../platform/schemas.ts';

const days = (min: number) =>
  z
    .array(z.number().int().min(min).max(365))
    .max(8)
    .transform((list) => [...new Set(list)].sort((a, b) => a - b));

const settings = { returnDays: days(-60), leaverDays: days(-60), signatureDays: days(1) };

export const settingsChanges = z.strictObject(settings).partial();
export const settingsAnswer = z
  .object({
    /** Days from the expected return on which its holder is reminded; before it negative. */
    returnDays: z.array(z.number().int()),
    /** Days from the last day of who leaves. */
    leaverDays: z.array(z.number().int()),
    /** Days after which who has not signed is asked again. */
    signatureDays: z.array(z.number().int()),
    version,
  })
  .meta({ id: 'CustodySettings' });
