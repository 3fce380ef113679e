import { expect } from 'chai';
import { extractText, getDocumentProxy } from 'unpdf';
import { eachDatabase } from '../../db/testing.ts';
import { registerAsset } from '../assets/register-asset.ts';
import { file } from '../incidents/testing-incidents.ts';
import { changePerson } from '../people/change-person.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';

eachDatabase('who leaves', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let [ana, ben, carla] = [] as unknown as [Client, Client, Client];
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla] = [await api.as(cast.ana), await api.as(cast.ben), await api.as(cast.carla)];
  });
  after(() => api.close());

  const give = async (personId: string, name: string) => {
    const asset = await registerAsset(ctx, cast.ben, { kind: 'computer', name });
    await ben.put(`/assets/${asset.id}/check-out`, { personId });
    return asset;
  };
  const slip = async (client: 'ana' | 'eve' | 'ben', personId: string) => {
    const token = await api.tokenOf(cast[client]);
    const answer = await fetch(`${api.url}/api/v1/people/${personId}/return-slip.pdf`, { headers: { Authorization: `Bearer ${token}` } });
    if (answer.status !== 200) return answer.status;
    const pdf = await getDocumentProxy(new Uint8Array(await answer.arrayBuffer()));
    return (await extractText(pdf, { mergePages: true })).text;
  };

  it('shows everything that a person has, opened, waits for and is needed for', async () => {
    await changePerson(ctx, cast.eve.id as string, { managerId: cast.ana.id }, null);
    const laptop = await give(cast.ana.id as string, 'Laptop of Ana');
    const incident = await file(ctx, cast.ana);
    const screen = await registerAsset(ctx, cast.ben, { kind: 'peripheral', name: 'Screen' });
    await ben.post('/hand-overs', { personId: cast.ana.id, items: [{ assetId: screen.id }], method: 'link' });
    const camera = await registerAsset(ctx, cast.ben, { kind: 'other', name: 'Camera' });
    const time = (days: number) => new Date(ctx.clock().getTime() + days * 86_400_000);
    await ben.post('/reservations', { assetId: camera.id, personId: cast.ana.id, fromAt: time(1), untilAt: time(2) });
    await (await api.as(cast.eve)).post('/asset-requests', { what: 'A desk' });
    const { body } = await ben.get(`/people/${cast.ana.id}/leaving`);
    expect(body.holds.map(({ id }: { id: string }) => id)).to.have.members([laptop.id, screen.id]);
    expect([body.unsigned.length, body.reservations.length]).to.deep.equal([1, 1]);
    expect(body.requests.map(({ what }: { what: string }) => what)).to.deep.equal(['A desk']);
    expect(body.incidents).to.deep.include({
      id: incident.id,
      number: body.incidents[0].number,
      title: incident.title,
      status: 'new',
      part: 'requester',
    });
    expect(body.duties.filter(({ type }: { type: string }) => type !== 'apiToken')).to.deep.equal([
      { type: 'person', id: cast.eve.id, name: 'Eve' },
    ]);
    expect(body.duties.map(({ type }: { type: string }) => type)).to.include('apiToken');
    expect((await ana.get(`/people/${cast.ana.id}/leaving`)).status).to.equal(403);
    const desk = (await carla.get(`/people/${cast.ben.id}/leaving`)).body;
    expect(desk.duties).to.deep.include({ type: 'supportGroup', id: cast.serviceDesk, name: 'Service desk' });
    expect((await ben.get('/people/nobody/leaving')).status).to.equal(404);
  });

  it('is planned once, moved, and closed when everything is back', async () => {
    const body = { personId: cast.eve.id, lastDay: '2026-12-01' };
    const answers = await Promise.all([1, 2, 3].map(() => ben.post('/departures', body)));
    expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([201, 409, 409]);
    const { id } = answers.find(({ status }) => status === 201)!.body;
    const laptop = await give(cast.eve.id as string, 'Laptop of Eve');
    expect((await ben.patch(`/departures/${id}`, { lastDay: '2026-12-05' }, { 'If-Match': '"1"' })).body.lastDay).to.equal('2026-12-05');
    expect((await ben.patch(`/departures/${id}`, { lastDay: '2026-12-06' }, { 'If-Match': '"1"' })).status).to.equal(412);
    const early = await ben.put(`/departures/${id}/completion`);
    expect([early.status, early.body.reason, early.body.detail]).to.deep.equal([409, 'holdings', `Not everything is back: ${laptop.tag}`]);
    await ben.post('/hand-overs', { direction: 'in', personId: cast.eve.id, items: [{ assetId: laptop.tag }], method: 'link' });
    expect((await ben.put(`/departures/${id}/completion`)).body.state).to.equal('done');
    expect((await ben.put(`/departures/${id}/withdrawal`)).status).to.equal(409);
    const listed = (await ben.get('/departures?state=done')).body.items;
    expect(listed.map((departure: { id: string }) => departure.id)).to.deep.equal([id]);
  });

  it('names who has left and still has something', async () => {
    const laptop = await give(cast.eve.id as string, 'Forgotten');
    await changePerson(ctx, cast.eve.id as string, { isActive: false }, null);
    expect((await ben.get('/departures/gone-holders')).body.items).to.deep.equal([{ id: cast.eve.id, name: 'Eve', holds: 1 }]);
    await changePerson(ctx, cast.eve.id as string, { isActive: true }, null);
    expect((await ben.get('/departures/gone-holders')).body.items).to.deep.equal([]);
    await ben.put(`/assets/${laptop.id}/check-in`, {});
  });

  it('has a slip to take along, for the person and the desk', async () => {
    const text = await slip('ana', cast.ana.id as string);
    expect(text).to.include('Bon de retour').and.include('Laptop of Ana').and.include('Ana');
    expect(await slip('ben', cast.ana.id as string)).to.equal(text);
    expect(await slip('eve', cast.ana.id as string)).to.equal(404);
  });

  it('keeps the days of reminders in order, for leads to change', async () => {
    expect((await ben.patch('/custody-settings', { returnDays: [1] })).status).to.equal(403);
    const { body } = await carla.patch('/custody-settings', { returnDays: [7, -3, 7, 0] }, { 'If-Match': '"1"' });
    expect(body).to.deep.include({ returnDays: [-3, 0, 7], version: 2 });
    expect((await carla.patch('/custody-settings', { leaverDays: [400] })).status).to.equal(422);
    expect((await carla.patch('/custody-settings', { leaverDays: [1] }, { 'If-Match': '"1"' })).status).to.equal(412);
  });
});
