import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';

eachDatabase('an on-call schedule that is retired', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ben: Client;
  let carla: Client;

  before(async () => {
    ctx = testContext(db());
    ctx.clock.set('2026-11-23T09:00:00Z');
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ben, carla] = (await Promise.all([cast.ben, cast.carla].map((actor) => api.as(actor)))) as [Client, Client];
  });
  after(() => api.close());

  const make = async (name: string): Promise<string> => {
    const rotations = [{ type: 'weekly', startsOn: '2026-11-16', participantIds: [cast.ben.id] }];
    return (await carla.post('/on-call/schedules', { name, timeZone: 'UTC', rotations })).body.id;
  };
  const namesNow = async (id: string): Promise<string[]> =>
    (await ben.get(`/on-call/schedules/${id}`)).body.onCallNow.map(({ name }: { name: string }) => name);
  const listed = async (query = ''): Promise<string[]> =>
    (await ben.get(`/on-call/schedules${query}`)).body.items.map(({ name }: { name: string }) => name);

  it('has nobody on call from then on, and still says who was', async () => {
    const id = await make('Systems');
    expect(await namesNow(id)).to.deep.equal([cast.ben.name]);
    ctx.clock.set('2026-11-24T09:00:00Z');
    const retired = await carla.put(`/on-call/schedules/${id}/retirement`);
    expect([retired.status, retired.body.retiredAt]).to.deep.equal([200, '2026-11-24T09:00:00.000Z']);
    expect(await namesNow(id)).to.deep.equal([]);
    const { items: shifts } = (await ben.get(`/on-call/schedules/${id}/shifts?from=2026-11-23T10:00:00Z&to=2026-11-26T00:00:00Z`)).body;
    expect(shifts.map((shift: { person: { name: string }; endAt: string }) => [shift.person.name, shift.endAt])).to.deep.equal([
      [cast.ben.name, '2026-11-24T09:00:00.000Z'],
    ]);
    expect([await listed(), await listed('?withRetired=true')]).to.deep.equal([[], ['Systems']]);
  });

  it('takes no override and no edit, and no policy may find people by it', async () => {
    const id = await make('Old');
    await carla.put(`/on-call/schedules/${id}/retirement`);
    const override = { personId: cast.carla.id, startAt: '2026-11-25T00:00:00Z', endAt: '2026-11-26T00:00:00Z' };
    expect((await carla.post(`/on-call/schedules/${id}/overrides`, override)).status).to.equal(409);
    expect((await carla.patch(`/on-call/schedules/${id}`, { name: 'Older' })).status).to.equal(409);
    const steps = [{ after: 'PT0M', from: 'opened', actions: [{ type: 'page', targets: [{ scheduleId: id }] }] }];
    const refused = await carla.post('/escalation-policies', { name: 'By the old one', steps, repeat: 0 });
    expect([refused.status, refused.body.errors[0].pointer]).to.deep.equal([422, '/steps/0/actions/0/targets/0/scheduleId']);
  });

  it('is refused while a policy finds people by it, and says which', async () => {
    const id = await make('Used');
    const steps = [{ after: 'PT0M', from: 'opened', actions: [{ type: 'page', targets: [{ scheduleId: id }] }] }];
    const policy = (await carla.post('/escalation-policies', { name: 'Nights', steps, repeat: 0 })).body;
    const refused = await carla.put(`/on-call/schedules/${id}/retirement`);
    expect([refused.status, refused.body.policies]).to.deep.equal([409, [{ id: policy.id, name: 'Nights' }]]);
    expect(await namesNow(id)).to.deep.equal([cast.ben.name]);
  });

  it('is taken up again with the plan that it had last', async () => {
    const id = await make('Back');
    await carla.put(`/on-call/schedules/${id}/retirement`);
    ctx.clock.set('2026-11-25T09:00:00Z');
    const revived = await carla.delete(`/on-call/schedules/${id}/retirement`);
    expect([revived.status, revived.body.retiredAt, revived.body.rotations.length]).to.deep.equal([200, null, 1]);
    expect(await namesNow(id)).to.deep.equal([cast.ben.name]);
    expect((await ben.put(`/on-call/schedules/${id}/retirement`)).status).to.equal(403);
  });
});
