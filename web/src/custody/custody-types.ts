import type { campaignAnswer, campaignRow, myCampaign } from '../../../server/custody/campaign-schemas.ts';
import type { departureAnswer, leavingAnswer } from '../../../server/custody/departure-schemas.ts';
import type { handOverAnswer, handOverTextAnswer, previewAnswer } from '../../../server/custody/hand-over-schemas.ts';
import type { itemAnswer, requestAnswer } from '../../../server/custody/request-schemas.ts';
import type { settingsAnswer } from '../../../server/custody/settings-schemas.ts';
import type { lendableAnswer, reservationAnswer } from '../../../server/reservations/reservation-schemas.ts';
import type { Answer } from '../api/types.ts';

export type HandOver = Answer<typeof handOverAnswer>;
export type HandOverPreview = Answer<typeof previewAnswer>;
export type HandOverText = Answer<typeof handOverTextAnswer>;
export type Reservation = Answer<typeof reservationAnswer>;
export type Lendable = Answer<typeof lendableAnswer>;
export type RequestableItem = Answer<typeof itemAnswer>;
export type AssetRequest = Answer<typeof requestAnswer>;
export type Departure = Answer<typeof departureAnswer>;
export type Leaving = Answer<typeof leavingAnswer>;
export type Campaign = Answer<typeof campaignAnswer>;
export type CampaignRow = Answer<typeof campaignRow>;
export type MyCampaign = Answer<typeof myCampaign>;
export type CustodySettings = Answer<typeof settingsAnswer>;

/** A signature as it is drawn: strokes of points `x, y, x, y, …`. */
export interface Signature {
  width: number;
  height: number;
  strokes: number[][];
}
