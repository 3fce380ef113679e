import type { Asset } from '../assets/asset.ts';

export const reservationStates = ['booked', 'collected', 'ended', 'cancelled', 'missed'] as const;
export type ReservationState = (typeof reservationStates)[number];

/** A device that somebody is to have from one instant until another. The end is not part of it: 10–12 and 12–14 go together. */
export interface Reservation {
  id: string;
  assetId: string;
  personId: string;
  fromAt: Date;
  untilAt: Date;
  state: ReservationState;
  note: string | null;
  createdById: string | null;
  version: number;
  createdAt: Date;
}

export interface Interval {
  fromAt: Date;
  /** Null when nobody knows. */
  untilAt: Date | null;
}

const dayMs = 86_400_000;
/** Longer than this is no loan: hand it out. */
export const longestMs = 180 * dayMs;
/** Who comes a little before their time gets it. */
export const earlyMs = dayMs;

/** True when the two share any instant. */
export const overlaps = (a: Interval, b: Interval): boolean =>
  (b.untilAt === null || a.fromAt < b.untilAt) && (a.untilAt === null || b.fromAt < a.untilAt);

/** The reservations that keep somebody else from having the device during an interval. */
export const inTheWay = (reservations: Reservation[], interval: Interval, personId: string | null): Reservation[] =>
  reservations.filter((reservation) => reservation.personId !== personId && overlaps(reservation, interval));

/** The reservation that a person collects when they get the device now, or null. */
export const collectedNow = (reservations: Reservation[], personId: string, now: Date): Reservation | null =>
  reservations.find(
    ({ personId: whose, state, fromAt, untilAt }) =>
      whose === personId && state === 'booked' && fromAt.getTime() - earlyMs <= now.getTime() && now < untilAt,
  ) ?? null;

/** Until when custody keeps a device from being booked: null when it does not, 'open' when nobody knows. */
export function heldUntil(asset: Pick<Asset, 'custodianId' | 'dueAt'>, now: Date): Date | 'open' | null {
  if (!asset.custodianId) return null;
  // What is overdue is not back: only who knows when it will be can say.
  return asset.dueAt && asset.dueAt > now ? asset.dueAt : 'open';
}
