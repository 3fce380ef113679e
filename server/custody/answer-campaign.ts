import { transact } from '../../db/transaction.ts';
import { asActor, type Person } from '../people/person.ts';
import { findPerson } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { readLink } from '../platform/signed-link.ts';
import type { Campaign } from './campaign.ts';
import { campaignsAsking, rowsOfPerson } from './campaign-queries.ts';
import type { MyAnswers } from './campaign-schemas.ts';
import { findCampaign, lockCampaign, lockRows, updateRow } from './campaign-store.ts';
import { announceCampaign } from './start-campaign.ts';

/** What a campaign asks one person. */
async function askedOf(ctx: Context, { id, title, message, answerUntil, state }: Campaign, person: Pick<Person, 'id' | 'name'>) {
  const items = await rowsOfPerson(ctx.db.sql, id, person.id);
  return { id, title, message, answerUntil, state, person: { id: person.id, name: person.name }, items };
}

/** The open campaigns that ask me about something. */
export async function myCampaignsOf(ctx: Context, actor: Actor) {
  const campaigns = await campaignsAsking(ctx.db.sql, actor.id ?? '');
  const asked = await Promise.all(campaigns.map((campaign) => askedOf(ctx, campaign, { id: actor.id ?? '', name: actor.name })));
  return { items: asked.filter(({ items }) => items.length > 0) };
}

/**
 * Takes answers about one's own devices, or at the desk for anybody; a changed answer takes the place of the first. What is
 * not there waits for the desk. 422 for a device about which one is not asked.
 */
export async function answerCampaign(ctx: Context, actor: Actor, id: string, { answers }: MyAnswers): Promise<void> {
  await transact(ctx, async (tx) => {
    const campaign = await lockCampaign(tx.db.sql, id);
    if (!campaign) throw notFound('campaign');
    if (campaign.state !== 'open') throw new Problem('conflict', 'The campaign is closed');
    const rows = await lockRows(
      tx.db.sql,
      id,
      answers.map(({ assetId }) => assetId),
    );
    for (const [index, { assetId, answer, note }] of answers.entries()) {
      const row = rows.find((found) => found.assetId === assetId);
      if (!row || (row.personId !== actor.id && !hasRole(actor, 'technician')))
        throw invalid(`/answers/${index}/assetId`, 'You are not asked about this');
      await updateRow(tx.db.sql, id, assetId, { answer, note, answeredAt: tx.clock(), isOpen: answer !== 'have' });
    }
    announceCampaign(tx, id);
  });
}

/** Says that the desk has seen to an answer. */
export async function settleAnswer(ctx: Context, _actor: Actor, id: string, assetId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const [row] = await lockRows(tx.db.sql, id, [assetId]);
    if (!row) throw notFound('answer');
    await updateRow(tx.db.sql, id, assetId, { isOpen: false });
    announceCampaign(tx, id);
  });
}

async function readCampaignLink(ctx: Context, token: string): Promise<{ campaign: Campaign; person: Person }> {
  const claim = readLink(ctx.settings.secretKey, token, ctx.clock());
  const campaign = claim?.action === 'campaign.answer' ? await findCampaign(ctx.db.sql, claim.subjectId) : null;
  const person = claim && campaign ? await findPerson(ctx.db.sql, claim.personId) : null;
  if (!campaign || !person?.isActive) throw notFound('link, or it has expired');
  return { campaign, person };
}

/** What the link of a mail asks; looking at it does nothing. */
export async function askedByLink(ctx: Context, token: string) {
  const { campaign, person } = await readCampaignLink(ctx, token);
  return askedOf(ctx, campaign, person);
}

/** Takes the answers of the person to whom the mail went, about their own devices alone. */
export async function answerByLink(ctx: Context, token: string, answers: MyAnswers) {
  const { campaign, person } = await readCampaignLink(ctx, token);
  // Whatever else they may do when they sign in.
  await answerCampaign(ctx, { ...asActor(person, []), role: 'employee' }, campaign.id, answers);
  return askedOf(ctx, campaign, person);
}
