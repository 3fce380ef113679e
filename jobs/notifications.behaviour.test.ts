import { expect } from 'chai';
import { dueRows } from '../db/outbox.ts';
import { eachDatabase } from '../db/testing.ts';
import { transact } from '../db/transaction.ts';
import { deliver } from '../server/notifications/deliver.ts';
import { type Notice, notify } from '../server/notifications/notify.ts';
import { sendHeld } from '../server/notifications/send-held.ts';
import { answering, browser, checkVapid, httpPeer, mailPeer, oneLine, subjectOf } from '../server/notifications/testing-peers.ts';
import type { Context } from '../server/platform/context.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../server/testing.ts';
import { drainOutbox, fastForward } from './drain.ts';

const minute = 60_000;
const sweeps = [{ name: 'held', run: sendHeld }];
/** Ben is a technician in Paris; all times are UTC, an hour behind. Friday 20 November, 16:45 on his clock. */
eachDatabase('people are told', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ben: Client;
  let mail: Awaited<ReturnType<typeof mailPeer>>;
  let peer: Awaited<ReturnType<typeof httpPeer>>;
  let count = 0;

  before(async () => {
    ctx = testContext(db());
    ctx.settings.webhookAllow = ['localhost'];
    mail = await mailPeer();
    peer = await httpPeer();
    ctx.settings.smtpUrl = mail.url;
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    ben = await api.as(cast.ben);
  });
  after(async () => {
    await api.close();
    await mail.close();
    peer.close();
  });
  // Every story begins on a Friday of its own, with nothing set up and nothing waiting.
  beforeEach(async () => {
    await transact(ctx, async (tx) => {
      for (const table of ['outbox', 'deliveries', 'notifications', 'contactMethods', 'notificationPreferences', 'deliveryBuckets']) {
        await tx.db.sql(table).delete();
      }
    });
    ctx.clock.set('2026-11-20T15:45:00Z');
    mail.mails.length = 0;
    peer.received.length = 0;
    peer.state.behave = answering(201);
    Object.assign(mail.state, { refuse: 0, cut: false });
    ctx.settings.smtpUrl = mail.url;
  });

  const tell = (to: string, notice: Partial<Notice> = {}, tx: Context = ctx) => {
    count += 1;
    const data = { number: `INC-${count}`, title: 'No mail', priority: 'P1', actor: 'Carla', text: 'Look.' };
    const subject = { type: 'incident', id: `i${count}` };
    return notify(tx, { recipientIds: [to], kind: 'incident.assigned', subject, data, key: `k${count}`, ...notice });
  };
  const page = (to = cast.ben.id as string, notice: Partial<Notice> = {}, tx: Context = ctx) =>
    tell(to, { kind: 'incident.escalated', urgency: 'page', ...notice }, tx);
  const news = (to = cast.ben.id as string, notice: Partial<Notice> = {}, tx: Context = ctx) => tell(to, notice, tx);
  const forward = (minutes: number) => {
    const sweepEveryMs = (minutes > 120 ? 15 : 1) * minute;
    return fastForward(ctx, new Date(ctx.clock().getTime() + minutes * minute), { sweeps, sweepEveryMs });
  };
  const rules = async (changes: object) => expect((await ben.patch('/me/notification-rules', changes)).status).to.equal(200);
  const codeFor = async (): Promise<string> => /here:\s+(\d{6})/.exec(oneLine(mail.mails.at(-1) as string))?.[1] as string;
  const states = async () =>
    (await ctx.db.sql('deliveries').orderBy('id')).map((d: { channel: string; status: string }) => `${d.channel} ${d.status}`);

  const withWebhook = async (path = '/chat'): Promise<string> => {
    const { body } = await ben.post('/me/contact-methods', { channel: 'webhook', address: peer.url(path), label: 'Chat' });
    await drainOutbox(ctx);
    const code = /(\d{6})/.exec(JSON.parse(String(peer.received.at(-1)?.body)).text)?.[1];
    expect((await ben.put(`/me/contact-methods/${body.id}/verification`, { code })).status).to.equal(200);
    peer.received.length = 0;
    return body.id;
  };
  const withBrowser = async (path = '/push') => {
    const one = browser();
    const subscription = { channel: 'push', address: peer.url(path), label: 'Laptop', keys: one.keys };
    return { ...one, id: (await ben.post('/me/contact-methods', subscription)).body.id as string };
  };
  const inFive = (contactMethodId: string) => ({
    page: [
      { after: 'PT0S', via: 'mail' },
      { after: 'PT5M', via: { contactMethodId } },
    ],
  });

  it('Ben has set up nothing: he is told in his pages and by mail, as ever', async () => {
    await news();
    await forward(1);
    expect(mail.mails.map(subjectOf)).to.deep.equal([`[INC-${count}] No mail`]);
    expect((await ben.get('/notifications')).body).to.deep.include({ unread: 1 });
    expect((await ben.get('/me/notification-rules')).body).to.deep.include({ version: 0, quietHours: null, digest: null });
  });

  it('Friday 16:45, a page: mail now, and the chat in five minutes because nobody has read it', async () => {
    await rules(inFive(await withWebhook()));
    await page();
    await forward(4);
    expect([mail.mails.length, peer.received.length]).to.deep.equal([1, 0]);
    await forward(2);
    const told = JSON.parse(String(peer.received[0]?.body));
    expect(told).to.deep.include({ urgency: 'page', kind: 'incident.escalated', url: `http://localhost:3000/incidents/INC-${count}` });
  });

  it('Ben reads the page in his pages after two minutes: the chat stays quiet', async () => {
    await rules(inFive(await withWebhook()));
    await page();
    await forward(2);
    const [item] = (await ben.get('/notifications')).body.items;
    await ben.put(`/notifications/${item.id}/read`);
    await forward(10);
    expect(peer.received).to.have.length(0);
    expect(await states()).to.include('webhook cancelled');
  });

  it('Carla acknowledges the incident: no later page about it goes to anybody', async () => {
    await rules(inFive(await withWebhook()));
    const { id } = (await (await api.as(cast.ana)).post('/incidents', { title: 'No mail' })).body;
    await page(undefined, { subject: { type: 'incident', id } });
    await forward(2);
    expect((await (await api.as(cast.carla)).put(`/incidents/${id}/acknowledgement`)).status).to.equal(200);
    await forward(10);
    expect(peer.received).to.have.length(0);
    const [told] = (await ben.get(`/incidents/${id}/recipients`)).body.items;
    expect(told.deliveries.map(({ status }: { status: string }) => status)).to.deep.equal(['sent', 'cancelled']);
  });

  it('the mail server refuses the page: the chat is told at once, not in five minutes', async () => {
    await rules(inFive(await withWebhook()));
    mail.state.refuse = 451;
    await page();
    await forward(0);
    expect(peer.received).to.have.length(1);
    mail.state.refuse = 0;
    await forward(1);
    expect(mail.mails).to.have.length(1);
  });

  it('the chat cuts the line after it took a page: nobody knows, so the mail goes out at once and the chat again with the same key', async () => {
    const contactMethodId = await withWebhook();
    await rules({
      page: [
        { after: 'PT0S', via: { contactMethodId } },
        { after: 'PT30M', via: 'mail' },
      ],
    });
    peer.state.behave = (req, res, n) => (n === 1 ? void req.socket.destroy() : answering(200)(req, res, n));
    await page();
    await drainOutbox(ctx);
    expect(mail.mails).to.have.length(1);
    expect(await states()).to.include('webhook uncertain');
    await forward(1);
    expect(new Set(peer.received.map(({ headers }) => headers['idempotency-key'])).size).to.equal(1);
    expect([peer.received.length, (await states()).at(-2)]).to.deep.equal([2, 'webhook sent']);
  });

  it('no mail server and nothing else set up: the page says so, and the lead sees it at the incident', async () => {
    ctx.settings.smtpUrl = null;
    const { id } = (await (await api.as(cast.ana)).post('/incidents', { title: 'No mail' })).body;
    await page(undefined, { subject: { type: 'incident', id } });
    await forward(1);
    const { items } = (await (await api.as(cast.carla)).get(`/incidents/${id}/recipients`)).body;
    expect(items[0].person.name).to.equal('Ben');
    expect(items[0].deliveries[0]).to.deep.include({ channel: 'mail', status: 'suppressed', lastError: 'SMTP_URL is not set' });
  });

  it('the process dies between sending and noting: the mail goes out again under the same Message-ID', async () => {
    await news();
    const [row] = await dueRows(ctx.db.sql, ctx.clock(), 1);
    const dying = { ...ctx, db: { ...ctx.db, writer: ctx.db.writer } } as TestContext;
    const left = [ctx.db.writer];
    Object.defineProperty(dying.db, 'writer', { get: () => left.pop() ?? expect.fail('killed') });
    await deliver(dying, row?.payload as { deliveryId: string }, row?.id as string).catch(() => {});
    expect(await states()).to.deep.equal(['mail sending']);
    await forward(1);
    expect(new Set(mail.mails.map((one) => /^Message-ID: (.*)$/im.exec(oneLine(one))?.[1])).size).to.equal(1);
    expect([mail.mails.length, ...(await states())]).to.deep.equal([2, 'mail sent']);
  });

  it('a storm: 1,000 incidents in ten minutes are a few mails, pages first, and not one is left out', async () => {
    for (let batch = 0; batch < 10; batch += 1) {
      await transact(ctx, async (tx) => {
        for (let i = 0; i < 100; i += 1) await (i === 0 ? page : news)(undefined, {}, tx);
      });
      await forward(1);
    }
    await forward(60);
    expect(mail.mails.length).to.be.within(10, 40);
    const bundles = mail.mails.filter((one) => /messages/.test(subjectOf(one)));
    expect(bundles.length).to.be.above(2);
    expect((await states()).filter((state) => state !== 'mail sent')).to.deep.equal([]);
    expect(await ctx.db.sql('deliveries').whereNull('bundleId')).to.have.length(mail.mails.length);
  }).timeout(240_000);

  it('the storm of lesser news is on, and a page comes: it does not wait', async () => {
    for (let i = 0; i < 40; i += 1) await news();
    await drainOutbox(ctx);
    const before = mail.mails.length;
    await page();
    await drainOutbox(ctx);
    expect(mail.mails.slice(before).map(subjectOf)).to.deep.equal([`[INC-${count}] No mail`]);
  });

  it('many people wait for mail and there is room for one: whoever was told least recently comes first', async () => {
    const carla = cast.carla.id as string;
    for (let i = 0; i < 16; i += 1) for (const to of [cast.ben.id as string, carla]) await news(to);
    await drainOutbox(ctx);
    const taken = (id: string, at: string) =>
      transact(ctx, (tx) =>
        tx.db
          .sql('deliveryBuckets')
          .where('name', `notify:mail:${id}`)
          .update({ takenAt: new Date(at) }),
      );
    await taken(carla, '2026-11-20T15:00:00Z');
    mail.mails.length = 0;
    ctx.clock.advance(3 * minute);
    await sendHeld(ctx);
    await drainOutbox(ctx);
    expect(mail.mails.map((one) => /^To: (\w+)/m.exec(one)?.[1])).to.deep.equal(['Carla', 'Ben']);
  });

  it('two workers take from the same share at once: together no more than there is', async () => {
    for (let i = 0; i < 40; i += 1) await news();
    const rows = await dueRows(ctx.db.sql, ctx.clock(), 100);
    await Promise.all(rows.map(({ payload, id }) => deliver(ctx, payload as { deliveryId: string }, id)));
    expect(mail.mails).to.have.length(15);
    expect((await states()).filter((state) => state === 'mail held')).to.have.length(25);
  });

  it('quiet hours from 22:00 to 07:00: pages wake Ben, everything else comes in one mail at seven', async () => {
    await rules({ quietHours: { from: '22:00', to: '07:00' } });
    ctx.clock.set('2026-11-20T22:30:00Z');
    await news();
    await news();
    await page();
    await forward(7 * 60 + 29);
    expect(mail.mails.map(subjectOf)).to.deep.equal([`[INC-${count}] No mail`]);
    await forward(2);
    expect(subjectOf(mail.mails[1] as string)).to.match(/^2 messages: INC-/);
  });

  it('the night in which the clocks go back: quiet hours end at seven on the wall, once', async () => {
    await rules({ quietHours: { from: '22:00', to: '07:00' } });
    ctx.clock.set('2026-10-24T23:00:00Z');
    await news();
    await forward(6 * 60 + 59);
    expect(mail.mails).to.have.length(0);
    await forward(2);
    expect(mail.mails).to.have.length(1);
  });

  it('one digest a day at eight: five things, one mail; what Ben has read by then is left out', async () => {
    await rules({ digest: { every: 'day', at: '08:00' } });
    for (let i = 0; i < 5; i += 1) await news();
    const [newest] = (await ben.get('/notifications')).body.items;
    await ben.put(`/notifications/${newest.id}/read`);
    await forward(15 * 60 + 16);
    expect(mail.mails.map(subjectOf)).to.have.length(1);
    expect(subjectOf(mail.mails[0] as string)).to.match(/^4 messages/);
  });

  it('Ben mutes notes: they stay by the bell; a page of a muted kind still goes out', async () => {
    await rules({ mutedKinds: ['incident.noteAdded', 'incident.escalated'] });
    await news(undefined, { kind: 'incident.noteAdded' });
    await page();
    await forward(5);
    expect(mail.mails).to.have.length(1);
    expect((await ben.get('/notifications')).body.unread).to.equal(2);
  });

  it('Ben’s browser is told: encrypted for it alone, signed by this installation, urgent because it is a page', async () => {
    const laptop = await withBrowser();
    await page();
    await drainOutbox(ctx);
    const { publicKey } = (await ben.get('/push-key')).body;
    const { headers, body } = peer.received[0]!;
    expect(headers).to.include({ 'content-encoding': 'aes128gcm', urgency: 'high' });
    expect(checkVapid(headers.authorization as string, publicKey)).to.include({
      aud: new URL(peer.url()).origin,
      sub: 'mailto:coulisse@example.org',
    });
    expect(laptop.read(body)).to.deep.include({ title: `[INC-${count}] No mail`, path: `/incidents/INC-${count}`, isPage: true });
  });

  it('Ben threw the laptop away: its push service says 410, it is off the list, and the page goes on by mail', async () => {
    await withBrowser();
    await rules({ page: [{ after: 'PT0S', via: 'push' }] });
    peer.state.behave = answering(410);
    await page();
    await drainOutbox(ctx);
    expect((await ben.get('/me/contact-methods')).body.items).to.deep.equal([]);
    expect(mail.mails).to.have.length(1);
  });

  it('a second address: nothing goes there before its code was entered, and five wrong ones end the code', async () => {
    const { id } = (await ben.post('/me/contact-methods', { channel: 'mail', address: 'Ben@home.example', label: 'Home' })).body;
    await drainOutbox(ctx);
    const code = await codeFor();
    await rules({ page: [{ after: 'PT0S', via: { contactMethodId: id } }] });
    await page();
    await drainOutbox(ctx);
    expect(mail.mails.map((one) => /^To: .*<(.+)>/m.exec(one)?.[1])).to.deep.equal(['ben@home.example', 'ben@example.org']);
    for (let i = 0; i < 5; i += 1)
      await ben.put(`/me/contact-methods/${id}/verification`, { code: code === '111111' ? '222222' : '111111' });
    expect((await ben.put(`/me/contact-methods/${id}/verification`, { code })).status).to.equal(409);
    expect(await ctx.db.sql('notifications').where({ kind: 'contact.code' }).select('dataJson')).to.deep.equal([{ data: {} }]);
  });

  it('Ben tests his ways: each says what came of it', async () => {
    const { deliveryId } = (await ben.post('/me/contact-methods/mail/test')).body;
    await drainOutbox(ctx);
    expect((await ben.get(`/me/deliveries/${deliveryId}`)).body).to.deep.include({ status: 'sent', address: 'ben@example.org' });
    const webhook = await withWebhook();
    peer.state.behave = answering(403);
    const failed = (await ben.post(`/me/contact-methods/${webhook}/test`)).body.deliveryId;
    await drainOutbox(ctx);
    expect((await ben.get(`/me/deliveries/${failed}`)).body).to.deep.include({ status: 'failed', lastError: 'It answered 403' });
    expect((await ben.get('/notifications')).body.items).to.deep.equal([]);
  });

  it('Ana enters an address inside the house as webhook: she may not; Ben’s is never called', async () => {
    const ana = await api.as(cast.ana);
    const inside = { channel: 'webhook', address: peer.url('/x', '127.0.0.1'), label: 'Inside' };
    expect((await ana.post('/me/contact-methods', inside)).status).to.equal(403);
    const { id } = (await ben.post('/me/contact-methods', inside)).body;
    await drainOutbox(ctx);
    expect(peer.received).to.have.length(0);
    expect((await ben.get('/me/contact-methods')).body.items[0]).to.deep.include({ id, isVerified: false });
    expect((await ana.delete(`/me/contact-methods/${id}`)).status).to.equal(404);
  });

  it('Ben leaves in the minutes between: nothing goes to the chat that he had entered', async () => {
    await rules(inFive(await withWebhook()));
    await page();
    await forward(1);
    const dmitri = await api.as(cast.dmitri);
    const turn = async (isActive: boolean) => expect((await dmitri.patch(`/people/${cast.ben.id}`, { isActive })).status).to.equal(200);
    await turn(false);
    await forward(10);
    expect(peer.received).to.have.length(0);
    await turn(true);
  });
});
