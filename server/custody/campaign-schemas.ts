import { z } from 'zod';
import { calendarDate, id, instantAnswer, line, page, pageQuery, text, version } from '../platform/schemas.ts';
import { assetRefAnswer } from '../reservations/reservation-schemas.ts';
import { campaignAnswers, campaignStates } from './campaign.ts';

const some = <T extends z.ZodType>(item: T) => z.array(item).min(1).max(200).optional();
const filter = z
  .strictObject({ kinds: some(z.string().max(60)), locationIds: some(id), departments: some(line(120)), personIds: some(id) })
  .default({});

export const campaignPreviewBody = z.strictObject({ filter });
export const campaignPreview = z.object({ people: z.number().int(), assets: z.number().int() });

export const newCampaign = z.strictObject({
  title: line(200),
  message: text(2000).nullable().default(null),
  answerUntil: calendarDate,
  filter,
});
export type NewCampaign = z.output<typeof newCampaign>;

const counts = z.object({
  waiting: z.number().int(),
  have: z.number().int(),
  not_mine: z.number().int(),
  lost: z.number().int(),
  broken: z.number().int(),
  /** Answers that the desk has not seen to. */
  open: z.number().int(),
});

export const campaignAnswer = z
  .object({
    id,
    title: z.string(),
    message: z.string().nullable(),
    answerUntil: z.string(),
    state: z.enum(campaignStates),
    rounds: z.number().int(),
    counts,
    createdAt: instantAnswer,
    closedAt: instantAnswer.nullable(),
    version,
  })
  .meta({ id: 'Campaign' });
export type CampaignView = z.output<typeof campaignAnswer>;
export const campaignPage = page(campaignAnswer);
export const campaignQuery = z.object({ ...pageQuery, state: z.enum(campaignStates).optional() });

export const campaignRow = z
  .object({
    asset: assetRefAnswer.extend({ serial: z.string().nullable(), make: z.string().nullable() }),
    person: z.object({ id: z.string(), name: z.string() }),
    answer: z.enum(campaignAnswers),
    note: z.string().nullable(),
    answeredAt: instantAnswer.nullable(),
    isOpen: z.boolean(),
    /** False when the device has gone to somebody else since, or was taken back. */
    isStillHeld: z.boolean(),
  })
  .meta({ id: 'CampaignRow' });
export type CampaignRowView = z.output<typeof campaignRow>;
export const campaignRows = page(campaignRow);
export const campaignRowsQuery = z.object({
  ...pageQuery,
  answer: z.enum(campaignAnswers).optional(),
  isOpen: z.enum(['true']).optional(),
});

export const myAnswers = z.strictObject({
  answers: z
    .array(
      z.strictObject({
        assetId: id,
        answer: z.enum(['have', 'not_mine', 'lost', 'broken']),
        note: text(500).nullable().default(null),
      }),
    )
    .min(1)
    .max(200),
});
export type MyAnswers = z.output<typeof myAnswers>;

export const myCampaign = z
  .object({
    id,
    title: z.string(),
    message: z.string().nullable(),
    answerUntil: z.string(),
    state: z.enum(campaignStates),
    person: z.object({ id: z.string(), name: z.string() }),
    items: z.array(campaignRow),
  })
  .meta({ id: 'MyCampaign' });
export const myCampaigns = z.object({ items: z.array(myCampaign) });
export const settlementParams = z.object({ id, assetId: id });
export const assetConfirmation = z.object({
  /** When its holder last said that they have it. */
  lastConfirmed: z.object({ at: instantAnswer, person: z.object({ id: z.string(), name: z.string() }) }).nullable(),
});
