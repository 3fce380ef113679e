import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { absencesBetween, absentAmong } from './availability-queries.ts';

const at = (day: number, hour = 0): string => new Date(Date.UTC(2026, 10, day, hour)).toISOString();

eachDatabase('absences and skills', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let carla: Client;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla] = (await Promise.all([cast.ana, cast.ben, cast.carla].map((actor) => api.as(actor)))) as [Client, Client, Client];
  });
  after(() => api.close());
  beforeEach(() => ctx.clock.set(at(18, 10)));

  it('are noted by oneself, by a lead for others, and by nobody else', async () => {
    const mine = await ben.post('/absences', { startAt: at(20), endAt: at(22), reason: 'Holiday' });
    expect([mine.status, mine.body.person.name, mine.body.isNow]).to.deep.equal([201, 'Ben', false]);
    expect((await carla.post('/absences', { personId: cast.ben.id, startAt: at(23), endAt: at(24) })).status).to.equal(201);
    expect((await ben.post('/absences', { personId: cast.carla.id, startAt: at(23), endAt: at(24) })).status).to.equal(403);
    expect((await ana.get('/absences')).status).to.equal(403);
    const listed = (await ben.get('/absences?personId=me')).body.items.map(({ startAt }: { startAt: string }) => startAt);
    expect(listed).to.deep.equal([at(20), at(23)]);
  });

  it('neither overlap, nor lie in the past, nor run backwards', async () => {
    const fault = async (body: object) => {
      const answer = await ben.post('/absences', body);
      return [answer.status, answer.body.errors?.[0].pointer];
    };
    expect(await fault({ startAt: at(21, 12), endAt: at(25) })).to.deep.equal([422, '/startAt']);
    expect(await fault({ startAt: at(16), endAt: at(17) })).to.deep.equal([422, '/endAt']);
    expect(await fault({ startAt: at(28), endAt: at(27) })).to.deep.equal([422, '/endAt']);
    expect(await fault({ personId: 'nobody', startAt: at(27), endAt: at(28) })).to.deep.equal([403, undefined]);
  });

  it('hold from their first moment to their last', async () => {
    const ids = [cast.ben.id as string, cast.carla.id as string];
    const away = async (day: number, hour: number) => [...(await absentAmong(ctx.db.sql, ids, new Date(at(day, hour))))];
    expect(await away(19, 23)).to.deep.equal([]);
    expect(await away(20, 0)).to.deep.equal([cast.ben.id]);
    expect(await away(22, 0)).to.deep.equal([]);
    expect(await absencesBetween(ctx.db.sql, ids, new Date(at(21)), new Date(at(30)))).to.have.length(2);
  });

  it('are taken back, or end now when they have begun', async () => {
    const [first, second] = (await ben.get('/absences?personId=me')).body.items;
    ctx.clock.set(at(21));
    expect((await ben.delete(`/absences/${first.id}`)).status).to.equal(204);
    expect((await ben.delete(`/absences/${first.id}`)).status).to.equal(409);
    expect((await ben.delete(`/absences/${second.id}`)).status).to.equal(204);
    expect((await ben.delete(`/absences/${second.id}`)).status).to.equal(404);
    const kept = (await carla.get(`/absences?from=${at(18)}`)).body.items;
    expect(kept.map(({ endAt }: { endAt: string }) => endAt)).to.deep.equal([at(21)]);
  });

  it('skills are said by a lead, each once and small, and are counted', async () => {
    expect((await ben.put(`/people/${cast.ben.id}/skills`, { skills: ['vpn'] })).status).to.equal(403);
    expect((await carla.put('/people/nobody/skills', { skills: [] })).status).to.equal(404);
    const { body } = await carla.put(`/people/${cast.ben.id}/skills`, { skills: ['VPN', 'vpn', ' Réseau '] });
    expect(body.skills).to.deep.equal(['réseau', 'vpn']);
    await carla.put(`/people/${cast.carla.id}/skills`, { skills: ['vpn'] });
    expect((await ben.get(`/people/${cast.ben.id}/skills`)).body.skills).to.deep.equal(['réseau', 'vpn']);
    expect((await ben.get('/skills')).body.items).to.deep.equal([
      { skill: 'réseau', people: 1 },
      { skill: 'vpn', people: 2 },
    ]);
    const audit = await (await api.as(cast.dmitri)).get('/audit-events?limit=5');
    expect(JSON.stringify(audit.body)).to.include('person.skillsChanged');
  });
});
