import { expect } from 'chai';
import { complete } from '../db/outbox.ts';
import { eachDatabase } from '../db/testing.ts';
import { transact } from '../db/transaction.ts';
import type { Actor } from '../server/platform/actor.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../server/testing.ts';
import { fastForward } from './drain.ts';
import { type Handlers, handlers } from './handlers.ts';
import { sweeps } from './sweeps.ts';

interface Item {
  step: number;
  loop: number;
  firedAt: string;
  lateMs: number;
  waitedSince: string | null;
  skipped: string | null;
  recipients: Array<{ name: string }>;
  absent: Array<{ name: string }>;
  assignments: Array<{ person: { name: string } | null; why: { en: string; fr: string } }>;
}

const at = (day: number, time: string): string => `2026-11-${day}T${time}:00Z`;
const clock = (text: string): string => text.slice(8, 16).replace('T', ' ');
const names = (people: Array<{ name: string }>): string => people.map(({ name }) => name).join('+');
const notify = (...targets: unknown[]) => ({ type: 'notify', ...(targets.length > 0 && { targets }) });
const page = (...targets: unknown[]) => ({ type: 'page', targets });
const step = (delay: string, actions: object | object[], rest: object = {}) => ({ after: delay, actions: [actions].flat(), ...rest });
const levels = { P1: ['high', 'high'], P3: ['medium', 'medium'], P4: ['low', 'medium'], P5: ['low', 'low'] } as const;
const nights = [['20:00', '07:00']];
const everyNight = { mon: nights, tue: nights, wed: nights, thu: nights, fri: nights, sat: nights, sun: nights };
const quietNights = { priorityAtMost: 'P4', timeZone: 'Etc/UTC', week: everyNight };

/** Nothing leaves the house in these stories: a delivery is as good as done. */
const quietly: Handlers = {
  ...handlers,
  'notification.deliver': (ctx, _, rowId) => transact(ctx, async (tx) => void (await complete(tx.db.sql, rowId))),
};

