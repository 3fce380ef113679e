import { expect } from 'chai';
import { eachDatabase } from '../db/testing.ts';
import { expireSwaps } from '../server/escalation/answer-swap.ts';
import { keepOnCall } from '../server/escalation/keep-on-call.ts';
import { warnOfGaps } from '../server/escalation/warn-of-gaps.ts';
import { newId } from '../server/platform/ids.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../server/testing.ts';
import { fastForward } from './drain.ts';
import { sweeps } from './sweeps.ts';

interface Told {
  kind: string;
  data: Record<string, unknown>;
}

/** The sweeps that keep people on call; the others have stories of their own. */
const duty = sweeps.filter(({ run }) => [keepOnCall, expireSwaps, warnOfGaps].includes(run as typeof keepOnCall));

/** The whole program but for its queue; times are UTC, one hour behind Paris in winter. It begins on Friday 2026-11-20, 15:45. */
eachDatabase('on call across time', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let carla: Client;
  let dmitri: Client;
  let path: string;
  let scheduleId: string;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    const clients = await Promise.all([cast.ana, cast.ben, cast.carla, cast.dmitri].map((actor) => api.as(actor)));
    [ana, ben, carla, dmitri] = clients as [Client, Client, Client, Client];
  });
  after(() => api.close());

  const rotation = (rest: object = {}) => ({
    type: 'weekly',
    startsOn: '2026-11-16',
    participantIds: [cast.ben.id, cast.carla.id],
    ...rest,
  });

  /** Ben has this week, Carla the next, handing over on Monday at nine in Paris. */
  beforeEach(async () => {
    // What earlier stories left behind stays silent.
    for (const { id } of (await carla.get('/on-call/schedules')).body.items) {
      await carla.patch(`/on-call/schedules/${id}`, { isWatched: false, rotations: [rotation({ participantIds: [cast.eve.id] })] });
    }
    await ctx.db.writer('onCallSwaps').where({ state: 'open' }).update({ state: 'withdrawn' });
    await ctx.db.writer('onCallSchedules').update({ nextTellAt: new Date('2030-01-01') });
    ctx.clock.set(new Date('2026-11-20T15:45:00Z'));
    await make();
    await forget();
  });

  async function make(rest: object = {}): Promise<void> {
    const made = await carla.post('/on-call/schedules', { name: newId(), timeZone: 'Europe/Paris', rotations: [rotation()], ...rest });
    expect(made.status, JSON.stringify(made.body)).to.equal(201);
    scheduleId = made.body.id;
    path = `/on-call/schedules/${scheduleId}`;
  }
  const forget = async () => {
    for (const client of [ben, carla, dmitri]) await client.put('/notifications/read');
  };
  const until = (instant: string) => fastForward(ctx, `${instant}Z`, { sweeps: duty, sweepEveryMs: 3_600_000 });
  const told = async (client: Client): Promise<Told[]> => (await client.get('/notifications?unread=true&limit=100')).body.items;
  const kinds = async (client: Client) => (await told(client)).map(({ kind }) => kind).sort();
  const at = async (instant: string) =>
    (await ben.get(`${path}/on-call?at=${instant}Z`)).body.people.map(({ name }: { name: string }) => name).join('+');
  const callBy = () =>
    carla.post('/escalation-policies', { name: newId(), steps: [{ after: 'PT5M', actions: [{ type: 'page', scheduleId }] }] });
  const saturday = { startAt: '2026-11-21T08:00:00Z', endAt: '2026-11-22T08:00:00Z' };
  const ask = (client: Client, rest: object = {}) => client.post('/on-call/swaps', { scheduleId, ...saturday, ...rest });

  it('Monday 08:00 Paris: Carla is reminded an hour before, and both hear of the handover at nine', async () => {
    await until('2026-11-23T07:00:00');
    expect(await kinds(carla)).to.deep.equal(['onCall.starts']);
    expect((await told(carla))[0]!.data).to.deep.include({ from: '2026-11-23T08:00:00.000Z', actor: 'Ben' });
    await until('2026-11-23T08:00:00');
    expect(await kinds(carla)).to.deep.equal(['onCall.began', 'onCall.starts']);
    expect((await told(ben)).map(({ kind, data }) => [kind, data['actor']])).to.deep.equal([['onCall.ended', 'Carla']]);
  });

  it('Carla wishes to hear a day and two hours before, and of no handover', async () => {
    await carla.put('/on-call/preferences', { reminders: ['PT2H', 'P1D', 'PT24H'], isToldOfHandovers: false });
    expect((await carla.get('/on-call/preferences')).body.reminders).to.deep.equal(['PT24H', 'PT2H']);
    await until('2026-11-22T08:00:00');
    expect(await kinds(carla)).to.deep.equal(['onCall.starts']);
    await until('2026-11-23T12:00:00');
    expect(await kinds(carla)).to.deep.equal(['onCall.starts', 'onCall.starts']);
    await carla.put('/on-call/preferences', { reminders: ['PT1H'], isToldOfHandovers: true });
  });

  it('the server sleeps over the handover: on Monday at noon Carla hears once that she is on call, and of no reminder', async () => {
    await until('2026-11-21T00:00:00');
    ctx.clock.set(new Date('2026-11-23T11:00:00Z'));
    await until('2026-11-23T12:00:00');
    expect(await kinds(carla)).to.deep.equal(['onCall.began']);
    await until('2026-11-23T14:00:00');
    expect(await kinds(carla)).to.deep.equal(['onCall.began']);
  });

  it('a plan that is edited on Tuesday changes Wednesday, and not who was on call on Monday', async () => {
    await until('2026-11-24T12:00:00');
    await carla.patch(path, { rotations: [rotation({ participantIds: [cast.dmitri.id] })] });
    expect([await at('2026-11-20T16:00:00'), await at('2026-11-23T12:00:00'), await at('2026-11-25T12:00:00')]).to.deep.equal([
      'Ben',
      'Carla',
      'Dmitri',
    ]);
    const { items } = (await ben.get(`${path}/shifts?from=2026-11-23T00:00:00Z&to=2026-11-26T00:00:00Z`)).body;
    expect(items.map(({ person, startAt }: { person: { name: string }; startAt: string }) => [person.name, startAt])).to.deep.equal([
      ['Ben', '2026-11-23T00:00:00.000Z'],
      ['Carla', '2026-11-23T08:00:00.000Z'],
      ['Dmitri', '2026-11-24T12:00:00.000Z'],
    ]);
    expect((await ben.get(`${path}/versions`)).body.items.map((each: { version: number }) => each.version)).to.deep.equal([2, 1]);
  });

  it('an override that ends today is taken back: the hours in which it held stay what they were', async () => {
    const { body } = await carla.post(`${path}/overrides`, {
      personId: cast.dmitri.id,
      startAt: '2026-11-20T15:45:00Z',
      endAt: '2026-11-21T15:45:00Z',
    });
    await until('2026-11-20T20:00:00');
    await carla.delete(`${path}/overrides/${body.id}`);
    expect([await at('2026-11-20T18:00:00'), await at('2026-11-20T21:00:00')]).to.deep.equal(['Dmitri', 'Ben']);
    const late = { personId: cast.dmitri.id, startAt: '2026-11-20T10:00:00Z', endAt: '2026-11-20T12:00:00Z' };
    expect((await carla.post(`${path}/overrides`, late)).status).to.equal(422);
  });

  it('Friday 16:45: Ben asks Carla for Saturday; she accepts, the shift is hers and both are told', async () => {
    const { status, body } = await ask(ben, { personId: cast.carla.id, message: 'A wedding' });
    expect([status, body.state]).to.deep.equal([201, 'open']);
    expect((await told(carla))[0]!.data).to.deep.include({ actor: 'Ben', text: 'A wedding' });
    expect((await carla.put(`/on-call/swaps/${body.id}/answer`, { answer: 'accepted' })).body.taker.name).to.equal('Carla');
    expect([await at('2026-11-21T07:59:00'), await at('2026-11-21T08:00:00'), await at('2026-11-22T08:00:00')]).to.deep.equal([
      'Ben',
      'Carla',
      'Ben',
    ]);
    expect([await kinds(ben), await kinds(carla)]).to.deep.equal([['onCall.swapAccepted'], ['onCall.swapAsked', 'onCall.swapTaken']]);
    const { items } = (await dmitri.get('/audit-events?limit=10')).body;
    expect(items.map(({ action }: { action: string }) => action)).to.include.members([
      'onCallSwap.asked',
      'onCallSwap.accepted',
      'onCallOverride.added',
    ]);
  });

  it('Ben asks everybody, Carla and Dmitri accept at the same moment: one has it, the other is told so', async () => {
    await make({ rotations: [rotation({ participantIds: [cast.ben.id, cast.carla.id, cast.dmitri.id] })] });
    const { body } = await ask(ben);
    expect(body.recipients.map(({ person }: { person: { name: string } }) => person.name).sort()).to.deep.equal(['Carla', 'Dmitri']);
    const answers = await Promise.all([carla, dmitri].map((each) => each.put(`/on-call/swaps/${body.id}/answer`, { answer: 'accepted' })));
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
    const { items } = (await ben.get(`${path}/overrides?from=2026-11-20T00:00:00Z&to=2026-11-30T00:00:00Z`)).body;
    expect(items.map(({ swapId }: { swapId: string }) => swapId)).to.deep.equal([body.id]);
  });

  it('Carla declines: Ben hears that the shift stays his, and may ask Dmitri instead', async () => {
    const { body } = await ask(ben, { personId: cast.carla.id });
    expect((await ask(ben, { personId: cast.dmitri.id })).status).to.equal(409);
    expect((await carla.put(`/on-call/swaps/${body.id}/answer`, { answer: 'declined' })).body.state).to.equal('declined');
    expect(await kinds(ben)).to.deep.equal(['onCall.swapDeclined']);
    expect(await at('2026-11-21T12:00:00')).to.equal('Ben');
    expect((await ask(ben, { personId: cast.dmitri.id })).status).to.equal(201);
  });

  it('one of two who are asked declines: the request stays open until the other has answered', async () => {
    await make({ rotations: [rotation({ participantIds: [cast.ben.id, cast.carla.id, cast.dmitri.id] })] });
    const { body } = await ask(ben);
    expect((await carla.put(`/on-call/swaps/${body.id}/answer`, { answer: 'declined' })).body.state).to.equal('open');
    expect(await kinds(ben)).to.deep.equal([]);
    expect((await dmitri.put(`/on-call/swaps/${body.id}/answer`, { answer: 'declined' })).body.state).to.equal('declined');
    expect(await kinds(ben)).to.deep.equal(['onCall.swapDeclined']);
  });

  it('Ben takes his request back: Carla hears of it and can accept no more', async () => {
    const { body } = await ask(ben, { personId: cast.carla.id });
    expect((await carla.delete(`/on-call/swaps/${body.id}`)).status).to.equal(204);
    const again = (await ask(ben, { personId: cast.carla.id })).body;
    expect((await ben.delete(`/on-call/swaps/${again.id}`)).status).to.equal(204);
    expect(await kinds(carla)).to.include('onCall.swapWithdrawn');
    expect((await carla.put(`/on-call/swaps/${again.id}/answer`, { answer: 'accepted' })).status).to.equal(409);
    expect(await at('2026-11-21T12:00:00')).to.equal('Ben');
  });

  it('Saturday 09:00 comes without an answer: the request is over, and Ben hears that the shift stays his', async () => {
    const { body } = await ask(ben, { personId: cast.carla.id });
    await until('2026-11-21T08:00:00');
    expect(await kinds(ben)).to.deep.equal(['onCall.swapExpired']);
    expect((await carla.put(`/on-call/swaps/${body.id}/answer`, { answer: 'accepted' })).status).to.equal(409);
    expect((await ben.get(`/on-call/swaps/${body.id}`)).body.state).to.equal('expired');
  });

  it('Ben gives his Saturday for one of Carla’s days: both shifts change hands at once', async () => {
    const tuesday = { startAt: '2026-11-24T08:00:00Z', endAt: '2026-11-25T08:00:00Z' };
    const { body } = await ask(ben, { personId: cast.carla.id, return: tuesday });
    await carla.put(`/on-call/swaps/${body.id}/answer`, { answer: 'accepted' });
    expect([await at('2026-11-21T12:00:00'), await at('2026-11-24T12:00:00'), await at('2026-11-25T12:00:00')]).to.deep.equal([
      'Carla',
      'Ben',
      'Carla',
    ]);
  });

  it('the plan changes while Carla thinks: her yes would give away what is not Ben’s any more, and is refused', async () => {
    const { body } = await ask(ben, { personId: cast.carla.id });
    await carla.patch(path, { rotations: [rotation({ participantIds: [cast.dmitri.id] })] });
    expect((await carla.put(`/on-call/swaps/${body.id}/answer`, { answer: 'accepted' })).status).to.equal(409);
    expect(await at('2026-11-21T12:00:00')).to.equal('Dmitri');
  });

  it('nobody gives away what is not theirs, asks an employee, or answers what others are asked', async () => {
    expect((await ask(dmitri, { personId: cast.carla.id })).body.errors[0].pointer).to.equal('/startAt');
    expect((await ask(ben, { personId: cast.ana.id })).body.errors[0].pointer).to.equal('/personId');
    expect((await ask(ben, { personId: cast.ben.id })).body.errors[0].pointer).to.equal('/personId');
    const { body } = await ask(ben, { personId: cast.dmitri.id });
    expect((await carla.put(`/on-call/swaps/${body.id}/answer`, { answer: 'accepted' })).status).to.equal(403);
    expect((await ana.get(`/on-call/swaps/${body.id}`)).status).to.equal(403);
    expect((await ben.put(`/on-call/swaps/${body.id}/answer`, { answer: 'accepted' })).status).to.equal(403);
  });

  it('a gap on Sunday week is told to Carla once, when it comes within a week, and closed when Dmitri covers it', async () => {
    await callBy();
    await carla.post(`${path}/overrides`, {
      replacesPersonId: cast.carla.id,
      startAt: '2026-11-29T10:00:00Z',
      endAt: '2026-11-29T18:00:00Z',
    });
    await until('2026-11-22T09:00:00');
    expect(await kinds(carla)).to.not.include('onCall.gapFound');
    await until('2026-11-25T00:00:00');
    expect((await kinds(carla)).filter((kind) => kind === 'onCall.gapFound')).to.have.length(1);
    const gaps = async () => (await ben.get(`${path}/gaps?from=2026-11-25T00:00:00Z&to=2026-12-02T00:00:00Z`)).body.items;
    expect((await gaps())[0]).to.deep.include({ startAt: '2026-11-29T10:00:00.000Z', endAt: '2026-11-29T18:00:00.000Z' });
    await carla.post(`${path}/overrides`, {
      kind: 'add',
      personId: cast.dmitri.id,
      startAt: '2026-11-29T10:00:00Z',
      endAt: '2026-11-29T18:00:00Z',
    });
    await until('2026-11-25T01:00:00');
    expect(await gaps()).to.deep.equal([]);
    const [row] = await ctx.db.sql('onCallGaps').where({ scheduleId });
    expect(row.outcome).to.equal('covered');
  });

  it('by day nobody needs to be on call: nights alone have gaps, and a schedule that no policy uses warns nobody', async () => {
    const nights = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['18:00', '08:00']]]));
    await make({ rotations: [rotation({ week: nights })], coverWeek: nights });
    await callBy();
    const unused = (
      await carla.post('/on-call/schedules', { name: newId(), timeZone: 'UTC', rotations: [rotation({ endsOn: '2026-11-22' })] })
    ).body.id;
    await until('2026-11-22T00:00:00');
    expect(await kinds(carla)).to.not.include('onCall.gapFound');
    expect((await ben.get(`${path}/gaps?from=2026-11-20T15:45:00Z&to=2026-11-27T00:00:00Z`)).body.items).to.deep.equal([]);
    expect(
      (await ben.get(`/on-call/schedules/${unused}/gaps?from=2026-11-22T00:00:00Z&to=2026-11-27T00:00:00Z`)).body.items,
    ).to.have.length(1);
  });

  it('Ben leaves the company on Saturday: he was on call until then, and after him there is a gap', async () => {
    await callBy();
    await until('2026-11-21T12:00:00');
    await dmitri.patch(`/people/${cast.ben.id}`, { isActive: false });
    await until('2026-11-21T13:00:00');
    await dmitri.patch(`/people/${cast.ben.id}`, { isActive: true });
    const { items, gaps } = (await carla.get(`${path}/shifts?from=2026-11-21T11:00:00Z&to=2026-11-21T14:00:00Z`)).body;
    expect(items.map(({ startAt }: { startAt: string }) => startAt.slice(11, 16))).to.deep.equal(['11:00', '13:00']);
    expect(gaps).to.have.length(1);
    expect(await kinds(carla)).to.include('onCall.gapFound');
    ben = await api.as(cast.ben);
  });

  it('Carla puts Dmitri on call for the weekend: he hears of it, and Ben, whom he relieves, does too', async () => {
    await carla.post(`${path}/overrides`, { personId: cast.dmitri.id, ...saturday, reason: 'Ben is ill' });
    expect([await kinds(dmitri), await kinds(ben)]).to.deep.equal([['onCall.overridden'], ['onCall.overridden']]);
    expect((await told(ben))[0]!.data).to.deep.include({ actor: 'Carla', text: 'Ben is ill', from: '2026-11-21T08:00:00.000Z' });
  });

  it('Ben is away on Saturday and on call: the calendar says so, and he stays on call until somebody solves it', async () => {
    await ben.post('/absences', { personId: cast.ben.id, startAt: '2026-11-21T10:00:00Z', endAt: '2026-11-21T14:00:00Z', reason: null });
    const { conflicts } = (await carla.get(`${path}/shifts?from=2026-11-21T00:00:00Z&to=2026-11-22T00:00:00Z`)).body;
    expect(
      conflicts.map(({ person, startAt, endAt }: Record<string, unknown>) => [(person as { name: string }).name, startAt, endAt]),
    ).to.deep.equal([['Ben', '2026-11-21T10:00:00.000Z', '2026-11-21T14:00:00.000Z']]);
    expect(await at('2026-11-21T12:00:00')).to.equal('Ben');
  });

  it('over Christmas a temporary schedule stands before overrides and rotation, and each in it is told', async () => {
    const holiday = { startAt: '2026-12-24T11:00:00Z', endAt: '2026-12-27T11:00:00Z' };
    const shifts = [{ personId: cast.dmitri.id, startAt: '2026-12-24T11:00:00Z', endAt: '2026-12-25T11:00:00Z' }];
    await carla.post(`${path}/overrides`, { personId: cast.ben.id, ...holiday });
    expect((await carla.post(`${path}/temporary-schedules`, { ...holiday, shifts, reason: 'Christmas' })).status).to.equal(201);
    expect((await carla.post(`${path}/temporary-schedules`, { ...holiday, shifts })).status).to.equal(409);
    expect([await at('2026-12-24T12:00:00'), await at('2026-12-26T12:00:00'), await at('2026-12-27T12:00:00')]).to.deep.equal([
      'Dmitri',
      '',
      'Carla',
    ]);
    expect(await kinds(dmitri)).to.deep.equal(['onCall.planned']);
  });

  it('an incident at night pages whom a swap put on call, not whom the rotation names', async () => {
    const policyId = (await callBy()).body.id;
    const service = (await carla.post('/services', { name: newId(), escalationPolicyId: policyId })).body.id;
    const swap = (await ask(ben, { personId: cast.dmitri.id })).body;
    await dmitri.put(`/on-call/swaps/${swap.id}/answer`, { answer: 'accepted' });
    await until('2026-11-21T23:00:00');
    await ana.post('/incidents', { title: 'Night', description: 'x', impact: 'high', urgency: 'high', serviceId: service });
    await until('2026-11-21T23:06:00');
    expect(await kinds(dmitri)).to.include('incident.escalated');
    expect(await kinds(ben)).to.not.include('incident.escalated');
  });

  it('in October Ben has the night with 25 hours, and the report of who carries what counts all of them', async () => {
    ctx.clock.set(new Date('2026-10-23T12:00:00Z'));
    await make({ rotations: [rotation({ type: 'daily', startsOn: '2026-10-24', handoverAt: '00:00' })] });
    const { items } = (await carla.get(`/on-call/fairness?scheduleId=${scheduleId}&from=2026-10-23T22:00:00Z&to=2026-10-25T23:00:00Z`))
      .body;
    expect(
      items.map(({ person, total, nights, weekends }: Record<string, { name: string }>) => [person!.name, total, nights, weekends]),
    ).to.deep.equal([
      ['Carla', 'PT25H', 'PT9H', 'PT25H'],
      ['Ben', 'PT24H', 'PT8H', 'PT24H'],
    ]);
  });
});
