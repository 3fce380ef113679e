import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { dueRows } from '../../db/outbox.ts';
import { eachDatabase } from '../../db/testing.ts';
import { listAuditEvents } from '../auth/audit.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { rearmFeeds, rereadCalendar } from './reread-calendar.ts';

const office = [['09:00', '17:00']];
const week = { mon: office, tue: office, wed: office, thu: office, fri: office };
const ical = (events: Record<string, string>): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${Object.entries(events)
    .map(([name, when]) => `BEGIN:VEVENT\r\nUID:${name}\r\nSUMMARY:${name}\r\n${when.split(' ').join('\r\n')}\r\nEND:VEVENT\r\n`)
    .join('')}END:VCALENDAR\r\n`;
const christmas = { Christmas: 'DTSTART;VALUE=DATE:20261225' };
const eve = { Eve: 'DTSTART:20261224T120000 DTEND:20261224T170000' };

eachDatabase('imports of holidays', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let carla: Client;
  let feed: Server;
  let url: string;
  let served: { status: number; body: string; location?: string };
  let calendarId: string;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    carla = await api.as(cast.carla);
    feed = createServer((_, res) => res.writeHead(served.status, served.location ? { Location: served.location } : {}).end(served.body));
    await new Promise<void>((done) => feed.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(feed.address() as AddressInfo).port}/holidays.ics`;
  });
  after(async () => {
    feed.close();
    await api.close();
  });
  beforeEach(async () => {
    ctx.clock.set('2026-11-20T15:45:00.000Z');
    ctx.settings.webhookAllow = ['127.0.0.1'];
    served = { status: 200, body: ical({ ...christmas, ...eve }) };
    const { body } = await carla.post('/service-calendars', {
      name: `Paris ${Math.random()}`,
      timeZone: 'Europe/Paris',
      week,
      exceptions: { '2026-12-24': office },
    });
    calendarId = body.id;
  });

  const imports = (body: object, query = '') => carla.post(`/service-calendars/${calendarId}/imports${query}`, body);
  const calendar = async () => (await carla.get(`/service-calendars/${calendarId}`)).body;
  const dates = async (): Promise<string[]> =>
    (await calendar()).imported.map(({ date, name }: { date: string; name: string }) => `${date} ${name}`);
  const read = async (): Promise<void> => {
    const row = (await dueRows(ctx.db.sql, ctx.clock(), 100, { only: ['calendar.read'] }))[0]!;
    await rereadCalendar(ctx, row.payload as { importId: string }, row.id);
  };

  it('shows first what it would do to each date, and does nothing', async () => {
    const { status, body } = await imports({ name: 'France', ics: ical({ ...christmas, ...eve }) }, '?dryRun=true');
    expect(status).to.equal(200);
    expect(body.days).to.deep.equal([
      { date: '2026-12-24', name: 'Eve', effect: 'close', window: ['12:00', '17:00'], hours: office, isTyped: true },
      { date: '2026-12-25', name: 'Christmas', effect: 'close', window: null, hours: [], isTyped: false },
    ]);
    expect(await calendar()).to.deep.include({ imported: [], version: 1 });
  });

  it('keeps apart from what people typed, and goes without a trace of it', async () => {
    const { status, body } = await imports({ name: 'France', ics: ical({ ...christmas, ...eve }) });
    expect(status).to.equal(201);
    expect(await dates()).to.deep.equal(['2026-12-24 Eve', '2026-12-25 Christmas']);
    expect(await calendar()).to.deep.include({ version: 2, exceptions: { '2026-12-24': office } });
    await carla.patch(`/service-calendars/${calendarId}`, { exceptions: {} });
    expect((await dates()).length).to.equal(2);
    expect((await carla.delete(`/service-calendars/${calendarId}/imports/${body.id}`)).status).to.equal(204);
    expect(await calendar()).to.deep.include({ imported: [], version: 4 });
  });

  it('lets promises count by it', async () => {
    await imports({ name: 'France', ics: ical(christmas) });
    const { imported, timeZone, exceptions } = await calendar();
    const preview = { calendar: { timeZone, week, exceptions, imported }, startAt: '2026-12-24T15:00:00Z', duration: 'PT2H' };
    expect((await carla.post('/service-calendars/preview', preview)).body.dueAt).to.equal('2026-12-28T09:00:00.000Z');
  });

  it('reads a feed again every day: what it no longer names goes, what is new comes, what people typed stays', async () => {
    await imports({ name: 'Feed', url });
    served.body = ical({ ...christmas, 'New Year': 'DTSTART;VALUE=DATE:20270101' });
    ctx.clock.set('2026-11-21T15:45:00.000Z');
    await read();
    expect(await dates()).to.deep.equal(['2026-12-25 Christmas', '2027-01-01 New Year']);
    expect((await calendar()).exceptions).to.deep.equal({ '2026-12-24': office });
    const [last] = (await listAuditEvents(ctx.db.sql, { limit: 1 })).items;
    expect(last).to.deep.include({ action: 'calendar.reread', actorName: 'Coulisse' });
    expect(last?.detail).to.deep.include({ added: ['2027-01-01 New Year'], removed: ['2026-12-24 Eve'] });
    const { version } = await calendar();
    ctx.clock.set('2026-11-22T15:45:00.000Z');
    await read();
    expect((await calendar()).version).to.equal(version);
  });

  it('keeps what it had when the feed fails, says why, and tries again in six hours', async () => {
    const { body } = await imports({ name: 'Feed', url });
    const failure = async () => (await carla.get(`/service-calendars/${calendarId}/imports`)).body.items[0];
    for (const [change, why] of [
      [{ status: 503 }, 'It answered 503'],
      [{ status: 200, body: '<html>' }, 'The text is not an iCal calendar'],
    ] as const) {
      Object.assign(served, change);
      expect((await carla.put(`/service-calendars/${calendarId}/imports/${body.id}/reading`)).status).to.equal(202);
      await read();
      expect((await failure()).failure).to.equal(why);
    }
    expect(await dates()).to.have.length(2);
    expect((await failure()).nextReadAt).to.equal('2026-11-20T21:45:00.000Z');
  });

  it('never reads what lies inside, not even by way of a redirect', async () => {
    served = { status: 302, body: '', location: 'http://localhost:1/secret' };
    expect((await imports({ name: 'Feed', url })).body.errors[0].message).to.match(/^localhost is a private address/);
    ctx.settings.webhookAllow = [];
    expect((await imports({ name: 'Feed', url })).body.errors[0]).to.deep.include({ pointer: '/url' });
    ctx.settings.webhookAllow = ['127.0.0.1'];
    served = { status: 302, body: '', location: url };
    expect((await imports({ name: 'Feed', url })).body.errors[0].message).to.equal('It redirects too often');
    served = { status: 200, body: 'x'.repeat(3_000_000) };
    expect((await imports({ name: 'Feed', url })).body.errors[0].message).to.equal('It is larger than 2048 kB');
  });

  it('arms a feed again whose reading was lost', async () => {
    await imports({ name: 'Feed', url });
    await ctx.db.writer('outbox').where('key', 'like', 'calendar.read:%').delete();
    ctx.clock.set('2026-11-22T00:00:00.000Z');
    await rearmFeeds(ctx);
    expect(await dueRows(ctx.db.sql, ctx.clock(), 100, { only: ['calendar.read'] })).not.to.have.length(0);
  });

  it('is refused with what is wrong, and to technicians', async () => {
    expect((await imports({ name: 'x', ics: 'nothing' })).body.errors[0]).to.deep.include({ pointer: '/ics' });
    expect((await imports({ name: 'x' })).status).to.equal(422);
    expect((await imports({ name: 'x', url: 'file:///etc/passwd' })).status).to.equal(422);
    const ben = await api.as(cast.ben);
    expect((await ben.post(`/service-calendars/${calendarId}/imports`, { name: 'x', ics: ical(christmas) })).status).to.equal(403);
    expect((await ben.get('/service-calendars/none/imports')).status).to.equal(404);
  });
});