/** Wednesday is the 18th of November, Friday the 20th. Ben and Carla (a lead) are the service desk, Dmitri is the administrator. */
eachDatabase('nobody reacts', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let carla: Client;
  let filed: string[] = [];
  let count = 0;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla] = (await Promise.all([cast.ana, cast.ben, cast.carla].map((actor) => api.as(actor)))) as [Client, Client, Client];
    const targets = { P1: { responseTarget: 'PT30M', resolutionTarget: 'PT4H' }, P3: { responseTarget: 'PT2H', resolutionTarget: 'PT8H' } };
    expect((await carla.post('/service-level-agreements', { name: 'Gold', targets })).status).to.equal(201);
  });
  after(() => api.close());
  afterEach(async () => {
    for (const id of filed) await ben.put(`/incidents/${id}/resolution`, { code: 'fixed', note: 'Over.' });
    await transact(ctx, (tx) => tx.db.sql('absences').delete());
    filed = [];
  });

  const policy = async (steps: object[], rest: object = {}): Promise<string> => {
    const { status, body } = await carla.post('/escalation-policies', { name: `Policy ${++count}`, isDefault: true, steps, ...rest });
    expect(status, JSON.stringify(body)).to.equal(201);
    return body.id;
  };
  const file = async (when: string, priority: keyof typeof levels = 'P1'): Promise<string> => {
    ctx.clock.set(when);
    const [impact, urgency] = levels[priority];
    const { body } = await ana.post('/incidents', { title: 'No mail in the whole house', impact, urgency });
    expect(body.priority).to.equal(priority);
    filed.push(body.id);
    return body.id;
  };
  const forward = (to: string, options = {}) => fastForward(ctx, to, { handlers: quietly, ...options });
  const items = async (id: string): Promise<Item[]> => (await ben.get(`/incidents/${id}/escalations`)).body.items;
  const story = async (id: string): Promise<string[]> =>
    (await items(id)).map(({ step: n, loop, firedAt, recipients, skipped }) =>
      [`${n}${loop ? `/${loop}` : ''}`, clock(firedAt), skipped ?? names(recipients)].filter(Boolean).join(' '),
    );
  const standing = async (id: string) => (await ben.get(`/incidents/${id}/escalation`)).body;
  const incident = async (id: string) => (await ben.get(`/incidents/${id}`)).body;
  const told = async (client: Client, id: string): Promise<string[]> =>
    (await client.get('/notifications?limit=100')).body.items
      .filter((item: { subject: { id: string } }) => item.subject.id === id)
      .map(({ kind }: { kind: string }) => kind.replace('incident.', ''))
      .reverse();
  const away = (who: Actor, from: string, to: string) => carla.post('/absences', { personId: who.id, startAt: from, endAt: to });
  const schedule = async (participants: Actor[], rest: object = {}): Promise<string> => {
    const rotation = { type: 'weekly', startsOn: '2026-11-02', participantIds: participants.map(({ id }) => id), ...rest };
    return (await carla.post('/on-call/schedules', { name: `Duty ${++count}`, timeZone: 'Etc/UTC', rotations: [rotation] })).body.id;
  };

  it('Wednesday 10:00, P1: the group after 15 minutes, the lead when the answer is overdue, everybody before the solution is', async () => {
    await policy([
      step('PT15M', notify('supportGroup')),
      step('PT0S', page('lead'), { from: 'responseDue' }),
      { before: 'PT30M', from: 'resolutionDue', actions: [page('supportGroup', { personId: cast.dmitri.id })] },
    ]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '16:00'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 Ben+Carla', '2 18 10:30 Carla', '3 18 13:30 Ben+Carla+Dmitri']);
  });

  it('Ben acknowledges after the first step: nothing more happens, however many rounds the policy has', async () => {
    await policy([step('PT15M', notify()), step('PT30M', page('lead'))], { repeat: 9 });
    const id = await file(at(18, '10:00'));
    await forward(at(18, '10:20'));
    await ben.put(`/incidents/${id}/acknowledgement`);
    await forward(at(20, '10:00'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 Ben+Carla']);
    expect((await standing(id)).state).to.equal('acknowledged');
  });

  it('Ben acknowledges and forgets: he is warned, then the escalation goes on where it stood', async () => {
    await policy([step('PT15M', notify()), step('PT30M', page('lead'))], { acknowledgementExpiresAfter: 'PT1H' });
    const id = await file(at(18, '10:00'));
    await forward(at(18, '10:20'));
    await ben.put(`/incidents/${id}/acknowledgement`);
    const { state, next, acknowledgement } = await standing(id);
    expect([state, next.kind, clock(next.at)]).to.deep.equal(['acknowledged', 'acknowledgementExpiring', '18 11:05']);
    expect([acknowledgement.person.name, clock(acknowledgement.expiresAt)]).to.deep.equal(['Ben', '18 11:20']);
    await forward(at(18, '12:00'));
    expect(await told(ben, id)).to.deep.equal(['escalated', 'acknowledgementExpiring', 'acknowledgementExpired']);
    // Ten minutes were missing to the second step when he acknowledged.
    expect(await story(id)).to.deep.equal(['1 18 10:15 Ben+Carla', '2 18 11:30 Carla']);
    expect((await incident(id)).acknowledgedAt).to.equal(null);
  });

  it('Ben acknowledges and begins: the acknowledgement holds for good, and nobody reminds him', async () => {
    await policy([step('PT15M', notify()), step('PT30M', page('lead'))], { acknowledgementExpiresAfter: 'PT1H' });
    const id = await file(at(18, '10:00'));
    await ben.put(`/incidents/${id}/acknowledgement`);
    await ben.put(`/incidents/${id}/assignment`, { technicianId: cast.ben.id });
    await forward(at(20, '10:00'));
    expect([await story(id), (await told(ben, id)).filter((kind) => kind !== 'breached')]).to.deep.equal([[], []]);
    expect((await standing(id)).acknowledgement.expiresAt).to.equal(null);
  });

  it('Ben, warned, says once more that he is on it: his hour begins anew', async () => {
    await policy([step('PT2H', page('lead'))], { acknowledgementExpiresAfter: 'PT1H' });
    const id = await file(at(18, '10:00'));
    await ben.put(`/incidents/${id}/acknowledgement`);
    await forward(at(18, '10:50'));
    await ben.put(`/incidents/${id}/acknowledgement`);
    expect(clock((await standing(id)).acknowledgement.expiresAt)).to.equal('18 11:50');
    await forward(at(18, '11:30'));
    expect((await incident(id)).acknowledgedAt).not.to.equal(null);
    await forward(at(18, '15:00'));
    expect(await story(id)).to.deep.equal(['1 18 13:50 Carla']);
  });

  it('nobody is on call: the step is skipped at once, the next one fires, and Carla hears that nobody was reached', async () => {
    const empty = await schedule([cast.ben], { startsOn: '2027-01-04' });
    await policy([step('PT15M', page({ scheduleId: empty })), step('PT1H', page({ personId: cast.dmitri.id }))]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '10:16'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 nobody', '2 18 10:15 Dmitri']);
    expect(await told(carla, id)).to.include('nobodyReached');
    const history = (await ben.get(`/incidents/${id}/timeline`)).body.items;
    const skipped = history.filter((event: { kind: string; detail?: { skipped?: string } }) => event.detail?.skipped === 'nobody');
    expect(skipped).to.have.length(1);
  });

  it('Carla is on call but away: Ben, who stands behind her, is paged', async () => {
    await away(cast.carla, at(18, '00:00'), at(21, '00:00'));
    const rotation = { type: 'weekly', startsOn: '2026-11-02' };
    const rotations = [
      { ...rotation, name: 'First', level: 1, participantIds: [cast.carla.id] },
      { ...rotation, name: 'Second', level: 2, participantIds: [cast.ben.id] },
    ];
    const { body } = await carla.post('/on-call/schedules', { name: 'Both', timeZone: 'Etc/UTC', rotations });
    await policy([step('PT15M', page({ scheduleId: body.id }))]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '11:00'));
    const [item] = await items(id);
    expect([names(item!.recipients), names(item!.absent)]).to.deep.equal(['Ben', 'Carla']);
  });

  it('all of the service desk is on holiday: Dmitri hears of it at once, since no lead is there', async () => {
    await away(cast.ben, at(18, '00:00'), at(21, '00:00'));
    await away(cast.carla, at(18, '00:00'), at(21, '00:00'));
    await policy([step('PT15M', notify('supportGroup'))]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '10:15'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 nobody']);
    expect(names((await items(id))[0]!.absent)).to.equal('Ben+Carla');
    expect(await told(await api.as(cast.dmitri), id)).to.deep.equal(['nobodyReached']);
  });

  it('a P4 at 22:00 lets everybody sleep; at 7:00 the first step fires, and the second as long after it as ever', async () => {
    await policy([step('PT15M', notify()), step('PT45M', page('lead'))], { quietHours: quietNights });
    const id = await file(at(18, '22:00'), 'P4');
    const { next } = await standing(id);
    expect([clock(next.at), clock(next.waitsSince)]).to.deep.equal(['19 07:00', '18 22:15']);
    await forward(at(19, '12:00'));
    expect(await story(id)).to.deep.equal(['1 19 07:00 Ben+Carla', '2 19 07:30 Carla']);
    expect((await items(id)).map(({ lateMs, waitedSince }) => [lateMs, waitedSince && clock(waitedSince)])).to.deep.equal([
      [0, '18 22:15'],
      [0, null],
    ]);
  });

  it('a P1 at 22:00 wakes people in spite of quiet hours', async () => {
    await policy([step('PT15M', notify())], { quietHours: quietNights });
    const id = await file(at(18, '22:00'), 'P1');
    await forward(at(19, '12:00'));
    expect(await story(id)).to.deep.equal(['1 18 22:15 Ben+Carla']);
  });

  it('a P4 becomes a P1 at 23:00: it is not quiet any more, people are told now, and nobody calls it late', async () => {
    await policy([step('PT15M', notify()), step('PT45M', page('lead'))], { quietHours: quietNights });
    const id = await file(at(18, '22:00'), 'P4');
    await forward(at(18, '23:00'));
    await ben.patch(`/incidents/${id}`, { impact: 'high', urgency: 'high' });
    await forward(at(19, '12:00'));
    expect(await story(id)).to.deep.equal(['1 18 23:00 Ben+Carla', '2 18 23:30 Carla']);
    expect((await items(id)).map(({ lateMs }) => lateMs)).to.deep.equal([0, 0]);
  });

  it('nothing repeats at midnight or from day to day: two rounds are two rounds', async () => {
    await policy([step('PT15M', notify()), step('PT1H', page('lead'))], { repeat: 1 });
    const id = await file(at(18, '22:30'));
    await forward('2026-11-30T10:00:00Z', { sweeps, sweepEveryMs: 6 * 3_600_000 });
    expect(await story(id)).to.deep.equal(['1 18 22:45 Ben+Carla', '2 18 23:30 Carla', '1/1 18 23:45 Ben+Carla', '2/1 19 00:30 Carla']);
    expect((await standing(id)).state).to.equal('finished');
  });

  it('Carla edits the policy while an incident climbs: it goes on by the version that it began with', async () => {
    const policyId = await policy([step('PT15M', notify()), step('PT30M', page('lead'))]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '10:15'));
    await carla.patch(`/escalation-policies/${policyId}`, { steps: [step('PT5H', notify({ personId: cast.dmitri.id }))] });
    const { policy: kept } = await standing(id);
    expect([kept.version, kept.newestVersion]).to.deep.equal([1, 2]);
    await forward(at(18, '20:00'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 Ben+Carla', '2 18 10:30 Carla']);
  });

  it('the server sleeps from 10:05 to 14:00: each missed step fires once, in order, and says how late it is', async () => {
    await policy([step('PT15M', notify()), step('PT30M', page('lead'))], { repeat: 1 });
    const id = await file(at(18, '10:00'));
    ctx.clock.set(at(18, '14:00'));
    await forward(at(18, '14:00'));
    await forward(at(18, '18:00'));
    expect(await story(id)).to.deep.equal(['1 18 14:00 Ben+Carla', '2 18 14:00 Carla', '1/1 18 14:00 Ben+Carla', '2/1 18 14:00 Carla']);
    expect((await items(id)).map(({ lateMs }) => lateMs / 60_000)).to.deep.equal([225, 210, 195, 180]);
  });

  it('Ben solves the incident while the server sleeps over a step: the step does not fire', async () => {
    await policy([step('PT15M', notify())]);
    const id = await file(at(18, '10:00'));
    ctx.clock.set(at(18, '10:16'));
    await ben.put(`/incidents/${id}/resolution`, { code: 'fixed', note: 'The server is back.' });
    await forward(at(18, '11:00'), { sweeps });
    expect([await story(id), await told(carla, id)]).to.deep.equal([[], []]);
  });

  it('every alarm is lost: the sweep finds what was due, and fires it once', async () => {
    await policy([step('PT15M', notify()), step('PT30M', page('lead'))]);
    const id = await file(at(18, '10:00'));
    await transact(ctx, (tx) => tx.db.sql('outbox').where({ job: 'escalation.step' }).delete());
    await forward(at(18, '11:00'), { sweeps });
    expect(await story(id)).to.deep.equal(['1 18 10:16 Ben+Carla', '2 18 10:30 Carla']);
  });

  it('a P3 passes over the step for P1 and P2, which is not news to anybody', async () => {
    await policy([
      step('PT15M', notify()),
      step('PT30M', page('lead'), { conditions: { priorityAtLeast: 'P2' } }),
      step('PT1H', page('lead')),
    ]);
    const id = await file(at(18, '10:00'), 'P3');
    await forward(at(18, '12:00'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 Ben+Carla', '2 18 10:30 priority', '3 18 11:00 Carla']);
    expect(await told(carla, id)).to.deep.equal(['escalated', 'escalated']);
  });

  it('a step for unassigned incidents does nothing once Carla has given it to Ben, who has not begun', async () => {
    await policy([step('PT15M', page('lead'), { conditions: { unassigned: true } }), step('PT30M', page('assignee'))]);
    const id = await file(at(18, '10:00'));
    await carla.put(`/incidents/${id}/assignment`, { technicianId: cast.ben.id });
    await forward(at(18, '12:00'));
    expect(await story(id)).to.deep.equal(['1 18 10:15 assigned', '2 18 10:30 Ben']);
  });

  it('in turn: Ben, then Carla, then Ben, each told why', async () => {
    await policy([step('PT15M', { type: 'assign', target: 'supportGroup', strategy: 'roundRobin' })]);
    const given: string[] = [];
    for (const hour of ['10', '11', '12']) {
      const id = await file(at(18, `${hour}:00`));
      await forward(at(18, `${hour}:30`));
      given.push((await incident(id)).assignee.name);
    }
    expect(given).to.deep.equal(['Ben', 'Carla', 'Ben']);
    const [item] = await items(filed[2]!);
    expect(item!.assignments[0]!.why).to.deep.equal({
      en: 'Next in turn, of 2 people available.',
      fr: 'Son tour vient, sur 2 personnes disponibles.',
    });
    const { data } = (await ben.get('/notifications')).body.items.find(({ kind }: { kind: string }) => kind === 'incident.assigned');
    expect(data.why.en).to.equal('Next in turn, of 2 people available.');
  });

  it('the one with the fewest open incidents gets it, and why is shown', async () => {
    await policy([step('PT15M', { type: 'assign', target: 'supportGroup', strategy: 'leastLoaded' })]);
    for (const minute of ['00', '01'])
      await ben.put(`/incidents/${await file(at(18, `10:${minute}`))}/assignment`, { technicianId: cast.ben.id });
    const id = await file(at(18, '10:02'));
    await forward(at(18, '10:20'));
    expect((await incident(id)).assignee.name).to.equal('Carla');
    const { why } = (await items(id)).at(-1)!.assignments[0]!;
    expect(why.en).to.equal('Fewest open incidents (0) of 2 people available.');
  });

  it('by skill: Ben knows networks, but he is away; so it is Carla, who knows a little, and why says both', async () => {
    await carla.put(`/people/${cast.ben.id}/skills`, { skills: ['Network', 'VPN'] });
    await carla.put(`/people/${cast.carla.id}/skills`, { skills: ['vpn'] });
    await away(cast.ben, at(18, '00:00'), at(19, '00:00'));
    await policy([step('PT15M', { type: 'assign', target: 'supportGroup', strategy: 'bySkill', skills: ['network', 'vpn'] })]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '10:20'));
    const [assignment] = (await items(id))[0]!.assignments;
    expect(assignment!.person?.name).to.equal('Carla');
    expect(assignment!.why.en).to.equal('Knows vpn; best match the only one available (open incidents: 0). Away: Ben.');
  });

  it('Ben has it and does not react: it goes to Carla, not to Ben again', async () => {
    await policy([step('PT30M', { type: 'assign', target: 'supportGroup', strategy: 'leastLoaded' })]);
    const id = await file(at(18, '10:00'));
    await carla.put(`/incidents/${id}/assignment`, { technicianId: cast.ben.id });
    await forward(at(18, '11:00'));
    const [assignment] = (await items(id))[0]!.assignments;
    expect([assignment!.person?.name, assignment!.why.en.includes('Ben had it and did not react.')]).to.deep.equal(['Carla', true]);
  });

  it('raising the priority brings the due times nearer, and with them the steps that count from them', async () => {
    await policy([step('PT15M', { type: 'raisePriority', by: 2 }), step('PT0S', page('lead'), { from: 'responseDue' })]);
    const id = await file(at(18, '10:00'), 'P3');
    expect(clock((await incident(id)).responseDueAt)).to.equal('18 12:00');
    await forward(at(18, '11:00'));
    expect([(await incident(id)).priority, await story(id)]).to.deep.equal(['P1', ['1 18 10:15', '2 18 10:30 Carla']]);
  });

  it('a webhook is called once for its step, and Ana hears, in words for her, that it takes longer', async () => {
    await policy([step('PT15M', [{ type: 'webhook', url: 'https://hooks.example.org/it' }, notify('requester')])]);
    const id = await file(at(18, '10:00'));
    await forward(at(18, '11:00'));
    const deliveries: Array<{ address: string; payload: { incident: { id: string } } }> = await ctx.db
      .sql('deliveries')
      .where({ channel: 'webhook' });
    expect(deliveries.filter(({ payload }) => payload?.incident?.id === id).map(({ address }) => address)).to.deep.equal([
      'https://hooks.example.org/it',
    ]);
    expect(await told(ana, id))
      .to.include('delayed')
      .and.not.to.include('escalated');
  });

  it('Carla asks beforehand what would happen on Friday at 22:00: who, when, and that nothing came of it', async () => {
    const duty = await schedule([cast.dmitri, cast.ben], { startsOn: '2026-11-16', every: 1 });
    const draft = { steps: [step('PT15M', page({ scheduleId: duty })), step('PT1H', notify('lead'))], quietHours: quietNights };
    const body = { policy: draft, at: at(20, '22:00'), priority: 'P4' };
    const { items: plan } = (await carla.post('/escalation-policies/preview', body)).body;
    const lines = plan.map((item: Item & { at: string }) => `${item.step} ${clock(item.at)} ${names(item.recipients)}`);
    expect(lines).to.deep.equal(['1 21 07:00 Dmitri', '2 21 07:45 Carla']);
    const nextWeek = (await carla.post('/escalation-policies/preview', { ...body, at: at(24, '10:00'), priority: 'P1' })).body;
    expect(nextWeek.items.map((item: Item) => names(item.recipients))).to.deep.equal(['Ben', 'Carla']);
    expect(clock(nextWeek.responseDueAt)).to.equal('24 10:30');
  });

  it('the preview shows an acknowledgement that is forgotten, its warning, its end, and the climb after it', async () => {
    const draft = { steps: [step('PT15M', notify()), step('PT30M', page('lead'))], acknowledgementExpiresAfter: 'PT1H' };
    const body = { policy: draft, at: at(18, '10:00'), priority: 'P1', acknowledgedAfter: 'PT20M' };
    const { items: plan } = (await carla.post('/escalation-policies/preview', body)).body;
    expect(plan.map((item: { kind: string; at: string }) => `${item.kind} ${clock(item.at)}`)).to.deep.equal([
      'step 18 10:15',
      'acknowledged 18 10:20',
      'acknowledgementExpiring 18 11:05',
      'acknowledgementExpired 18 11:20',
      'step 18 11:30',
    ]);
  });
});
