import { expect } from 'chai';
import { dueRows } from '../../db/outbox.ts';
import { eachDatabase } from '../../db/testing.ts';
import { closeIncident } from '../incidents/close-incident.ts';
import { handOutEvent } from '../incidents/event-feed.ts';
import { resolveIncident } from '../incidents/resolve-incident.ts';
import { file, noticesOf } from '../incidents/testing-incidents.ts';
import type { Actor } from '../platform/actor.ts';
import { signLink } from '../platform/signed-link.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { askForRating } from './ask-for-rating.ts';

const dayMs = 86_400_000;

eachDatabase('satisfaction', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let [ana, carla] = [] as unknown as [Client, Client];

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, carla] = [await api.as(cast.ana), await api.as(cast.carla)];
  });
  after(() => api.close());
  beforeEach(() => ctx.clock.advance(8 * dayMs));

  /** An incident of the person, solved and closed, with everybody asked who is to be asked. */
  const closed = async (actor: Actor = cast.ana, asksAfterMs = 0): Promise<string> => {
    const { id } = await file(ctx, actor);
    await resolveIncident(ctx, cast.ben, id, { code: 'fixed', note: 'Done' });
    await closeIncident(ctx, actor, id, null);
    ctx.clock.advance(asksAfterMs);
    for (const row of await dueRows(ctx.db.sql, ctx.clock(), 100, { only: ['incident.event'] }))
      await handOutEvent(ctx, row.payload as never, row.id, { satisfaction: askForRating });
    return id;
  };

  it('is asked for once an incident is closed, and answered by its requester', async () => {
    const id = await closed();
    expect(await noticesOf(ctx, cast.ana, id)).to.include('incident.rateIt');
    const { status, body } = await ana.put(`/incidents/${id}/satisfaction`, { rating: 5, comment: 'Quick' });
    expect([status, body.rating, body.isOpen]).to.deep.equal([200, 5, true]);
    expect((await carla.get(`/incidents/${id}/satisfaction`)).body.satisfaction).to.deep.include({ rating: 5, comment: 'Quick' });
    expect((await carla.put(`/incidents/${id}/satisfaction`, { rating: 1 })).status).to.equal(403);
  });

  it('asks no person twice within a week', async () => {
    const [first, second] = [await closed(), await closed()];
    expect((await ana.get(`/incidents/${first}/satisfaction`)).body.satisfaction).to.not.equal(null);
    expect((await ana.get(`/incidents/${second}/satisfaction`)).body.satisfaction).to.equal(null);
    expect((await ana.put(`/incidents/${second}/satisfaction`, { rating: 5 })).status).to.equal(404);
    const other = await closed(cast.eve);
    expect((await (await api.as(cast.eve)).get(`/incidents/${other}/satisfaction`)).body.satisfaction).to.not.equal(null);
  });

  it('can be changed for a week and not for longer', async () => {
    const id = await closed();
    await ana.put(`/incidents/${id}/satisfaction`, { rating: 4 });
    ctx.clock.advance(6 * dayMs);
    expect((await ana.put(`/incidents/${id}/satisfaction`, { rating: 3 })).status).to.equal(200);
    ctx.clock.advance(2 * dayMs);
    expect((await ana.put(`/incidents/${id}/satisfaction`, { rating: 5 })).status).to.equal(409);
  });

  it('is told to the leads of the group when it is low, once', async () => {
    const id = await closed();
    for (const rating of [1, 2]) await ana.put(`/incidents/${id}/satisfaction`, { rating, comment: 'Still slow' });
    expect((await noticesOf(ctx, cast.carla, id)).filter((kind) => kind === 'incident.ratedLow')).to.have.length(1);
    expect(await noticesOf(ctx, cast.ben, id)).to.not.include('incident.ratedLow');
    expect((await carla.get('/satisfaction?atMost=2')).body.items[0]).to.deep.include({ rating: 2, comment: 'Still slow' });
  });

  it('is taken by the link of the mail, for that incident and person alone, and not by looking', async () => {
    const id = await closed();
    const claim = {
      action: 'satisfaction.rate',
      subjectId: id,
      personId: cast.ana.id as string,
      expiresAt: new Date(ctx.clock().getTime() + dayMs),
    };
    const token = signLink(ctx.settings.secretKey, claim);
    const guest = (method: string, body?: object) =>
      fetch(`${api.url}/api/v1/ratings/${token}`, {
        method,
        headers: { 'Content-Type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
    expect(((await (await guest('GET')).json()) as { satisfaction: { rating: null } }).satisfaction.rating).to.equal(null);
    expect((await guest('POST', { rating: 4 })).status).to.equal(200);
    expect((await ana.get(`/incidents/${id}/satisfaction`)).body.satisfaction.rating).to.equal(4);
    for (const wrong of [{ personId: cast.eve.id as string }, { action: 'incident.decide' }, { subjectId: 'nothing' }]) {
      const forged = signLink(ctx.settings.secretKey, { ...claim, ...wrong });
      expect((await fetch(`${api.url}/api/v1/ratings/${forged}`)).status).to.equal(404);
    }
    ctx.clock.advance(2 * dayMs);
    expect((await guest('POST', { rating: 1 })).status).to.equal(404);
  });

  it('is not asked for when it is switched off', async () => {
    const { body } = await carla.patch('/satisfaction-settings', { isAsking: false }, { 'If-Match': '"1"' });
    expect(body).to.deep.include({ isAsking: false, version: 2 });
    expect((await carla.patch('/satisfaction-settings', { isAsking: true }, { 'If-Match': '"1"' })).status).to.equal(412);
    const id = await closed();
    expect((await ana.get(`/incidents/${id}/satisfaction`)).body.satisfaction).to.equal(null);
    await carla.patch('/satisfaction-settings', { isAsking: true });
  });

  it('is reported by group', async () => {
    const report = (await carla.get('/reports/satisfaction?by=department&from=2026-11-20T00:00:00Z&to=2027-11-01T00:00:00Z')).body;
    const [asked, rated, , content] = report.total;
    expect([asked, rated]).to.deep.equal([6, 4]);
    expect(content).to.equal(0.5);
  });

  it('is not asked for when the closing is old news', async () => {
    const id = await closed(cast.ana, 4 * dayMs);
    expect((await ana.get(`/incidents/${id}/satisfaction`)).body.satisfaction).to.equal(null);
  });

  it('refuses what is no rating', async () => {
    const id = await closed();
    for (const rating of [0, 6, 2.5, 'good']) expect((await ana.put(`/incidents/${id}/satisfaction`, { rating })).status).to.equal(422);
  });
});
