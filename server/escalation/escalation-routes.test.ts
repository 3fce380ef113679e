import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { newId } from '../platform/ids.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';

const notify = { after: 'PT15M', actions: [{ type: 'notify', targets: ['supportGroup'] }] };
const everyHour = [['00:00', '24:00']];
const allWeek = { mon: everyHour, tue: everyHour, wed: everyHour, thu: everyHour, fri: everyHour, sat: everyHour, sun: everyHour };
const policy = (rest: object = {}) => ({ name: `Climb ${newId()}`, steps: [notify], ...rest });

eachDatabase('escalation over the API', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let carla: Client;
  let dmitri: Client;
  const rotation = (rest: object = {}) => ({
    type: 'weekly',
    startsOn: '2026-11-02',
    participantIds: [cast.ben.id, cast.carla.id],
    ...rest,
  });
  const schedule = (rest: object = {}) => ({ name: `On call ${newId()}`, timeZone: 'Europe/Paris', rotations: [rotation()], ...rest });

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla, dmitri] = (await Promise.all([cast.ana, cast.ben, cast.carla, cast.dmitri].map((actor) => api.as(actor)))) as [
      Client,
      Client,
      Client,
      Client,
    ];
  });
  after(() => api.close());

  it('lets technicians read and leads and administrators write', async () => {
    const onePolicy = (await carla.post('/escalation-policies', policy())).body.id;
    const oneSchedule = (await carla.post('/on-call/schedules', schedule())).body.id;
    for (const [list, id, body] of [
      ['/escalation-policies', onePolicy, policy],
      ['/on-call/schedules', oneSchedule, schedule],
    ] as const) {
      const table = await Promise.all(
        [api.guest, ana, ben, carla, dmitri].map(async (client) => [
          (await client.get(list)).status,
          (await client.get(`${list}/${id}`)).status,
          (await client.post(list, body())).status,
        ]),
      );
      expect(table).to.deep.equal([
        [401, 401, 401],
        [403, 403, 403],
        [200, 200, 403],
        [200, 200, 201],
        [200, 200, 201],
      ]);
      expect((await ben.patch(`${list}/${id}`, {})).status).to.equal(403);
      expect((await carla.patch(`${list}/${id}`, {})).status).to.equal(200);
      expect((await dmitri.patch(`${list}/${id}`, {}, { 'If-Match': '"1"' })).status).to.equal(412);
      expect((await ben.get(`${list}/${newId()}`)).status).to.equal(404);
    }
  });

  it('keeps policies in one form, however their targets were said', async () => {
    const steps = [
      { after: 'PT5M', actions: [{ type: 'notify' }, { type: 'page', target: 'lead', personId: cast.ben.id }] },
      {
        after: '-PT30M',
        from: 'resolutionDue',
        actions: [{ type: 'assign', supportGroupId: cast.serviceDesk }, { type: 'raisePriority' }],
      },
    ];
    const { status, body } = await carla.post('/escalation-policies', policy({ steps, repeat: 2 }));
    expect([status, body.repeat, body.version]).to.deep.equal([201, 2, 1]);
    expect(body.steps).to.deep.equal([
      {
        after: 'PT5M',
        before: null,
        from: 'opened',
        conditions: { priorityAtLeast: null, unassigned: false, unacknowledged: true },
        evenAcknowledged: false,
        actions: [
          { type: 'notify', targets: ['supportGroup'] },
          { type: 'page', targets: ['lead', { personId: cast.ben.id }] },
        ],
      },
      {
        after: '-PT30M',
        before: 'PT30M',
        from: 'resolutionDue',
        conditions: { priorityAtLeast: null, unassigned: false, unacknowledged: true },
        evenAcknowledged: false,
        actions: [
          { type: 'assign', target: { supportGroupId: cast.serviceDesk }, strategy: null, skills: [] },
          { type: 'raisePriority', by: 1 },
        ],
      },
    ]);
    const changed = await carla.patch(`/escalation-policies/${body.id}`, { repeat: 0 });
    expect([changed.body.version, changed.body.steps]).to.deep.equal([2, body.steps]);
    const returned = await carla.patch(`/escalation-policies/${body.id}`, { steps: changed.body.steps });
    expect([returned.status, returned.body.steps]).to.deep.equal([200, body.steps]);
  });

  it('says of bad policies what is wrong and where', async () => {
    const one = (action: object) => policy({ steps: [{ after: 'PT5M', actions: [action] }] });
    const cases: Array<[object, string]> = [
      [policy({ steps: [] }), '/steps'],
      [policy({ steps: [{ after: 'PT5M', actions: [] }] }), '/steps/0/actions'],
      [policy({ steps: [{ ...notify, after: 'later' }] }), '/steps/0/after'],
      [policy({ steps: [{ ...notify, after: 'P1Y' }] }), '/steps/0/after'],
      [policy({ steps: [{ ...notify, after: '-PT5M' }] }), '/steps/0/after'],
      [policy({ steps: [{ ...notify, from: 'tomorrow' }] }), '/steps/0/from'],
      [policy({ steps: [{ actions: notify.actions }] }), '/steps/0/after'],
      [policy({ steps: [{ before: 'PT5M', actions: notify.actions }] }), '/steps/0/before'],
      [policy({ steps: [{ ...notify, before: 'PT5M', from: 'responseDue' }] }), '/steps/0/before'],
      [policy({ steps: [{ ...notify, evenAcknowledged: true, conditions: { unacknowledged: true } }] }), '/steps/0/evenAcknowledged'],
      [policy({ steps: [{ ...notify, conditions: { priorityAtLeast: 'P9' } }] }), '/steps/0/conditions/priorityAtLeast'],
      [policy({ quietHours: { calendarId: newId() } }), '/quietHours/calendarId'],
      [policy({ quietHours: { timeZone: 'Etc/UTC' } }), '/quietHours/week'],
      [policy({ quietHours: { timeZone: 'Etc/UTC', week: allWeek } }), '/quietHours/week'],
      [policy({ acknowledgementExpiresAfter: 'PT1M' }), '/acknowledgementExpiresAfter'],
      [one({ type: 'assign', target: 'supportGroup' }), '/steps/0/actions/0/strategy'],
      [one({ type: 'assign', personId: cast.ben.id, strategy: 'roundRobin' }), '/steps/0/actions/0/strategy'],
      [one({ type: 'assign', supportGroupId: cast.serviceDesk, strategy: 'onCall' }), '/steps/0/actions/0/strategy'],
      [one({ type: 'assign', supportGroupId: cast.serviceDesk, strategy: 'bySkill' }), '/steps/0/actions/0/skills'],
      [one({ type: 'notify', target: { leadsOfGroupId: newId() } }), '/steps/0/actions/0/targets/0/leadsOfGroupId'],
      [policy({ repeat: 100 }), '/repeat'],
      [policy({ steps: [{ ...notify, after: 'PT0S' }], repeat: 1 }), '/repeat'],
      [one({ type: 'shout' }), '/steps/0/actions/0/type'],
      [one({ type: 'notify', targets: [{ personId: newId() }] }), '/steps/0/actions/0/targets/0/personId'],
      [one({ type: 'page', targets: ['assignee', { scheduleId: newId() }] }), '/steps/0/actions/0/targets/1/scheduleId'],
      [one({ type: 'notify', targets: ['everybody'] }), '/steps/0/actions/0/targets/0'],
      [one({ type: 'assign', target: { supportGroupId: newId() } }), '/steps/0/actions/0/target/supportGroupId'],
      [one({ type: 'assign', personId: cast.ana.id }), '/steps/0/actions/0/target/personId'],
      [one({ type: 'assign' }), '/steps/0/actions/0/target'],
      [one({ type: 'webhook', url: 'file:///etc/passwd' }), '/steps/0/actions/0/url'],
    ];
    for (const [body, pointer] of cases) {
      const answer = await carla.post('/escalation-policies', body);
      expect([answer.status, answer.body.errors?.[0]?.pointer], JSON.stringify(answer.body)).to.deep.equal([422, pointer]);
    }
  });

  it('says of bad schedules what is wrong and where', async () => {
    const cases: Array<[object, string]> = [
      [schedule({ timeZone: 'Europe/Atlantis' }), '/timeZone'],
      [schedule({ rotations: [] }), '/rotations'],
      [schedule({ rotations: [rotation({ type: 'yearly' })] }), '/rotations/0/type'],
      [schedule({ rotations: [rotation({ every: 0 })] }), '/rotations/0/every'],
      [schedule({ rotations: [rotation({ startsOn: '2026-02-30' })] }), '/rotations/0/startsOn'],
      [schedule({ rotations: [rotation({ handoverAt: '25:00' })] }), '/rotations/0/handoverAt'],
      [schedule({ rotations: [rotation({ participantIds: [] })] }), '/rotations/0/participantIds'],
      [schedule({ rotations: [rotation({ participantIds: [cast.ben.id, newId()] })] }), '/rotations/0/participantIds/1'],
    ];
    for (const [body, pointer] of cases) {
      const answer = await carla.post('/on-call/schedules', body);
      expect([answer.status, answer.body.errors?.[0]?.pointer], JSON.stringify(answer.body)).to.deep.equal([422, pointer]);
    }
  });

  it('shows who is on call, the shifts, and the gaps', async () => {
    const { body } = await carla.post('/on-call/schedules', schedule());
    expect(body.onCallNow.map(({ name }: { name: string }) => name)).to.deep.equal(['Ben']);
    const path = `/on-call/schedules/${body.id}`;
    const { body: shifts } = await ben.get(`${path}/shifts?from=2026-10-31T23:00:00Z&to=2026-11-16T08:00:00Z`);
    expect(shifts.items.map(({ person, startAt }: { person: { name: string }; startAt: string }) => [person.name, startAt])).to.deep.equal([
      ['Ben', '2026-11-02T08:00:00.000Z'],
      ['Carla', '2026-11-09T08:00:00.000Z'],
    ]);
    expect(shifts.gaps).to.deep.equal([{ startAt: '2026-10-31T23:00:00.000Z', endAt: '2026-11-02T08:00:00.000Z' }]);
    expect((await ben.get(`${path}/on-call?at=2026-11-10T12:00:00Z`)).body.people[0].name).to.equal('Carla');
    expect((await ben.get(`${path}/shifts?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z`)).status).to.equal(422);
    expect((await ben.get(`${path}/shifts?from=2026-11-02T00:00:00Z&to=2126-11-01T00:00:00Z`)).status).to.equal(422);
    expect((await ben.get(`${path}/shifts`)).status).to.equal(422);
  });

  it('lets a lead override anything, and a technician take over turns', async () => {
    const path = `/on-call/schedules/${(await carla.post('/on-call/schedules', schedule())).body.id}`;
    const span = { startAt: '2026-11-20T12:00:00Z', endAt: '2026-11-20T20:00:00Z' };
    expect((await ben.post(`${path}/overrides`, { ...span, personId: cast.dmitri.id })).status).to.equal(403);
    expect((await ben.post(`${path}/overrides`, { ...span, personId: cast.ben.id })).status).to.equal(201);
    const { status, body } = await carla.post(`${path}/overrides`, { ...span, personId: cast.dmitri.id, replacesPersonId: cast.ben.id });
    expect(status).to.equal(201);
    expect((await ben.get(path)).body.onCallNow.map(({ name }: { name: string }) => name)).to.deep.equal(['Dmitri']);
    expect((await ben.get(`${path}/overrides?from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z`)).body.items).to.have.length(2);
    expect((await ben.delete(`${path}/overrides/${body.id}`)).status).to.equal(403);
    expect((await carla.delete(`${path}/overrides/${body.id}`)).status).to.equal(204);
    expect((await carla.delete(`${path}/overrides/${body.id}`)).status).to.equal(404);
    const bad = [{ ...span }, { ...span, personId: newId() }, { personId: cast.ben.id, startAt: span.endAt, endAt: span.startAt }];
    for (const input of bad) expect((await carla.post(`${path}/overrides`, input)).status, JSON.stringify(input)).to.equal(422);
  });
});
