import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import type { LiveEvent } from '../platform/live.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { sweepDrafts } from './save-draft.ts';
import { file } from './testing-incidents.ts';

eachDatabase('drafts', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let id: string;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben] = (await Promise.all([cast.ana, cast.ben].map((actor) => api.as(actor)))) as [Client, Client];
  });
  after(() => api.close());
  beforeEach(async () => {
    id = (await file(ctx, cast.ana)).id;
  });

  const keep = (client: Client, body: string, version?: number, deviceId = 'laptop', visibility = 'public') =>
    client.put(`/incidents/${id}/drafts/${visibility}`, { body, deviceId }, version === undefined ? {} : { 'If-Match': `"${version}"` });
  const drafts = async (client: Client) =>
    (await client.get(`/incidents/${id}/drafts`)).body.items.map((item: { visibility: string; body: string; version: number }) => [
      item.visibility,
      item.body,
      item.version,
    ]);

  it('follow a person to another device, one for the answer and one for the note', async () => {
    expect((await keep(ben, 'Have you tried', 0)).body.version).to.equal(1);
    expect((await keep(ben, 'She is upset', 0, 'laptop', 'internal')).status).to.equal(200);
    expect(await drafts(ben)).to.deep.equal([
      ['internal', 'She is upset', 1],
      ['public', 'Have you tried', 1],
    ]);
    expect(await drafts(ana)).to.deep.equal([]);
  });

  it('are never overwritten unseen: the second device gets the words of the first', async () => {
    await keep(ben, 'From the laptop', 0);
    const answer = await keep(ben, 'From the phone', 0, 'phone');
    expect([answer.status, answer.body.draft.body, answer.body.draft.deviceId, answer.body.version]).to.deep.equal([
      412,
      'From the laptop',
      'laptop',
      1,
    ]);
    expect((await keep(ben, 'From the phone', 1, 'phone')).status).to.equal(200);
  });

  it('tell the other devices of the same person, and nobody else', async () => {
    const heard: LiveEvent[] = [];
    const stop = ctx.live.subscribe((event) => heard.push(event));
    await keep(ben, 'Hello', 0);
    stop();
    expect(heard.map(({ type, audience, data }) => [type, audience, data])).to.deep.equal([
      ['draft.changed', { personIds: [cast.ben.id] }, { visibility: 'public', version: 1, deviceId: 'laptop' }],
    ]);
  });

  it('end with the comment that they become, in the same transaction', async () => {
    await keep(ben, 'Restart it.', 0);
    const { status } = await ben.post(`/incidents/${id}/comments`, { body: 'Restart it.', draftVersion: 1 });
    expect([status, await drafts(ben)]).to.deep.equal([201, [['public', '', 2]]]);
    const refused = await ben.post(`/incidents/${id}/comments`, { body: 'x', draftVersion: 2, attachmentIds: ['nothing'] });
    expect(refused.status).to.equal(422);
  });

  it('stay when they went on elsewhere meanwhile, or when something else comments', async () => {
    await keep(ben, 'Restart it.', 0);
    await keep(ben, 'Restart it. Or rather', 1, 'phone');
    await ben.post(`/incidents/${id}/comments`, { body: 'Restart it.', draftVersion: 1 });
    await ben.post(`/incidents/${id}/comments`, { body: 'From a script' });
    expect(await drafts(ben)).to.deep.equal([['public', 'Restart it. Or rather', 2]]);
  });

  it('belong to those who may see the incident; notes to technicians', async () => {
    const eve = await api.as(cast.eve);
    expect((await keep(eve, 'Let me in')).status).to.equal(404);
    expect((await keep(ana, 'A note?', 0, 'phone', 'internal')).status).to.equal(403);
    expect((await keep(ana, 'It still jams', 0, 'phone')).status).to.equal(200);
  });

  it('are forgotten a week after they ended, and never before', async () => {
    await keep(ben, 'Kept', 0);
    await keep(ana, 'Sent', 0);
    await keep(ana, '', 1);
    ctx.clock.advance(8 * 24 * 60 * 60 * 1000);
    await sweepDrafts(ctx);
    expect([await drafts(ben), await drafts(ana)]).to.deep.equal([[['public', 'Kept', 1]], []]);
  });
});
