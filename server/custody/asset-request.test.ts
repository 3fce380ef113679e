import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { changePerson } from '../people/change-person.ts';
import type { Actor } from '../platform/actor.ts';
import { signLink } from '../platform/signed-link.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { noticesTo } from './testing-custody.ts';

eachDatabase('requests for devices', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let [ana, ben, carla, eve] = [] as unknown as [Client, Client, Client, Client];
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla, eve] = [await api.as(cast.ana), await api.as(cast.ben), await api.as(cast.carla), await api.as(cast.eve)];
    // Eve manages Ana.
    await changePerson(ctx, cast.ana.id as string, { managerId: cast.eve.id }, null);
  });
  after(() => api.close());

  const ask = async (more: object = {}, client = ana) => (await client.post('/asset-requests', { what: 'A second screen', ...more })).body;
  const token = (id: string, person: Actor) =>
    signLink(ctx.settings.secretKey, {
      action: 'assetRequest.decide',
      subjectId: id,
      personId: person.id as string,
      expiresAt: new Date(ctx.clock().getTime() + 60_000),
    });

  it('goes to the manager, who approves by the link of a mail; opening it does nothing', async () => {
    const request = await ask({ reason: 'Two tables side by side', neededOn: '2026-12-01' });
    expect(request).to.deep.include({ state: 'waiting', approver: { id: cast.eve.id, name: 'Eve' }, mayDecide: false, mayCancel: true });
    expect(await noticesTo(ctx, cast.eve, request.id)).to.deep.equal(['custody.requestFiled']);
    const link = `/asset-request-links/${token(request.id, cast.eve)}`;
    expect((await api.guest.get(link)).body).to.deep.include({ state: 'waiting', mayDecide: true });
    expect((await api.guest.get(link)).body.state).to.equal('waiting');
    expect((await api.guest.post(link, { decision: 'approve' })).body).to.deep.include({
      state: 'approved',
      decidedBy: { id: cast.eve.id, name: 'Eve' },
    });
    expect((await api.guest.post(link, { decision: 'refuse', note: 'No' })).status).to.equal(409);
    expect(await noticesTo(ctx, cast.ana, request.id)).to.deep.equal(['custody.requestApproved']);
  });

  it('is fulfilled by one hand-over, to whom it is for', async () => {
    const request = await ask();
    const screens = await Promise.all([1, 2].map((n) => registerAsset(ctx, cast.ben, { kind: 'peripheral', name: `Screen ${n}` })));
    const give = (asset: { id: string }, personId = cast.ana.id) =>
      ben.post('/hand-overs', { personId, items: [{ assetId: asset.id }], method: 'link', requestId: request.id });
    expect((await give(screens[0]!)).status).to.equal(409);
    await eve.put(`/asset-requests/${request.number}/decision`, { decision: 'approve' });
    expect((await give(screens[0]!, cast.eve.id)).status).to.equal(422);
    expect((await ben.get(`/assets/${screens[0]!.id}`)).body.custodian).to.equal(null);
    const answers = await Promise.all(screens.map((screen) => give(screen)));
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([201, 409]);
    const after = (await ana.get(`/asset-requests/${request.id}`)).body;
    expect(after).to.deep.include({
      state: 'fulfilled',
      handOverId: answers.find(({ status }) => status === 201)!.body.id,
      mayCancel: false,
    });
  });

  it('is decided once, though two decide at the same time', async () => {
    const request = await ask();
    const answers = await Promise.all([
      eve.put(`/asset-requests/${request.id}/decision`, { decision: 'approve' }),
      carla.put(`/asset-requests/${request.id}/decision`, { decision: 'refuse', note: 'Too many' }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([200, 409]);
    expect(await noticesTo(ctx, cast.ana, request.id)).to.have.length(1);
  });

  it('is approved by nobody for themselves, and refused with a reason', async () => {
    const own = await ask({ what: 'A bigger laptop' }, carla);
    expect(own.approver).to.equal(null);
    expect((await carla.put(`/asset-requests/${own.id}/decision`, { decision: 'approve' })).status).to.equal(403);
    const request = await ask();
    expect((await ana.put(`/asset-requests/${request.id}/decision`, { decision: 'approve' })).status).to.equal(403);
    expect((await ben.put(`/asset-requests/${request.id}/decision`, { decision: 'approve' })).status).to.equal(403);
    expect((await eve.put(`/asset-requests/${request.id}/decision`, { decision: 'refuse' })).status).to.equal(422);
    expect((await eve.put(`/asset-requests/${request.id}/decision`, { decision: 'refuse', note: 'Next year' })).body.state).to.equal(
      'refused',
    );
    expect((await ana.get(`/asset-requests/${own.id}`)).status).to.equal(404);
    expect((await ana.put(`/asset-requests/${request.id}/cancellation`)).status).to.equal(409);
  });

  it('takes what is offered, which says who must agree', async () => {
    expect((await ben.post('/requestable-items', { name: 'Headset' })).status).to.equal(403);
    const headset = (await carla.post('/requestable-items', { name: 'Headset', approval: 'none' })).body;
    const tablet = (await carla.post('/requestable-items', { name: 'Tablet', approval: 'lead', isOffered: false })).body;
    expect((await ana.get('/requestable-items')).body.items.map(({ name }: { name: string }) => name)).to.deep.equal(['Headset']);
    expect(await ask({ itemId: headset.id, what: undefined })).to.deep.include({ state: 'approved', what: 'Headset', approver: null });
    expect((await ana.post('/asset-requests', { itemId: tablet.id })).status).to.equal(422);
    expect((await carla.patch(`/requestable-items/${tablet.id}`, { isOffered: true }, { 'If-Match': '9' })).status).to.equal(412);
    await carla.patch(`/requestable-items/${tablet.id}`, { isOffered: true }, { 'If-Match': '1' });
    const request = await ask({ itemId: tablet.id });
    expect(await noticesTo(ctx, cast.carla, request.id)).to.deep.equal(['custody.requestFiled']);
    expect(await noticesTo(ctx, cast.eve, request.id)).to.deep.equal([]);
  });

  it('may be made for those whom one manages, and shows everybody their part', async () => {
    const forAna = await ask({ personId: cast.ana.id }, eve);
    expect(forAna).to.deep.include({ person: { id: cast.ana.id, name: 'Ana' }, askedBy: { id: cast.eve.id, name: 'Eve' }, approver: null });
    expect((await ana.post('/asset-requests', { what: 'x', personId: cast.eve.id })).status).to.equal(422);
    const seen = async (client: Client) => (await client.get('/asset-requests?limit=200')).body.items.length;
    expect(await seen(ben)).to.be.above(await seen(ana));
    expect(
      (await eve.get(`/asset-requests?approverId=${cast.eve.id}&state=waiting`)).body.items.every(
        ({ mayDecide }: { mayDecide: boolean }) => mayDecide,
      ),
    ).to.equal(true);
    expect((await ana.post('/asset-requests', { reason: 'no what' })).status).to.equal(422);
  });
});
