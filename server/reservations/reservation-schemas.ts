import { z } from 'zod';
import { assetStatuses } from '../assets/asset.ts';
import { id, instant, instantAnswer, page, pageQuery, text, version } from '../platform/schemas.ts';
import { reservationStates } from './reservation.ts';

export const newReservation = z.strictObject({
  /** Its id or tag. */
  assetId: text(80),
  /** Me, unless told. */
  personId: id.optional(),
  fromAt: instant,
  untilAt: instant,
  note: text(500).nullable().default(null),
});
export type NewReservation = z.output<typeof newReservation>;

export const reservationChanges = z.strictObject({ fromAt: instant, untilAt: instant, note: text(500).nullable() }).partial();
export type ReservationChanges = z.output<typeof reservationChanges>;

export const assetRefAnswer = z.object({
  id,
  tag: z.string(),
  name: z.string(),
  kind: z.string(),
  status: z.enum(assetStatuses),
});

export const reservationAnswer = z
  .object({
    id,
    asset: assetRefAnswer,
    /** Null for employees who look at another's reservation. */
    person: z.object({ id: z.string(), name: z.string() }).nullable(),
    isMine: z.boolean(),
    fromAt: instantAnswer,
    untilAt: instantAnswer,
    state: z.enum(reservationStates),
    note: z.string().nullable(),
    createdAt: instantAnswer,
    version,
  })
  .meta({ id: 'Reservation' });
export type ReservationAnswer = z.output<typeof reservationAnswer>;

export const reservationPage = page(reservationAnswer);
export const reservationQuery = z.object({
  ...pageQuery,
  assetId: id.optional(),
  personId: id.optional(),
  state: z.enum(reservationStates).optional(),
  from: instant.optional(),
  until: instant.optional(),
});

export const lendableQuery = z.object({
  ...pageQuery,
  kind: z.string().max(60).optional(),
  /** With both, each device says whether it is free then. */
  from: instant.optional(),
  until: instant.optional(),
});

export const lendableAnswer = z
  .object({
    asset: assetRefAnswer,
    make: z.string().nullable(),
    location: z.object({ id: z.string(), name: z.string() }).nullable(),
    /** When it is taken; what began is there until it ends. An end of null: nobody knows. */
    busy: z.array(z.object({ fromAt: instantAnswer, untilAt: instantAnswer.nullable() })),
    isFree: z.boolean(),
  })
  .meta({ id: 'LendableAsset' });
export const lendablePage = page(lendableAnswer);
export const lendableState = z.object({ isLendable: z.boolean() });

export const checkOutQuery = z.object({ despiteReservations: z.enum(['true', 'false']).default('false') });
export const expectedReturnBody = z.strictObject({ dueAt: instant.nullable() });
