import { expect } from 'chai';
import ICAL from 'ical.js';
import { eachDatabase } from '../../db/testing.ts';
import { newId } from '../platform/ids.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { calendarText } from './on-call-calendar.ts';

const now = new Date('2026-11-20T15:45:00Z');
const shift = (rest: object = {}) => ({
  scheduleId: 's',
  schedule: 'Systems',
  personId: 'p',
  person: 'Ben',
  level: 1,
  startAt: new Date('2026-11-23T08:00:00Z'),
  endAt: new Date('2026-11-30T08:00:00Z'),
  ...rest,
});
const options = { name: 'Systems', language: 'en' as const, namesPeople: true, baseUrl: 'https://desk.example.org', now };
const eventsIn = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));

describe('a calendar of shifts', () => {
  it('is read back with the same times, words and address', () => {
    const name = 'Bén; "zwölf", \\ 日本語 with a name that goes on and on and on until no line can hold it at all 🙂';
    const [event] = eventsIn(calendarText([shift({ person: name })], options));
    expect(event!.summary).to.equal(`${name} · Systems`);
    expect([event!.startDate.toJSDate(), event!.endDate.toJSDate()]).to.deep.equal([shift().startAt, shift().endAt]);
    expect(event!.description).to.equal(`On call: ${name}\nhttps://desk.example.org/on-call/s`);
    expect(event!.component.getFirstPropertyValue('dtstamp')?.toString()).to.equal('2026-11-20T15:45:00Z');
  });

  it('has lines of at most 75 octets that end in CRLF, and cuts no character', () => {
    const text = calendarText([shift({ person: '日本語🙂'.repeat(30) })], options);
    expect(text.replaceAll('\r\n', '')).to.not.match(/[\r\n]/);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line), line).to.be.at.most(75);
    expect(text).to.not.include('\ufffd');
  });

  it('keeps the identifier of a shift whose end has moved, and has another for another person', () => {
    const uid = (rest: object) => eventsIn(calendarText([shift(rest)], options))[0]!.uid;
    expect(uid({ endAt: new Date('2026-11-29T08:00:00Z') })).to.equal(uid({}));
    expect(uid({ personId: 'q' })).to.not.equal(uid({}));
  });
});

eachDatabase('calendar addresses', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let dmitri: Client;
  let scheduleId: string;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, dmitri] = (await Promise.all([cast.ana, cast.ben, cast.dmitri].map((actor) => api.as(actor)))) as [Client, Client, Client];
    const rotations = [{ type: 'weekly', startsOn: '2026-11-16', participantIds: [cast.ben.id, cast.carla.id] }];
    scheduleId = (await dmitri.post('/on-call/schedules', { name: newId(), timeZone: 'Europe/Paris', rotations })).body.id;
  });
  after(() => api.close());

  const pathIn = (url: string) => `/${url.slice(ctx.settings.baseUrl.length)}`;
  const subscribe = async (client: Client, body: object = {}) => (await client.post('/on-call/feeds', body)).body;

  it('give a program without a session my own shifts alone, in valid iCalendar', async () => {
    const { url } = await subscribe(ben);
    const { status, body, headers } = await api.guest.get(pathIn(url));
    expect([status, headers.get('content-type')]).to.deep.equal([200, 'text/calendar; charset=utf-8']);
    const events = eventsIn(body);
    expect(events.length).to.be.greaterThan(5);
    expect(events[0]!.startDate.toJSDate().toISOString()).to.equal('2026-11-16T08:00:00.000Z');
    expect(new Set(events.map(({ uid }) => uid)).size).to.equal(events.length);
  });

  it('show everybody of a schedule to technicians, and end with the role of their owner', async () => {
    const { url } = await subscribe(ben, { scheduleId });
    expect(eventsIn((await api.guest.get(pathIn(url))).body).map(({ summary }) => summary.split(' ')[0])).to.include.members([
      'Ben',
      'Carla',
    ]);
    expect((await ana.post('/on-call/feeds', { scheduleId })).status).to.equal(403);
    await dmitri.patch(`/people/${cast.ben.id}`, { role: 'employee' });
    expect((await api.guest.get(pathIn(url))).status).to.equal(404);
    await dmitri.patch(`/people/${cast.ben.id}`, { role: 'technician' });
  });

  it('are made for oneself alone, found by nobody who guesses, and gone when they are ended', async () => {
    expect((await ana.post('/on-call/feeds', { personId: cast.ben.id })).status).to.equal(403);
    expect((await dmitri.post('/on-call/feeds', { personId: cast.ben.id })).status).to.equal(403);
    const { id, url } = await subscribe(ana);
    expect(eventsIn((await api.guest.get(pathIn(url))).body)).to.deep.equal([]);
    expect((await ben.delete(`/on-call/feeds/${id}`)).status).to.equal(404);
    expect((await ana.get('/on-call/feeds')).body.items[0].lastReadAt).to.equal(ctx.clock().toISOString());
    expect((await ana.delete(`/on-call/feeds/${id}`)).status).to.equal(204);
    expect((await api.guest.get(pathIn(url))).status).to.equal(404);
    expect((await api.guest.get('/on-call/feeds/guess.ics')).status).to.equal(404);
    expect(JSON.stringify(await db().sql('onCallFeeds'))).to.not.include(url.slice(-20, -4));
  });

  it('follow a swap, and stop for an owner who left', async () => {
    const { url } = await subscribe(ben);
    const before = eventsIn((await api.guest.get(pathIn(url))).body).length;
    const span = { startAt: '2026-12-09T08:00:00Z', endAt: '2026-12-09T18:00:00Z' };
    await dmitri.post(`/on-call/schedules/${scheduleId}/overrides`, { personId: cast.ben.id, replacesPersonId: cast.carla.id, ...span });
    expect(eventsIn((await api.guest.get(pathIn(url))).body)).to.have.length(before + 1);
    await dmitri.patch(`/people/${cast.ben.id}`, { isActive: false });
    expect((await api.guest.get(pathIn(url))).status).to.equal(404);
  });

  it('answer nobody who tries many names in a minute', async () => {
    const tries = await Promise.all(Array.from({ length: 70 }, () => api.guest.get(`/on-call/feeds/${'x'.repeat(43)}.ics`)));
    expect(tries.map(({ status }) => status)).to.include(429);
  });
});
