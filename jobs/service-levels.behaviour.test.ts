import { expect } from 'chai';
import { eachDatabase } from '../db/testing.ts';
import { transact } from '../db/transaction.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../server/testing.ts';
import { fastForward } from './drain.ts';
import { sweeps } from './sweeps.ts';

const officeHours = [['09:00', '17:00']];
const week = { mon: officeHours, tue: officeHours, wed: officeHours, thu: officeHours, fri: officeHours };
const short = (text: string | null): string | null => text?.slice(5, 16) ?? null;

/** The whole program but for its HTTP clients and its queue; times in the story are UTC, one hour behind Paris in winter. */
eachDatabase('promises across time', (db) => {
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
    await carla.post('/service-calendars', { name: 'Paris', timeZone: 'Europe/Paris', week, exceptions: { '2026-12-25': [] } });
    const targets = {
      P1: { responseTarget: 'PT15M', resolutionTarget: 'PT4H' },
      P3: { responseTarget: 'PT4H', resolutionTarget: 'PT16H' },
    };
    await carla.post('/service-level-agreements', { name: 'Gold', targets });
    const rotation = { type: 'weekly', startsOn: '2026-11-02', handoverAt: '09:00', participantIds: [cast.dmitri.id, cast.carla.id] };
    const schedule = await carla.post('/on-call/schedules', { name: 'Nights', timeZone: 'Europe/Paris', rotations: [rotation] });
    const steps = [
      { after: 'PT10M', actions: [{ type: 'notify', targets: ['supportGroup'] }] },
      { after: 'PT0S', from: 'responseDue', actions: [{ type: 'page', scheduleId: schedule.body.id }] },
      { after: '-PT30M', from: 'resolutionDue', evenAcknowledged: true, actions: [{ type: 'notify', targets: ['lead'] }] },
    ];
    const policy = await carla.post('/escalation-policies', { name: 'Climb', steps });
    expect(policy.status).to.equal(201);
  });
  after(() => api.close());

  const file = async (at: string, urgent = true): Promise<string> => {
    ctx.clock.set(at);
    const level = urgent ? 'high' : 'medium';
    const { body } = await ana.post('/incidents', { title: 'No mail in the whole house', impact: level, urgency: level });
    expect(body.priority).to.equal(urgent ? 'P1' : 'P3');
    return body.id;
  };
  const forward = (to: string) => fastForward(ctx, to);
  const incident = async (id: string) => (await ben.get(`/incidents/${id}`)).body;
  const steps = async (id: string): Promise<unknown[]> =>
    (await ben.get(`/incidents/${id}/escalations`)).body.items.map(
      (item: { step: number; firedAt: string; lateMs: number; recipients: Array<{ name: string }> }) => [
        item.step,
        short(item.firedAt),
        item.lateMs,
        item.recipients.map(({ name }) => name).join(),
      ],
    );

  it('Friday 16:45, P1, nobody takes it: the group, the person on call, and on Monday the lead', async () => {
    const id = await file('2026-11-20T15:45:00Z');
    await forward('2026-11-23T12:00:00Z');
    expect(await steps(id)).to.deep.equal([
      [1, '11-20T15:55', 0, 'Ben,Carla'],
      [2, '11-20T16:00', 0, 'Dmitri'],
      [3, '11-23T11:15', 0, 'Carla'],
    ]);
    const { responseBreachedAt, resolutionBreachedAt } = await incident(id);
    expect([short(responseBreachedAt), short(resolutionBreachedAt)]).to.deep.equal(['11-20T16:00', '11-23T11:45']);
  });

  it('Friday 16:45, P1, Ben takes it at once: only the warning before the solution is due remains', async () => {
    const id = await file('2026-11-20T15:45:00Z');
    await ben.put(`/incidents/${id}/acknowledgement`);
    await forward('2026-11-23T11:30:00Z');
    expect(await steps(id)).to.deep.equal([[3, '11-23T11:15', 0, 'Carla']]);
    const warnings = (await carla.get('/notifications')).body.items.filter((item: { subject: { id: string } }) => item.subject.id === id);
    expect(warnings.map(({ kind, data }: { kind: string; data: { until: string } }) => [kind, short(data.until)])).to.deep.equal([
      ['incident.dueSoon', '11-23T11:45'],
    ]);
    await ben.put(`/incidents/${id}/resolution`, { code: 'fixed', note: 'The server is back.' });
    await forward('2026-11-24T11:30:00Z');
    expect((await incident(id)).resolutionBreachedAt).to.equal(null);
  });

  it('waits for Ana over the weekend: the hold costs nobody anything, and the warning moves with it', async () => {
    const id = await file('2026-11-20T15:45:00Z');
    await ben.put(`/incidents/${id}/acknowledgement`);
    await ben.put(`/incidents/${id}/pending`, { reason: 'Which mailbox?', until: '2026-11-23T09:00:00Z' });
    expect((await incident(id)).resolutionDueAt).to.equal(null);
    await forward('2026-11-23T09:30:00Z');
    const { status, resolutionDueAt } = await incident(id);
    expect([status, short(resolutionDueAt)]).to.deep.equal(['in_progress', '11-23T13:00']);
    await forward('2026-11-23T12:45:00Z');
    expect(await steps(id)).to.deep.equal([[3, '11-23T12:30', 0, 'Carla']]);
  });

  it('sleeps for a day: wakes up, fires each step once, in order, and says how late', async () => {
    const id = await file('2026-11-23T09:00:00Z');
    ctx.clock.set('2026-11-24T09:00:00Z');
    await forward('2026-11-24T09:01:00Z');
    const hours = (await steps(id)).map((item) => [(item as [number])[0], (item as [number, string, number])[2] / 3_600_000]);
    expect(hours.map(([step, late]) => [step, Math.round((late as number) * 100) / 100])).to.deep.equal([
      [1, 23.83],
      [2, 23.75],
      [3, 20.5],
    ]);
    const { responseBreachedAt, resolutionBreachedAt } = await incident(id);
    expect([short(responseBreachedAt), short(resolutionBreachedAt)]).to.deep.equal(['11-23T09:15', '11-23T13:00']);
  });

  it('grows from P3 to P1 and back: due as if it had always been so', async () => {
    const id = await file('2026-11-23T08:00:00Z', false);
    const before = (await incident(id)).resolutionDueAt;
    await forward('2026-11-23T10:00:00Z');
    await ben.patch(`/incidents/${id}`, { impact: 'high', urgency: 'high' });
    const raised = await incident(id);
    expect([short(raised.resolutionDueAt), short(raised.responseBreachedAt)]).to.deep.equal(['11-23T12:00', '11-23T10:00']);
    await ben.patch(`/incidents/${id}`, { impact: 'medium', urgency: 'medium' });
    const { resolutionDueAt, responseBreachedAt } = await incident(id);
    expect([resolutionDueAt, short(responseBreachedAt)]).to.deep.equal([before, '11-23T10:00']);
  });

  it('is solved on Christmas Eve and reopened after the holiday: the time before counts, the time between does not', async () => {
    const id = await file('2026-12-24T15:00:00Z');
    ctx.clock.set('2026-12-24T15:30:00Z');
    await ben.put(`/incidents/${id}/resolution`, { code: 'fixed', note: 'Works again.' });
    ctx.clock.set('2026-12-28T08:00:00Z');
    await ana.delete(`/incidents/${id}/resolution`);
    expect(short((await incident(id)).resolutionDueAt)).to.equal('12-28T11:30');
    const { items } = (await ben.get(`/incidents/${id}/service-levels`)).body;
    const { segments } = items.find(({ kind }: { kind: string }) => kind === 'resolution');
    expect(segments.map(({ state, served }: { state: string; served: string }) => [state, served])).to.deep.equal([
      ['running', 'PT30M'],
      ['stopped', 'PT0S'],
      ['running', 'PT0S'],
    ]);
  });

  it('learns of a forgotten holiday only where a lead wants it to', async () => {
    const id = await file('2026-11-20T15:45:00Z');
    const { items } = (await carla.get('/service-calendars')).body;
    await carla.patch(`/service-calendars/${items[0].id}`, { exceptions: { ...items[0].exceptions, '2026-11-23': [] } });
    expect(short((await incident(id)).resolutionDueAt)).to.equal('11-23T11:45');
    expect((await ben.put(`/incidents/${id}/service-levels`)).status).to.equal(403);
    expect((await carla.put(`/incidents/${id}/service-levels`)).status).to.equal(200);
    expect(short((await incident(id)).resolutionDueAt)).to.equal('11-24T11:45');
    await carla.patch(`/service-calendars/${items[0].id}`, { exceptions: items[0].exceptions });
    await ben.put(`/incidents/${id}/resolution`, { code: 'fixed', note: 'Works again.' });
    expect((await carla.put(`/incidents/${id}/service-levels`)).status).to.equal(409);
  });

  it('[7] follows a new law of time: due times of open incidents are reckoned anew', async () => {
    const id = await file('2026-11-23T08:00:00Z');
    const { resolutionDueAt } = await incident(id);
    await transact(ctx, async (tx) => {
      const old = { resolutionDueAt: new Date('2026-11-23T11:00:00Z') };
      await tx.db.sql('incidents').where({ id }).update(old);
      await tx.db.sql('serviceLevelClocks').where({ incidentId: id }).update({ timeZoneData: '1999a' });
    });
    await sweeps.find(({ name }) => name.includes('time-zone'))?.run(ctx);
    expect((await incident(id)).resolutionDueAt).to.equal(resolutionDueAt);
  });
});
