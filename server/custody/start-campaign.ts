import { complete, enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { notify } from '../notifications/notify.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { type Campaign, endOf, roundsDue } from './campaign.ts';
import { campaignView } from './campaign-queries.ts';
import type { CampaignView, NewCampaign } from './campaign-schemas.ts';
import {
  askedAbout,
  countHeld,
  findCampaign,
  insertAnswers,
  insertCampaign,
  lockCampaign,
  openCampaigns,
  peopleToTell,
  updateCampaign,
} from './campaign-store.ts';
import { namesOf } from './tell-custody.ts';

/** Enough for one transaction that must not keep others waiting. */
const usualPortion = 200;

/** Asks everybody whom a filter means whether they still have what the books say; they are told in portions. */
export async function startCampaign(ctx: Context, actor: Actor, input: NewCampaign): Promise<CampaignView> {
  return transact(ctx, async (tx) => {
    const now = tx.clock();
    if (endOf(input.answerUntil) <= now) throw invalid('/answerUntil', 'must not be over');
    const { assets } = await countHeld(tx.db.sql, input.filter);
    if (assets === 0) throw invalid('/filter', 'Nobody has anything of this kind');
    const campaign: Campaign = {
      id: newId(),
      ...input,
      state: 'open',
      rounds: 1,
      createdById: actor.id,
      version: 1,
      createdAt: now,
      closedAt: null,
    };
    await insertCampaign(tx.db.sql, campaign);
    await insertAnswers(tx.db.sql, campaign.id, input.filter);
    await tellSoon(tx, campaign.id, 1);
    await recordAudit(tx, actor, {
      action: 'custody.campaignStarted',
      subjectType: 'campaign',
      subjectId: campaign.id,
      detail: { title: campaign.title, assets },
    });
    announceCampaign(tx, campaign.id);
    return campaignView(tx.db.sql, campaign);
  });
}

/** Ends a campaign; nobody can answer any more. */
export async function closeCampaign(ctx: Context, actor: Actor, id: string): Promise<CampaignView> {
  return transact(ctx, async (tx) => {
    const campaign = await loadOpen(tx, id);
    const after = await updateCampaign(tx.db.sql, campaign, { state: 'closed', closedAt: tx.clock() });
    await recordAudit(tx, actor, {
      action: 'custody.campaignClosed',
      subjectType: 'campaign',
      subjectId: id,
      detail: { title: campaign.title },
    });
    announceCampaign(tx, id);
    return campaignView(tx.db.sql, after);
  });
}

/** Asks again now whoever has not answered; it takes the place of the next reminder that would come by itself. */
export async function askCampaignAgain(ctx: Context, _actor: Actor, id: string): Promise<CampaignView> {
  return transact(ctx, async (tx) => campaignView(tx.db.sql, await nextRound(tx, await loadOpen(tx, id))));
}

/** Begins the rounds of reminders whose time has come; each once. */
export async function remindOfCampaigns(ctx: Context): Promise<void> {
  for (const { id } of await openCampaigns(ctx.db.sql)) {
    await transact(ctx, async (tx) => {
      const campaign = await lockCampaign(tx.db.sql, id);
      if (campaign?.state === 'open' && campaign.rounds < roundsDue(campaign, tx.clock())) await nextRound(tx, campaign);
    });
  }
}

async function loadOpen(tx: Context, id: string): Promise<Campaign> {
  const campaign = await lockCampaign(tx.db.sql, id);
  if (!campaign) throw notFound('campaign');
  if (campaign.state !== 'open') throw new Problem('conflict', 'The campaign is closed');
  return campaign;
}

async function nextRound(tx: Context, campaign: Campaign): Promise<Campaign> {
  const after = await updateCampaign(tx.db.sql, campaign, { rounds: campaign.rounds + 1 });
  await tellSoon(tx, campaign.id, after.rounds);
  announceCampaign(tx, campaign.id);
  return after;
}

interface Telling {
  campaignId: string;
  round: number;
  /** The last person who was told. */
  after?: string;
}

const tellSoon = (tx: Context, campaignId: string, round: number, after = ''): Promise<string> =>
  enqueue(tx.db.sql, {
    job: 'custody.campaignTell',
    payload: { campaignId, round, after },
    runAt: tx.clock(),
    now: tx.clock(),
    key: `campaign:${campaignId}:${round}`,
  });

/** State job `custody.campaignTell`: asks a portion of the people of one round, then itself again for the next. */
export async function tellCampaign(
  ctx: Context,
  { campaignId, round, after = '' }: Telling,
  rowId: string,
  portion = usualPortion,
): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const campaign = await findCampaign(tx.db.sql, campaignId);
    if (campaign?.state !== 'open') return;
    const personIds = await peopleToTell(tx.db.sql, campaignId, after, portion);
    const asked = await askedAbout(tx.db.sql, campaignId, personIds);
    for (const personId of personIds)
      await askPerson(
        tx,
        campaign,
        round,
        personId,
        asked.filter((item) => item.personId === personId),
      );
    if (personIds.length === portion) await tellSoon(tx, campaignId, round, personIds.at(-1));
  });
}

async function askPerson(
  tx: Context,
  campaign: Campaign,
  round: number,
  personId: string,
  items: Array<{ tag: string; name: string }>,
): Promise<void> {
  // The last instant of the day that is meant, not the first of the next.
  const until = new Date(endOf(campaign.answerUntil).getTime() - 60_000).toISOString();
  await notify(tx, {
    recipientIds: [personId],
    kind: round === 1 ? 'custody.campaign' : 'custody.campaignReminder',
    subject: { type: 'holdings', id: campaign.id },
    data: {
      title: campaign.title,
      text: [campaign.message, namesOf(items)].filter(Boolean).join('\n\n'),
      until,
      link: { action: 'campaign.answer', path: 'still-have', until: endOf(campaign.answerUntil).toISOString() },
    },
    key: `custody.campaign:${campaign.id}:${round}`,
  });
}

/** Tells open pages of the desk after the commit. */
export function announceCampaign(tx: Context, id: string): void {
  tx.db.afterCommit(() => tx.live.publish({ type: 'campaign.changed', id, audience: { role: 'technician' } }));
}
