import { expect } from 'chai';
import { dueRows } from '../../db/outbox.ts';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { createPerson } from '../people/create-person.ts';
import { signLink } from '../platform/signed-link.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { roundsDue } from './campaign.ts';
import { tellCampaign } from './start-campaign.ts';

const dayMs = 86_400_000;

describe('rounds of a campaign', () => {
  it('are three, two or one by its length, and none after its end', () => {
    const createdAt = new Date('2026-11-20T09:00:00Z');
    const due = (answerUntil: string, days: number) => roundsDue({ createdAt, answerUntil }, new Date(createdAt.getTime() + days * dayMs));
    expect([0, 4, 5, 9, 10.5].map((days) => due('2026-11-29', days))).to.deep.equal([1, 1, 2, 3, 0]);
    expect([0, 1, 2].map((days) => due('2026-11-21', days))).to.deep.equal([1, 1, 0]);
  });
});

eachDatabase('campaigns', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let [ana, ben, carla, eve] = [] as unknown as [Client, Client, Client, Client];
  const assets: Record<string, string> = {};
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla, eve] = [await api.as(cast.ana), await api.as(cast.ben), await api.as(cast.carla), await api.as(cast.eve)];
    for (const [name, kind, holder] of [
      ['laptop', 'computer', cast.ana],
      ['phone', 'mobile', cast.ana],
      ['screen', 'peripheral', cast.eve],
    ] as const) {
      const { id } = await registerAsset(ctx, cast.ben, { kind, name });
      assets[name] = id;
      await ben.put(`/assets/${id}/check-out`, { personId: holder.id });
    }
    await registerAsset(ctx, cast.ben, { kind: 'computer', name: 'On the shelf' });
  });
  after(() => api.close());

  const start = async (filter: object = {}) =>
    (await carla.post('/campaigns', { title: 'Who has what', answerUntil: '2026-12-10', filter })).body;
  const say = (client: Client, id: string, name: string, answer: string, note?: string) =>
    client.put(`/campaigns/${id}/answers`, { answers: [{ assetId: assets[name], answer, note }] });

  it('asks about what people have, as far as a filter goes', async () => {
    const preview = async (filter: object) => (await carla.post('/campaigns/preview', { filter })).body;
    expect(await preview({})).to.deep.equal({ people: 2, assets: 3 });
    expect(await preview({ kinds: ['computer', 'mobile'] })).to.deep.equal({ people: 1, assets: 2 });
    expect(await preview({ departments: ['Legal'] })).to.deep.equal({ people: 1, assets: 1 });
    expect((await carla.post('/campaigns', { title: 'None', answerUntil: '2026-12-10', filter: { kinds: ['printer'] } })).status).to.equal(
      422,
    );
    expect((await carla.post('/campaigns', { title: 'Late', answerUntil: '2026-11-01' })).status).to.equal(422);
    expect((await ben.post('/campaigns', { title: 'No', answerUntil: '2026-12-10' })).status).to.equal(403);
  });

  it('takes answers of everybody about their own, changed ones too, and shows the desk what is missing', async () => {
    const { id } = await start();
    expect((await ana.get('/me/campaigns')).body.items[0].items.map(({ asset }: { asset: { name: string } }) => asset.name)).to.deep.equal([
      'laptop',
      'phone',
    ]);
    expect((await say(ana, id, 'laptop', 'have')).status).to.equal(204);
    expect((await say(ana, id, 'phone', 'lost', 'In the train')).status).to.equal(204);
    expect((await say(ana, id, 'screen', 'have')).status).to.equal(422);
    expect((await say(ben, id, 'screen', 'have')).status).to.equal(204);
    expect((await say(eve, id, 'screen', 'not_mine')).status).to.equal(204);
    const { counts } = (await ben.get(`/campaigns/${id}`)).body;
    expect(counts).to.deep.equal({ waiting: 0, have: 1, not_mine: 1, lost: 1, broken: 0, open: 2 });
    const open = (await ben.get(`/campaigns/${id}/answers?isOpen=true&answer=lost`)).body.items;
    expect(open[0]).to.deep.include({ note: 'In the train', person: { id: cast.ana.id, name: 'Ana' }, isStillHeld: true });
    await ben.put(`/campaigns/${id}/answers/${assets['phone']}/settlement`);
    expect((await ben.get(`/campaigns/${id}`)).body.counts.open).to.equal(1);
    const confirmed = (await ben.get(`/assets/${assets['laptop']}/confirmation`)).body.lastConfirmed;
    expect(confirmed.person.name).to.equal('Ana');
    expect((await ana.get(`/campaigns/${id}`)).status).to.equal(403);
    await carla.put(`/campaigns/${id}/closure`);
    expect((await say(ana, id, 'laptop', 'lost')).status).to.equal(409);
  });

  it('is answered by the link of a mail, about one’s own devices alone; opening it does nothing', async () => {
    const { id } = await start();
    const link = (personId: string) =>
      `/campaign-links/${signLink(ctx.settings.secretKey, { action: 'campaign.answer', subjectId: id, personId, expiresAt: new Date(ctx.clock().getTime() + dayMs) })}`;
    const asked = (await api.guest.get(link(cast.eve.id as string))).body;
    expect(asked.items.map(({ answer }: { answer: string }) => answer)).to.deep.equal(['waiting']);
    const answers = [{ assetId: assets['screen'], answer: 'have' }];
    // Ben may answer for anybody when he signs in, and only for himself by a link.
    expect((await api.guest.post(link(cast.ben.id as string), { answers })).status).to.equal(422);
    expect((await api.guest.post(link(cast.eve.id as string), { answers })).body.items[0].answer).to.equal('have');
    expect((await api.guest.get('/campaign-links/nonsense')).status).to.equal(404);
  });

  it('tells everybody once, in portions, though a portion is offered twice', async () => {
    await transact(ctx, async (tx) => {
      for (let i = 0; i < 45; i += 1) {
        const details = { jobTitle: null, phone: null, locationId: null, managerId: null };
        const person = { email: `worker-${i}@example.org`, name: `Worker ${i}`, role: 'employee', department: 'Plant' } as const;
        const { id } = await createPerson(tx, { ...person, ...details, language: 'en', timeZone: 'UTC' });
        await registerAsset(tx, cast.ben, { kind: 'phone', name: 'Phone', custodian: { type: 'person', id } });
      }
    });
    const { id } = await start({ departments: ['Plant'] });
    let portions = 0;
    for (;;) {
      const [row] = await dueRows(ctx.db.sql, ctx.clock(), 1, { only: ['custody.campaignTell'] });
      if (!row) break;
      // Campaigns of the stories before wait as well.
      if ((row.payload as { campaignId: string }).campaignId === id) portions += 1;
      await Promise.all([1, 2].map(() => tellCampaign(ctx, row.payload as never, row.id, 20)));
    }
    const told: Array<{ recipientId: string }> = await ctx.db.sql('notifications').select('recipientId').where({ subjectId: id });
    expect(told).to.have.length(45);
    expect(new Set(told.map(({ recipientId }) => recipientId)).size).to.equal(45);
    expect(portions).to.equal(3);
  });
});
