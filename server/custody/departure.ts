export const departureStates = ['open', 'done', 'withdrawn'] as const;
export type DepartureState = (typeof departureStates)[number];

/** Somebody leaves, and what they have must come back. */
export interface Departure {
  id: string;
  personId: string;
  /** A calendar day. */
  lastDay: string;
  note: string | null;
  state: DepartureState;
  createdById: string | null;
  version: number;
  createdAt: Date;
  endedAt: Date | null;
}
