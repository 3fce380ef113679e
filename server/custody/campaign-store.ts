import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import type { Campaign, CampaignAnswer, CampaignFilter, CampaignRow } from './campaign.ts';

export async function findCampaign(sql: Sql, id: string): Promise<Campaign | null> {
  return (await sql('campaigns').where({ id }).first()) ?? null;
}

/** The campaign, held until the transaction ends. */
export async function lockCampaign(tx: Sql, id: string): Promise<Campaign | null> {
  return (await tx('campaigns').where({ id }).forUpdate().first()) ?? null;
}

export async function insertCampaign(tx: Sql, { filter, ...campaign }: Campaign): Promise<void> {
  await tx('campaigns').insert({ ...campaign, filterJson: JSON.stringify(filter) });
}

/** Changes a campaign that the transaction holds. */
export async function updateCampaign(tx: Sql, campaign: Campaign, changes: Partial<Omit<Campaign, 'filter'>>): Promise<Campaign> {
  const after = { ...campaign, ...changes, version: campaign.version + 1 };
  await tx('campaigns')
    .where({ id: campaign.id })
    .update({ ...changes, version: after.version });
  return after;
}

/** What active people have and a filter means (`a` and `p`). */
function held(sql: Sql, filter: CampaignFilter): Knex.QueryBuilder {
  const query = sql('assets as a').join('people as p', 'p.id', 'a.custodianId').where({ 'a.custodianType': 'person', 'p.isActive': true });
  if (filter.kinds) query.whereIn('a.kind', filter.kinds);
  if (filter.locationIds) query.whereIn('a.locationId', filter.locationIds);
  if (filter.departments) query.whereIn('p.department', filter.departments);
  if (filter.personIds) query.whereIn('p.id', filter.personIds);
  return query;
}

/** How many people and devices a filter means. */
export async function countHeld(sql: Sql, filter: CampaignFilter): Promise<{ people: number; assets: number }> {
  const [row] = await held(sql, filter).select(sql.raw('count(*) as assets, count(distinct a.custodian_id) as people'));
  return { people: Number(row.people), assets: Number(row.assets) };
}

/** Asks about everything that a filter means now. */
export async function insertAnswers(tx: Sql, campaignId: string, filter: CampaignFilter): Promise<void> {
  const rows = held(tx, filter).select(tx.raw('?, a.id, a.custodian_id, ?, ?', [campaignId, 'waiting', false]));
  await tx(tx.raw('campaign_answers (campaign_id, asset_id, person_id, answer, is_open)') as unknown as string).insert(rows);
}

/** How many answers there are of each kind, and how many wait for the desk, by campaign. */
export async function countAnswers(sql: Sql, ids: string[]): Promise<Map<string, Record<CampaignAnswer | 'open', number>>> {
  const none = { waiting: 0, have: 0, not_mine: 0, lost: 0, broken: 0, open: 0 };
  const counts = new Map(ids.map((id) => [id, { ...none }]));
  if (ids.length === 0) return counts;
  const rows: Array<{ campaignId: string; answer: CampaignAnswer; isOpen: boolean; many: number }> = await sql('campaignAnswers')
    .select('campaignId', 'answer', 'isOpen')
    .count({ many: '*' })
    .whereIn('campaignId', ids)
    .groupBy('campaignId', 'answer', 'isOpen');
  for (const { campaignId, answer, isOpen, many } of rows) {
    const count = counts.get(campaignId);
    if (!count) continue;
    count[answer] += Number(many);
    if (isOpen) count.open += Number(many);
  }
  return counts;
}

/** People who still have something that they were asked about and have not answered for, a portion after another. */
export async function peopleToTell(sql: Sql, campaignId: string, after: string, limit: number): Promise<string[]> {
  const rows: Array<{ personId: string }> = await waiting(sql, campaignId)
    .distinct('c.personId')
    .where('c.personId', '>', after)
    .orderBy('c.personId')
    .limit(limit);
  return rows.map(({ personId }) => personId);
}

/** Names of what these people are still asked about. */
export async function askedAbout(
  sql: Sql,
  campaignId: string,
  personIds: string[],
): Promise<Array<{ personId: string; tag: string; name: string }>> {
  return waiting(sql, campaignId).select('c.personId', 'a.tag', 'a.name').whereIn('c.personId', personIds).orderBy('a.tagOrder');
}

const waiting = (sql: Sql, campaignId: string): Knex.QueryBuilder =>
  sql('campaignAnswers as c')
    .join('assets as a', (on) => on.on('a.id', 'c.assetId').andOn('a.custodianId', 'c.personId'))
    .where({ 'c.campaignId': campaignId, 'c.answer': 'waiting' });

/** Open campaigns, for their reminders. */
export async function openCampaigns(sql: Sql): Promise<Campaign[]> {
  return sql('campaigns').where({ state: 'open' }).limit(500);
}

/** The rows of a campaign about these assets, held until the transaction ends. */
export async function lockRows(tx: Sql, campaignId: string, assetIds: string[]): Promise<CampaignRow[]> {
  return tx('campaignAnswers').where({ campaignId }).whereIn('assetId', assetIds).orderBy('assetId').forUpdate();
}

export async function updateRow(tx: Sql, campaignId: string, assetId: string, changes: Partial<CampaignRow>): Promise<void> {
  await tx('campaignAnswers').where({ campaignId, assetId }).update(changes);
}
