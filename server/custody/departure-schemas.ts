import { z } from 'zod';
import { assetAnswer } from '../assets/asset-schemas.ts';
import { calendarDate, id, instantAnswer, page, pageQuery, text, version } from '../platform/schemas.ts';
import { reservationAnswer } from '../reservations/reservation-schemas.ts';
import { departureStates } from './departure.ts';
import { handOverAnswer } from './hand-over-schemas.ts';
import { requestAnswer } from './request-schemas.ts';

const note = text(2000).nullable();

export const newDeparture = z.strictObject({ personId: id, lastDay: calendarDate, note: note.default(null) });
export type NewDeparture = z.output<typeof newDeparture>;
export const departureChanges = z.strictObject({ lastDay: calendarDate, note }).partial();
export const completionBody = z.strictObject({ despiteHoldings: z.boolean().default(false) }).prefault({});

export const departureAnswer = z
  .object({
    id,
    person: z.object({ id: z.string(), name: z.string(), isActive: z.boolean() }),
    lastDay: z.string(),
    note: z.string().nullable(),
    state: z.enum(departureStates),
    /** How many devices the person has now. */
    holds: z.number().int(),
    createdAt: instantAnswer,
    endedAt: instantAnswer.nullable(),
    version,
  })
  .meta({ id: 'Departure' });
export type DepartureAnswer = z.output<typeof departureAnswer>;
export const departurePage = page(departureAnswer);
export const departureQuery = z.object({ ...pageQuery, state: z.enum(departureStates).optional() });

export const goneHoldersAnswer = z.object({ items: z.array(z.object({ id: z.string(), name: z.string(), holds: z.number().int() })) });

export const leavingAnswer = z
  .object({
    person: z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      department: z.string().nullable(),
      isActive: z.boolean(),
      manager: z.object({ id: z.string(), name: z.string() }).nullable(),
    }),
    departure: departureAnswer.nullable(),
    holds: z.array(assetAnswer),
    unsigned: z.array(handOverAnswer),
    reservations: z.array(reservationAnswer),
    requests: z.array(requestAnswer),
    incidents: z.array(
      z.object({ id: z.string(), number: z.string(), title: z.string(), status: z.string(), part: z.enum(['requester', 'assignee']) }),
    ),
    /** What depends on the person and needs somebody else. */
    duties: z.array(z.object({ type: z.enum(['person', 'supportGroup', 'onCallSchedule', 'apiToken']), id: z.string(), name: z.string() })),
  })
  .meta({ id: 'Leaving' });
