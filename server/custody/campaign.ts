const dayMs = 86_400_000;

export const campaignStates = ['open', 'closed'] as const;
export type CampaignState = (typeof campaignStates)[number];

/** `not_mine`: somebody else has it, or it was given back. */
export const campaignAnswers = ['waiting', 'have', 'not_mine', 'lost', 'broken'] as const;
export type CampaignAnswer = (typeof campaignAnswers)[number];

/** Whose devices are asked about; what is left out does not narrow. */
export interface CampaignFilter {
  kinds?: string[] | undefined;
  locationIds?: string[] | undefined;
  departments?: string[] | undefined;
  personIds?: string[] | undefined;
}

/** People are asked whether they still have what the books say. */
export interface Campaign {
  id: string;
  title: string;
  message: string | null;
  /** A calendar day. */
  answerUntil: string;
  filter: CampaignFilter;
  state: CampaignState;
  rounds: number;
  createdById: string | null;
  version: number;
  createdAt: Date;
  closedAt: Date | null;
}

export interface CampaignRow {
  campaignId: string;
  assetId: string;
  personId: string;
  answer: CampaignAnswer;
  note: string | null;
  answeredAt: Date | null;
  isOpen: boolean;
}

/** The end of the day until which answers are expected. */
export const endOf = (answerUntil: string): Date => new Date(Date.parse(`${answerUntil}T00:00:00Z`) + dayMs);

/**
 * How many rounds should have begun: the first at once, one at half-time, one a day before the end. A round by hand takes
 * the place of the next one.
 */
export function roundsDue({ createdAt, answerUntil }: Pick<Campaign, 'createdAt' | 'answerUntil'>, now: Date): number {
  const end = endOf(answerUntil).getTime();
  const begin = createdAt.getTime();
  // Less than a day apart they would only annoy.
  const moments = [begin, (begin + end) / 2, end - dayMs].filter((at, i, all) => i === 0 || at - all[i - 1]! >= dayMs);
  return moments.filter((at) => at <= now.getTime() && now.getTime() < end).length;
}
