import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { drainOutbox, fastForward } from '../../jobs/drain.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { forgetOldDeliveries } from './forget-deliveries.ts';

interface Received {
  headers: NodeJS.Dict<string | string[]>;
  body: string;
}
type Behaviour = (req: IncomingMessage, res: ServerResponse, count: number) => void;

/** A real HTTP peer that notes what comes and answers as it is told. */
async function peer() {
  const received: Received[] = [];
  const state: { behave: Behaviour } = { behave: (_req, res) => void res.writeHead(204).end() };
  const server: Server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => (body += chunk));
    req.on('end', () => {
      received.push({ headers: req.headers, body });
      state.behave(req, res, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { received, state, server, url: (host = 'localhost') => `http://${host}:${(server.address() as AddressInfo).port}/hook` };
}

const answer =
  (status: number, body = '', headers = {}): Behaviour =>
  (_req, res) =>
    void res.writeHead(status, headers).end(body);

eachDatabase('webhooks', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let dmitri: Client;
  let hook: Awaited<ReturnType<typeof peer>>;

  before(async () => {
    ctx = testContext(db());
    ctx.settings.webhookAllow = ['localhost'];
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, dmitri] = (await Promise.all([cast.ana, cast.ben, cast.dmitri].map((actor) => api.as(actor)))) as [Client, Client, Client];
    hook = await peer();
  });
  after(async () => {
    await api.close();
    hook.server.closeAllConnections();
    hook.server.close();
  });
  afterEach(async () => {
    for (const { id } of (await dmitri.get('/webhooks')).body.items) await dmitri.delete(`/webhooks/${id}`);
    await drainOutbox(ctx);
    hook.received.length = 0;
    hook.state.behave = answer(204);
  });

  const add = async (fields = {}) => {
    const made = await dmitri.post('/webhooks', { name: 'Chat', url: hook.url(), ...fields });
    expect(made.status, JSON.stringify(made.body)).to.equal(201);
    return made.body as { id: string; secret: string; version: number };
  };
  const file = async (fields = {}): Promise<string> => (await ana.post('/incidents', { title: 'No mail', ...fields })).body.id;
  const bodies = () => hook.received.map(({ body }) => JSON.parse(body));
  const deliveries = async (id: string) => (await dmitri.get(`/webhooks/${id}/deliveries`)).body.items;

  it('cost nothing while there is none: no row is made', async () => {
    await file();
    const rows = await ctx.db.sql('outbox').where({ job: 'incident.event' });
    expect(rows).to.deep.equal([]);
  });

  it('tell each event once, signed as Standard Webhooks says', async () => {
    const { secret } = await add({ events: ['filed', 'commented'] });
    const id = await file();
    await ben.put(`/incidents/${id}/acknowledgement`);
    await ben.post(`/incidents/${id}/comments`, { body: 'We look at it.', visibility: 'public' });
    await ben.post(`/incidents/${id}/comments`, { body: 'The disk is full.', visibility: 'internal' });
    await drainOutbox(ctx);
    expect(bodies().map(({ type, version, data }) => [type, version, data.incident.id, data.comment?.body])).to.deep.equal([
      ['incident.filed', 1, id, undefined],
      ['incident.commented', 1, id, 'We look at it.'],
    ]);
    const { headers, body } = hook.received[0] as Received;
    const text = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    expect(headers['webhook-signature']).to.equal(`v1,${createHmac('sha256', key).update(text).digest('base64')}`);
    expect(Number(headers['webhook-timestamp']) * 1000).to.be.closeTo(ctx.clock().getTime(), 60_000);
  });

  it('tell of their groups and services alone, and of internal notes only when asked to', async () => {
    const other = (await (await api.as(cast.carla)).post('/support-groups', { name: `Network ${db().dialect.name}`, memberIds: [] })).body
      .id;
    await add({ supportGroupIds: [cast.serviceDesk], includeInternal: true, events: ['filed', 'commented'] });
    const id = await file();
    await (await api.as(cast.ben)).post('/incidents', { title: 'Elsewhere', supportGroupId: other });
    await ben.post(`/incidents/${id}/comments`, { body: 'Inside.', visibility: 'internal' });
    await drainOutbox(ctx);
    expect(bodies().map(({ type, data }) => [type, data.incident.title])).to.deep.equal([
      ['incident.filed', 'No mail'],
      ['incident.commented', 'No mail'],
    ]);
  });

  it('try again with longer pauses under the same id, and log each try', async () => {
    const { id } = await add({ events: ['filed'] });
    hook.state.behave = (req, res, count) =>
      count < 4 ? answer(503, 'Down for a moment')(req, res, count) : answer(200, 'ok')(req, res, count);
    await file();
    await fastForward(ctx, new Date(ctx.clock().getTime() + 3_600_000));
    expect(hook.received).to.have.length(4);
    expect(new Set(hook.received.map(({ headers }) => headers['webhook-id'])).size).to.equal(1);
    const [delivery] = await deliveries(id);
    expect(delivery).to.deep.include({ status: 'sent', attempts: 4, responseStatus: 200 });
    const { tries, body } = (await dmitri.get(`/webhooks/${id}/deliveries/${delivery.id}`)).body;
    expect(
      tries.map((one: { responseStatus: number; responseExcerpt: string }) => [one.responseStatus, one.responseExcerpt]),
    ).to.deep.equal([
      [200, 'ok'],
      [503, 'Down for a moment'],
      [503, 'Down for a moment'],
      [503, 'Down for a moment'],
    ]);
    expect(JSON.parse(body).id).to.equal(delivery.id);
  });

  it('keep the order of one incident while an earlier message is young', async () => {
    await add({ events: ['filed', 'acknowledged'] });
    hook.state.behave = (req, res, count) => (count === 1 ? answer(500)(req, res, count) : answer(200)(req, res, count));
    const id = await file();
    await ben.put(`/incidents/${id}/acknowledgement`);
    await drainOutbox(ctx);
    expect(bodies().map(({ type }) => type)).to.deep.equal(['incident.filed']);
    await fastForward(ctx, new Date(ctx.clock().getTime() + 30_000));
    expect(bodies().map(({ type }) => type)).to.deep.equal(['incident.filed', 'incident.filed', 'incident.acknowledged']);
  });

  it('let a later message pass one that the receiver cannot take', async () => {
    await add({ events: ['filed', 'acknowledged'] });
    hook.state.behave = (req, res, count) =>
      (JSON.parse(hook.received.at(-1)!.body).type === 'incident.filed' ? answer(422) : answer(200))(req, res, count);
    const id = await file();
    await ben.put(`/incidents/${id}/acknowledgement`);
    await fastForward(ctx, new Date(ctx.clock().getTime() + 16 * 60_000));
    expect(bodies().map(({ type }) => type)).to.include('incident.acknowledged');
  });

  it('rest while their receiver is down: a thousand messages do not find out one by one', async () => {
    const { id } = await add({ events: ['filed'] });
    hook.state.behave = answer(503);
    for (let i = 0; i < 30; i += 1) await file();
    await fastForward(ctx, new Date(ctx.clock().getTime() + 60_000));
    expect(hook.received.length).to.be.below(40);
    hook.state.behave = answer(200);
    hook.received.length = 0;
    await fastForward(ctx, new Date(ctx.clock().getTime() + 3 * 3_600_000));
    expect((await deliveries(id)).every(({ status }: { status: string }) => status === 'sent')).to.equal(true);
    expect(hook.received).to.have.length(30);
  });

  it('give a message up after a day and tell administrators once the receiver has failed for five', async () => {
    const { id } = await add({ events: ['filed'] });
    hook.state.behave = answer(500);
    await file();
    await fastForward(ctx, new Date(ctx.clock().getTime() + 25 * 3_600_000));
    expect((await deliveries(id))[0]).to.deep.include({ status: 'failed', lastError: 'It answered 500' });
    for (let day = 0; day < 5; day += 1) {
      await file();
      await fastForward(ctx, new Date(ctx.clock().getTime() + 25 * 3_600_000));
    }
    expect((await dmitri.get(`/webhooks/${id}`)).body).to.deep.include({ isEnabled: false, disabledReason: 'failing' });
    const told = (await dmitri.get('/notifications')).body.items.filter(({ kind }: { kind: string }) => kind === 'webhook.turnedOff');
    expect(told.map(({ data }: { data: { title: string } }) => data.title)).to.deep.equal(['Chat']);
  });

  it('turn off at once when the receiver says that it is gone', async () => {
    const { id } = await add({ events: ['filed'] });
    hook.state.behave = answer(410);
    await file();
    await drainOutbox(ctx);
    expect((await dmitri.get(`/webhooks/${id}`)).body).to.deep.include({ isEnabled: false, disabledReason: 'gone' });
    await file();
    expect(await drainOutbox(ctx).then((rows) => rows.filter(({ job }) => job === 'incident.event'))).to.deep.equal([]);
  });

  it('follow no redirect inside and call no private address', async () => {
    const { id } = await add({ events: ['filed'] });
    hook.state.behave = answer(302, '', { Location: hook.url('127.0.0.1') });
    await file();
    await drainOutbox(ctx);
    expect(hook.received).to.have.length(1);
    expect((await deliveries(id))[0]).to.deep.include({ status: 'pending', lastError: 'It answered 302' });
    await dmitri.patch(`/webhooks/${id}`, { url: hook.url('127.0.0.1') });
    await file();
    await drainOutbox(ctx);
    expect(hook.received).to.have.length(1);
    expect((await deliveries(id))[0].lastError).to.include('private address');
  });

  it('survive receivers that cut the line', async () => {
    const { id } = await add({ events: ['filed'] });
    hook.state.behave = (req, res, count) => (count === 1 ? void req.socket.destroy() : answer(200)(req, res, count));
    await file();
    await fastForward(ctx, new Date(ctx.clock().getTime() + 60_000));
    expect((await deliveries(id))[0]).to.deep.include({ status: 'sent', attempts: 2 });
  });

  it('replay one message and everything since an instant, under the same ids', async () => {
    const { id } = await add({ events: ['filed'] });
    await file();
    await drainOutbox(ctx);
    const since = ctx.clock().toISOString();
    ctx.clock.advance(1000);
    await file();
    await drainOutbox(ctx);
    const first = hook.received[0]!.headers['webhook-id'];
    expect((await dmitri.post(`/webhooks/${id}/deliveries/${first}/replay`)).body).to.deep.include({ id: first, replays: 1 });
    await drainOutbox(ctx);
    expect(hook.received[2]!.headers['webhook-id']).to.equal(first);
    expect((await dmitri.post(`/webhooks/${id}/replays`, { since })).status).to.equal(204);
    await drainOutbox(ctx);
    expect(new Set(hook.received.slice(3).map(({ headers }) => headers['webhook-id'])).size).to.equal(2);
  });

  it('sign with both secrets for a day after a change', async () => {
    const { id, secret } = await add({ events: ['filed'] });
    const rotated = (await dmitri.put(`/webhooks/${id}/secret`)).body;
    expect(rotated.secret).not.to.equal(secret);
    await dmitri.post(`/webhooks/${id}/ping`);
    await drainOutbox(ctx);
    ctx.clock.advance(25 * 3_600_000);
    await dmitri.post(`/webhooks/${id}/ping`);
    await drainOutbox(ctx);
    expect(hook.received.map(({ headers }) => String(headers['webhook-signature']).split(' ').length)).to.deep.equal([2, 1]);
    expect(bodies()[0]).to.deep.include({ type: 'ping' });
  });

  it('show no secret again, tell the slower of two editors, and are for administrators alone', async () => {
    const { id, version } = await add();
    expect(JSON.stringify((await dmitri.get('/webhooks')).body)).not.to.match(/secret"|whsec|sealed/i);
    expect((await dmitri.patch(`/webhooks/${id}`, { name: 'Chat room' }, { 'If-Match': `"${version}"` })).status).to.equal(200);
    expect((await dmitri.patch(`/webhooks/${id}`, { name: 'Chat' }, { 'If-Match': `"${version}"` })).status).to.equal(412);
    expect((await dmitri.post('/webhooks', { name: 'Chat room', url: hook.url() })).status).to.equal(422);
    expect((await dmitri.post('/webhooks', { name: 'x', url: 'http://me:secret@example.org/' })).status).to.equal(422);
    expect((await ben.get('/webhooks')).status).to.equal(403);
  });

  it('forget their log after a month', async () => {
    const { id } = await add({ events: ['filed'] });
    await file();
    await drainOutbox(ctx);
    ctx.clock.advance(31 * 86_400_000);
    await forgetOldDeliveries(ctx);
    expect(await deliveries(id)).to.deep.equal([]);
  });
});
