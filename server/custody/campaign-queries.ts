import type { Knex } from 'knex';
import type { Sql } from '../../db/connection.ts';
import type { AssetKind, AssetStatus } from '../assets/asset.ts';
import type { Context } from '../platform/context.ts';
import { afterCursor, toPage } from '../platform/keyset.ts';
import type { Campaign, CampaignAnswer } from './campaign.ts';
import type { CampaignRowView, CampaignView } from './campaign-schemas.ts';
import { countAnswers } from './campaign-store.ts';

interface JoinedRow {
  assetId: string;
  personId: string;
  personName: string;
  answer: CampaignAnswer;
  note: string | null;
  answeredAt: Date | null;
  isOpen: boolean;
  tag: string;
  name: string;
  kind: AssetKind;
  status: AssetStatus;
  serial: string | null;
  manufacturer: string | null;
  model: string | null;
  custodianId: string | null;
}

/** Rows of campaigns with the names of the devices and the people. */
const joined = (sql: Sql): Knex.QueryBuilder =>
  sql('campaignAnswers as c')
    .join('assets as a', 'a.id', 'c.assetId')
    .join('people as p', 'p.id', 'c.personId')
    .select('c.campaignId', 'c.assetId', 'c.personId', 'c.answer', 'c.note', 'c.answeredAt', 'c.isOpen', 'p.name as person_name')
    .select('a.tag', 'a.name', 'a.kind', 'a.status', 'a.serial', 'a.manufacturer', 'a.model', 'a.custodianId');

const rowView = ({ assetId, personId, personName, custodianId, ...row }: JoinedRow): CampaignRowView => ({
  asset: {
    id: assetId,
    tag: row.tag,
    name: row.name,
    kind: row.kind,
    status: row.status,
    serial: row.serial,
    make: [row.manufacturer, row.model].filter(Boolean).join(' ') || null,
  },
  person: { id: personId, name: personName },
  answer: row.answer,
  note: row.note,
  answeredAt: row.answeredAt,
  isOpen: row.isOpen,
  isStillHeld: custodianId === personId,
});

/** Campaigns as the API shows them, with their counts. */
export async function campaignViews(sql: Sql, found: Campaign[]): Promise<CampaignView[]> {
  const counts = await countAnswers(
    sql,
    found.map(({ id }) => id),
  );
  return found.map(({ filter: _, createdById: __, ...campaign }) => ({
    ...campaign,
    counts: counts.get(campaign.id) as CampaignView['counts'],
  }));
}

export async function campaignView(sql: Sql, campaign: Campaign): Promise<CampaignView> {
  const [view] = await campaignViews(sql, [campaign]);
  return view as CampaignView;
}

/** A page of campaigns, the newest first. */
export async function listCampaigns(
  ctx: Context,
  { state, limit, cursor }: { state?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const query = ctx.db
    .sql('campaigns')
    .select('*')
    .limit(limit + 1);
  if (state) query.where({ state });
  const order = [
    { column: 'createdAt', direction: 'desc' as const },
    { column: 'id', direction: 'desc' as const },
  ];
  const found = (await afterCursor(query, order, cursor)) as Campaign[];
  const { items, nextCursor } = toPage(found, limit, ({ createdAt, id }) => [createdAt, id]);
  return { items: await campaignViews(ctx.db.sql, items), nextCursor };
}

/** A page of what people were asked and said, by device. */
export async function listRows(
  ctx: Context,
  campaignId: string,
  filter: { answer?: string | undefined; isOpen?: string | undefined; limit: number; cursor?: string | undefined },
) {
  const query = joined(ctx.db.sql)
    .where({ 'c.campaignId': campaignId })
    .limit(filter.limit + 1);
  if (filter.answer) query.where({ 'c.answer': filter.answer });
  if (filter.isOpen) query.where({ 'c.isOpen': true });
  const found = (await afterCursor(query, [{ column: 'c.assetId', direction: 'asc' }], filter.cursor)) as JoinedRow[];
  const { items, nextCursor } = toPage(found, filter.limit, ({ assetId }) => [assetId]);
  return { items: items.map(rowView), nextCursor };
}

/** What a person is asked about in a campaign: what they still have, and what they answered. */
export async function rowsOfPerson(sql: Sql, campaignId: string, personId: string): Promise<CampaignRowView[]> {
  const rows: JoinedRow[] = await joined(sql)
    .where({ 'c.campaignId': campaignId, 'c.personId': personId })
    .orderBy('a.tagOrder')
    .limit(200);
  return rows.map(rowView).filter(({ isStillHeld, answer }) => isStillHeld || answer !== 'waiting');
}

/** The open campaigns that ask a person about something. */
export async function campaignsAsking(sql: Sql, personId: string): Promise<Campaign[]> {
  const ids = sql('campaignAnswers').distinct('campaignId').where({ personId });
  return sql('campaigns').where({ state: 'open' }).whereIn('id', ids).orderBy('answerUntil').limit(20);
}

/** When the holder of an asset last said that they have it, or null. */
export async function lastConfirmation(sql: Sql, assetId: string): Promise<{ at: Date; person: { id: string; name: string } } | null> {
  const row: { answeredAt: Date; personId: string; name: string } | undefined = await sql('campaignAnswers as c')
    .join('people as p', 'p.id', 'c.personId')
    .select('c.answeredAt', 'c.personId', 'p.name')
    .where({ 'c.assetId': assetId, 'c.answer': 'have' })
    .orderBy('c.answeredAt', 'desc')
    .first();
  return row ? { at: row.answeredAt, person: { id: row.personId, name: row.name } } : null;
}
