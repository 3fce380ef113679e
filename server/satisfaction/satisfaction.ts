/** What was asked of a requester about one incident, and what they said. */
export interface SatisfactionRequest {
  incidentId: string;
  personId: string;
  askedAt: Date;
  /** 1 (not at all content) to 5; null until they answer. */
  rating: number | null;
  comment: string | null;
  ratedAt: Date | null;
}

export interface SatisfactionSettings {
  isAsking: boolean;
  daysBetween: number;
  lowRating: number;
  version: number;
}

const dayMs = 86_400_000;
/** How long a first answer is taken after the asking, and how long an answer may be changed. */
const openMs = 30 * dayMs;
const changeMs = 7 * dayMs;

/** True while the requester may still answer or change the answer. */
export function isOpen({ askedAt, ratedAt }: Pick<SatisfactionRequest, 'askedAt' | 'ratedAt'>, now: Date): boolean {
  const until = ratedAt ? ratedAt.getTime() + changeMs : askedAt.getTime() + openMs;
  return now.getTime() < until;
}

/** Until when a link in the mail that asks works: as long as an answer may be given and then changed. */
export const linkUntil = (askedAt: Date): Date => new Date(askedAt.getTime() + openMs + changeMs);
