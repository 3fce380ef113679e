import type { feedAnswer, newFeedAnswer, preferencesAnswer } from '../../../server/escalation/feed-schemas.ts';
import type {
  coverageAnswer,
  gapAnswer,
  myShiftAnswer,
  onCallNowAnswer,
  onCallScheduleAnswer,
} from '../../../server/escalation/on-call-schemas.ts';
import type { swapAnswer } from '../../../server/escalation/swap-schemas.ts';
import type { Answer, PersonRef } from '../api/types.ts';

export type Schedule = Answer<typeof onCallScheduleAnswer>;
export type Coverage = Answer<typeof coverageAnswer>;
export type Shift = Coverage['items'][number];
export type OnCallNow = Answer<typeof onCallNowAnswer>;
export type MyShift = Answer<typeof myShiftAnswer>;
export type Gap = Answer<typeof gapAnswer>;
export type Swap = Answer<typeof swapAnswer>;
export type Feed = Answer<typeof feedAnswer>;
export type NewFeed = Answer<typeof newFeedAnswer>;
export type Preferences = Answer<typeof preferencesAnswer>;

export interface Burden {
  person: PersonRef;
  total: string;
  nights: string;
  weekends: string;
  shifts: number;
}
