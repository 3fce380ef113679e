import { assetParams } from '../assets/asset-schemas.ts';
import { loadAsset } from '../assets/write-asset.ts';
import { notFound } from '../platform/problem.ts';
import { type Route, route } from '../platform/route.ts';
import { idParams } from '../platform/schemas.ts';
import { answerByLink, answerCampaign, askedByLink, myCampaignsOf, settleAnswer } from './answer-campaign.ts';
import { campaignView, lastConfirmation, listCampaigns, listRows } from './campaign-queries.ts';
import {
  assetConfirmation,
  campaignAnswer,
  campaignPage,
  campaignPreview,
  campaignPreviewBody,
  campaignQuery,
  campaignRows,
  campaignRowsQuery,
  myAnswers,
  myCampaign,
  myCampaigns,
  newCampaign,
  settlementParams,
} from './campaign-schemas.ts';
import { countHeld, findCampaign } from './campaign-store.ts';
import { custodyLinkParams } from './hand-over-schemas.ts';
import { askCampaignAgain, closeCampaign, startCampaign } from './start-campaign.ts';

const area = 'custody';

const deskRoutes: Route[] = [
  route({
    method: 'post',
    path: '/campaigns/preview',
    summary: 'How many people would be asked about how many devices; changes nothing',
    area,
    allow: 'lead',
    body: campaignPreviewBody,
    answer: campaignPreview,
    handle: ({ ctx, body }) => countHeld(ctx.db.sql, body.filter),
  }),
  route({
    method: 'post',
    path: '/campaigns',
    summary: 'Ask people whether they still have what the books say',
    area,
    allow: 'lead',
    body: newCampaign,
    status: 201,
    answer: campaignAnswer,
    idempotent: true,
    handle: ({ ctx, actor, body }) => startCampaign(ctx, actor, body),
  }),
  route({
    method: 'get',
    path: '/campaigns',
    summary: 'Campaigns with their counts, the newest first',
    area,
    allow: 'technician',
    query: campaignQuery,
    answer: campaignPage,
    handle: ({ ctx, query }) => listCampaigns(ctx, query),
  }),
  route({
    method: 'get',
    path: '/campaigns/:id',
    summary: 'One campaign with its counts',
    area,
    allow: 'technician',
    params: idParams,
    answer: campaignAnswer,
    handle: async ({ ctx, params }) => {
      const campaign = await findCampaign(ctx.db.sql, params.id);
      if (!campaign) throw notFound('campaign');
      return campaignView(ctx.db.sql, campaign);
    },
  }),
  route({
    method: 'get',
    path: '/campaigns/:id/answers',
    summary: 'What people were asked about and said',
    area,
    allow: 'technician',
    params: idParams,
    query: campaignRowsQuery,
    answer: campaignRows,
    handle: ({ ctx, params, query }) => listRows(ctx, params.id, query),
  }),
  route({
    method: 'post',
    path: '/campaigns/:id/reminders',
    summary: 'Ask again, now, whoever has not answered',
    area,
    allow: 'lead',
    params: idParams,
    answer: campaignAnswer,
    handle: ({ ctx, actor, params }) => askCampaignAgain(ctx, actor, params.id),
  }),
  route({
    method: 'put',
    path: '/campaigns/:id/closure',
    summary: 'End a campaign',
    area,
    allow: 'lead',
    params: idParams,
    answer: campaignAnswer,
    handle: ({ ctx, actor, params }) => closeCampaign(ctx, actor, params.id),
  }),
  route({
    method: 'put',
    path: '/campaigns/:id/answers/:assetId/settlement',
    summary: 'The desk has seen to an answer',
    area,
    allow: 'technician',
    params: settlementParams,
    handle: ({ ctx, actor, params }) => settleAnswer(ctx, actor, params.id, params.assetId),
  }),
  route({
    method: 'get',
    path: '/assets/:id/confirmation',
    summary: 'When its holder last said that they have it',
    area,
    allow: 'technician',
    params: assetParams,
    answer: assetConfirmation,
    handle: async ({ ctx, actor, params }) => ({
      lastConfirmed: await lastConfirmation(ctx.db.sql, (await loadAsset(ctx, actor, params.id)).id),
    }),
  }),
];

const personRoutes: Route[] = [
  route({
    method: 'get',
    path: '/me/campaigns',
    summary: 'What I am asked about',
    area,
    allow: 'employee',
    answer: myCampaigns,
    handle: ({ ctx, actor }) => myCampaignsOf(ctx, actor),
  }),
  route({
    method: 'put',
    path: '/campaigns/:id/answers',
    summary: 'Say of my devices whether I have them; at the desk, of anybody’s',
    area,
    allow: 'employee',
    params: idParams,
    body: myAnswers,
    handle: ({ ctx, actor, params, body }) => answerCampaign(ctx, actor, params.id, body),
  }),
  route({
    method: 'get',
    path: '/campaign-links/:token',
    summary: 'What the link of a mail asks; opening it does nothing',
    area,
    allow: 'anyone',
    params: custodyLinkParams,
    answer: myCampaign,
    handle: ({ ctx, params }) => askedByLink(ctx, params.token),
  }),
  route({
    method: 'post',
    path: '/campaign-links/:token',
    summary: 'Answer without signing in, by the link of the mail that asked me',
    area,
    allow: 'anyone',
    params: custodyLinkParams,
    body: myAnswers,
    answer: myCampaign,
    handle: ({ ctx, params, body }) => answerByLink(ctx, params.token, body),
  }),
];

export const campaignRoutes: Route[] = [...deskRoutes, ...personRoutes];
