import { z } from 'zod';
import { incidentParams } from '../incidents/incident-schemas.ts';
import { id, instantAnswer } from '../platform/schemas.ts';
import { presenceStates } from './presence.ts';

export const presenceParams = incidentParams.extend({ deviceId: z.string().min(1).max(64) });

/** What a page says of its person, every 15 seconds and when it changes. */
export const presenceWords = z.strictObject({ deviceId: id, state: z.enum(presenceStates) });

export const presenceAnswer = z
  .object({
    items: z.array(z.object({ person: z.object({ id, name: z.string() }), state: z.enum(presenceStates), since: instantAnswer })),
    nextCursor: z.null(),
    /** How often a page says that it is still there. */
    beatSeconds: z.number().int(),
  })
  .meta({ id: 'Presence' });
