import { expect } from 'chai';
import { dueRows } from '../db/outbox.ts';
import { eachDatabase } from '../db/testing.ts';
import { createPerson } from '../server/people/create-person.ts';
import { asActor } from '../server/people/person.ts';
import type { Actor } from '../server/platform/actor.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../server/testing.ts';
import { drainOutbox, fastForward } from './drain.ts';
import { handlers } from './handlers.ts';

const words = (en: string, fr = en) => ({ en, fr });

/** Incidents that concern many; times in the stories are UTC, one hour behind Paris in winter. */
eachDatabase('what concerns many', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let carla: Client;
  let eve: Client;
  let mail: string;
  let paris: string;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben, carla, eve] = (await Promise.all([cast.ana, cast.ben, cast.carla, cast.eve].map((actor) => api.as(actor)))) as [
      Client,
      Client,
      Client,
      Client,
    ];
    mail = (await carla.post('/services', { name: 'Mail' })).body.id;
    paris = (await carla.post('/locations', { name: 'Paris', timeZone: 'Europe/Paris' })).body.id;
  });
  after(() => api.close());
  beforeEach(() => ctx.clock.set('2026-11-20T15:45:00Z'));
  afterEach(async () => {
    const settle = () => fastForward(ctx, new Date(ctx.clock().getTime() + 120_000), { handlers: stateOnly });
    await settle();
    for (const { id } of (await carla.get('/major-incidents?state=active')).body.items) await carla.delete(`/major-incidents/${id}`);
    await settle();
  });

  const file = async (by: Client, title: string, level = 'high'): Promise<string> =>
    (await by.post('/incidents', { title, impact: level, urgency: level, serviceId: mail })).body.id;
  const declare = async (more: object = {}, by = ben): Promise<{ id: string; incidentId: string }> => {
    const incidentId = await file(ana, 'Mail server melts, password hunter2 leaked');
    const body = {
      incidentId,
      title: words('Mail is down', 'Panne de messagerie'),
      body: words('We look for it.', 'Nous cherchons.'),
      ...more,
    };
    const answer = await by.post('/major-incidents', body);
    expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
    return { id: answer.body.id, incidentId };
  };
  const later = (minutes: number) => fastForward(ctx, new Date(ctx.clock().getTime() + minutes * 60_000));
  const told = async (actor: Actor, id: string): Promise<string[]> =>
    (await ctx.db.sql('notifications').where({ recipientId: actor.id, subjectId: id }).orderBy('id')).map(
      ({ kind, data }: { kind: string; data: { text?: string } }) =>
        `${kind.replace('majorIncident.', '')}${data.text ? `: ${data.text}` : ''}`,
    );
  const banners = async (by: Client): Promise<string[]> =>
    (await by.get('/announcements')).body.items.map(({ title }: { title: { fr: string } }) => title.fr);
  const status = async (by: Client) => (await by.get('/service-status')).body;
  const update = (id: string, en: string, stage = 'identified') =>
    carla.post(`/major-incidents/${id}/updates`, { stage, body: words(en, `${en} (fr)`) });

  it('Friday 16:45, mail is down: Ben declares it, everybody sees it in their language, nobody sees the incident', async () => {
    const { id, incidentId } = await declare();
    expect([await banners(eve), (await status(eve)).services.find((one: { id: string }) => one.id === mail).state]).to.deep.equal([
      ['Panne de messagerie'],
      'outage',
    ]);
    const seen = JSON.stringify([await status(eve), (await eve.get('/announcements')).body]);
    expect(seen).not.to.include('hunter2').and.not.include(incidentId).and.not.include('INC-');
    expect((await eve.get(`/major-incidents/${id}`)).status).to.equal(403);
    expect((await ben.get(`/incidents/${incidentId}/major-incident`)).body.majorIncident.id).to.equal(id);
  });

  it('tells those affected once each, in their language, a minute later: Ana asked twice and follows the service', async () => {
    await ana.put(`/followed-services/${mail}`);
    const { id, incidentId } = await declare();
    await ben.post(`/incidents/${incidentId}/children`, { incidentIds: [await file(ana, 'My mail too'), await file(eve, 'And mine')] });
    await eve.put(`/major-incidents/${id}/affected/me`);
    expect(await told(cast.ana, id)).to.deep.equal([]);
    await later(1);
    expect([await told(cast.ana, id), await told(cast.eve, id)]).to.deep.equal([['update: Nous cherchons.'], ['update: We look for it.']]);
    await ana.delete(`/followed-services/${mail}`);
  });

  it('Eve is affected too: one click, counted, told of the rest, and no incident more', async () => {
    const { id } = await declare();
    const count = async () => (await ctx.db.sql('incidents').count({ many: '*' }))[0]!.many;
    const before = await count();
    expect((await eve.put(`/major-incidents/${id}/affected/me`)).status).to.equal(204);
    expect((await eve.put(`/major-incidents/${id}/affected/me`)).status).to.equal(204);
    expect((await status(eve)).active[0]).to.include({ affected: 2, isAffected: true, byIncident: false });
    expect((await status(ana)).active[0]).to.include({ isAffected: true, byIncident: true });
    await later(2);
    await update(id, 'A disk is full.');
    await later(2);
    expect(await told(cast.eve, id)).to.deep.equal(['update: We look for it.', 'update: A disk is full.']);
    await eve.delete(`/major-incidents/${id}/affected/me`);
    expect([(await status(eve)).active[0].affected, await count()]).to.deep.equal([1, before]);
  });

  it('two updates within a minute are one message, and one that was taken back is none', async () => {
    const { id } = await declare();
    await later(2);
    await update(id, 'A disk is ful.');
    await update(id, 'A disk is full.');
    await later(2);
    const { body: wrong } = await update(id, 'Fixed!', 'monitoring');
    expect((await ben.delete(`/major-incidents/${id}/updates/${wrong.id}`)).status).to.equal(204);
    await later(5);
    expect(await told(cast.ana, id)).to.deep.equal(['update: Nous cherchons.', 'update: A disk is full. (fr)']);
    const { updates } = (await ben.get(`/major-incidents/${id}`)).body;
    expect((await carla.delete(`/major-incidents/${id}/updates/${updates[0].id}`)).status).to.equal(409);
  });

  it('promises news each hour: Ben is reminded half an hour before, Carla too when they are late, an update starts anew', async () => {
    const { id } = await declare({ updateEvery: 'PT1H', commanderId: cast.ben.id }, carla);
    await fastForward(ctx, '2026-11-20T16:14:00Z');
    expect(await told(cast.ben, id)).to.deep.equal(['commander']);
    await fastForward(ctx, '2026-11-20T16:16:00Z');
    expect(await told(cast.ben, id)).to.deep.equal(['commander', 'updateDue']);
    await update(id, 'Still looking.', 'investigating');
    await fastForward(ctx, '2026-11-20T16:50:00Z');
    expect([await told(cast.carla, id), (await ben.get(`/major-incidents/${id}`)).body.updateDueAt]).to.deep.equal([
      [],
      '2026-11-20T17:16:00.000Z',
    ]);
    await fastForward(ctx, '2026-11-20T20:00:00Z');
    expect([await told(cast.ben, id), await told(cast.carla, id)]).to.deep.equal([
      ['commander', 'updateDue', 'updateDue', 'updateLate'],
      ['updateLate'],
    ]);
  });

  it('declared by mistake and taken back at once: no banner, no message, nothing waits', async () => {
    const { id, incidentId } = await declare();
    expect((await ben.delete(`/major-incidents/${id}`)).status).to.equal(204);
    await later(120);
    expect([await banners(eve), await told(cast.ana, id), (await status(eve)).active]).to.deep.equal([[], [], []]);
    expect((await eve.put(`/major-incidents/${id}/affected/me`)).status).to.equal(404);
    const again = { incidentId, title: words('Mail'), body: words('Again.') };
    expect((await ben.post('/major-incidents', again)).status).to.equal(201);
  });

  it('taken back after people were told: they hear that it was nothing', async () => {
    const { id } = await declare();
    await later(2);
    await ben.delete(`/major-incidents/${id}`);
    await later(2);
    expect(await told(cast.ana, id)).to.deep.equal(['update: Nous cherchons.', 'withdrawn']);
  });

  it('it is over: the banner goes, all are told the summary; and when it was not over after all, it is up again', async () => {
    const { id } = await declare();
    await later(2);
    await ben.put(`/major-incidents/${id}/end`, { summary: words('A disk was full.', 'Un disque était plein.') });
    expect([await banners(eve), (await status(eve)).recent[0].stage]).to.deep.equal([[], 'ended']);
    await later(2);
    expect(await told(cast.ana, id)).to.deep.equal(['update: Nous cherchons.', 'ended: Un disque était plein.']);
    expect((await eve.put(`/major-incidents/${id}/affected/me`)).status).to.equal(409);
    expect((await ben.delete(`/major-incidents/${id}/end`)).body.state).to.equal('active');
    expect(await banners(eve)).to.deep.equal(['Panne de messagerie']);
  });

  it('shows the banner at the place concerned alone, and again after it was put away when there are news', async () => {
    await (await api.as(cast.dmitri)).patch(`/people/${cast.ana.id}`, { locationId: paris });
    const { id } = await declare({ locationIds: [paris] });
    expect([await banners(ana), await banners(eve)]).to.deep.equal([['Panne de messagerie'], []]);
    const [{ id: banner }] = (await ana.get('/announcements')).body.items;
    expect((await eve.put(`/announcements/${banner}/reading`, { isDismissed: true })).status).to.equal(404);
    await ana.put(`/announcements/${banner}/reading`, { isDismissed: true });
    expect(await banners(ana)).to.deep.equal([]);
    await later(1);
    await update(id, 'A disk is full.');
    expect(await banners(ana)).to.deep.equal(['Panne de messagerie']);
  });

  it('Ben sounds the alarm for a P1 alone; for less Carla decides, and nobody declares what is a child or solved', async () => {
    const small = await file(ana, 'One mailbox is slow', 'medium');
    const body = { incidentId: small, title: words('x'), body: words('y') };
    expect((await ben.post('/major-incidents', body)).status).to.equal(403);
    const parent = await file(ana, 'Parent');
    await ben.put(`/incidents/${small}/parent`, { parentId: parent });
    expect((await carla.post('/major-incidents', body)).status).to.equal(409);
    await ben.delete(`/incidents/${small}/parent`);
    expect((await carla.post('/major-incidents', body)).status).to.equal(201);
    expect((await carla.post('/major-incidents', body)).status).to.equal(409);
    const { id } = (await carla.get(`/incidents/${small}/major-incident`)).body.majorIncident;
    expect((await ben.post(`/major-incidents/${id}/updates`, { stage: 'identified', body: words('z') })).status).to.equal(403);
    await carla.patch(`/major-incidents/${id}`, { commanderId: cast.ben.id });
    expect((await ben.post(`/major-incidents/${id}/updates`, { stage: 'identified', body: words('z') })).status).to.equal(201);
  });

  it('writes its own timeline for the post-mortem, with notes by hand in their place, and exports it', async () => {
    const { id, incidentId } = await declare();
    ctx.clock.set('2026-11-20T16:00:00Z');
    await ben.post(`/incidents/${incidentId}/comments`, { body: 'Disk /var is at 100 %', visibility: 'internal' });
    await update(id, 'A disk is full.');
    const { body: task } = await ben.post(`/major-incidents/${id}/tasks`, {
      title: 'Buy a larger [disk](http://x)',
      phase: 'review',
      assigneeId: cast.ben.id,
    });
    ctx.clock.set('2026-11-20T16:30:00Z');
    await ben.patch(`/major-incidents/${id}/tasks/${task.id}`, { isDone: true });
    const { body: note } = await ben.post(`/major-incidents/${id}/notes`, {
      text: 'Called the vendor',
      happenedAt: '2026-11-20T15:50:00Z',
    });
    await carla.patch(`/major-incidents/${id}`, { rootCause: 'Nobody watched the disk.' });
    const { items } = (await ben.get(`/major-incidents/${id}/timeline`)).body;
    expect(items.map(({ source, kind }: { source: string; kind: string }) => `${source} ${kind}`)).to.deep.equal([
      'incident filed',
      'major declared',
      'update investigating',
      'major note',
      'incident commented',
      'update identified',
      'major taskDone',
    ]);
    const { body: report } = await ben.get(`/major-incidents/${id}/report?language=fr`);
    expect(report).to.include('# Panne de messagerie').and.include('Nobody watched the disk.').and.include('A disk is full. (fr)');
    expect(report)
      .to.include('20 nov. 2026, 16:50** Ben a noté: Called the vendor')
      .and.include('- [x] Buy a larger \\[disk\\](http://x) (Ben)');
    expect((await (await api.as(cast.dmitri)).delete(`/major-incidents/${id}/notes/${note.id}`)).status).to.equal(204);
  });

  it('500 people are told in portions, and a process that dies between two of them tells nobody twice', async () => {
    const { id } = await declare();
    const people: Actor[] = [];
    for (let i = 0; i < 450; i += 1)
      people.push(asActor(await createPerson(ctx, { ...stranger, email: `p${i}@example.org`, name: `Person ${i}` }), []));
    await ctx.db
      .writer('majorIncidentAffected')
      .insert(people.map(({ id: personId }) => ({ majorIncidentId: id, personId, sinceAt: ctx.clock() })));
    ctx.clock.advance(60_000);
    let portions = 0;
    const dies = {
      ...stateOnly,
      'majorIncident.tell': async (...call: Parameters<(typeof handlers)['majorIncident.tell']>) => {
        portions += 1;
        if (portions === 2) throw new Error('killed');
        return handlers['majorIncident.tell'](...call);
      },
    };
    expect(await drainOutbox(ctx, { handlers: dies }).catch((error: Error) => error.message)).to.equal('killed');
    await drainOutbox(ctx, { handlers: dies });
    const rows = await ctx.db.sql('notifications').where({ subjectId: id, kind: 'majorIncident.update' });
    expect([rows.length, new Set(rows.map(({ recipientId }: { recipientId: string }) => recipientId)).size, portions]).to.deep.equal([
      451, 451, 4,
    ]);
  }).timeout(60_000);

  it('announces a maintenance on Saturday from Wednesday on, to one department, and takes it back and up again', async () => {
    const body = {
      kind: 'maintenance',
      title: words('Mail rests on Saturday', 'La messagerie se repose samedi'),
      departments: ['sales'],
      serviceIds: [mail],
      from: '2026-11-25T08:00:00Z',
      until: '2026-11-28T20:00:00Z',
      startsAt: '2026-11-28T18:00:00Z',
      endsAt: '2026-11-28T20:00:00Z',
    };
    expect((await ben.post('/announcements', body)).status).to.equal(403);
    const { body: made } = await carla.post('/announcements', body);
    const seen = async (at: string): Promise<[number, number]> => {
      ctx.clock.set(at);
      return [(await banners(ana)).length, (await banners(eve)).length];
    };
    expect([await seen('2026-11-24T08:00:00Z'), await seen('2026-11-26T08:00:00Z'), await seen('2026-11-28T20:00:00Z')]).to.deep.equal([
      [0, 0],
      [1, 0],
      [0, 0],
    ]);
    ctx.clock.set('2026-11-28T19:00:00Z');
    expect((await status(ana)).services.find((one: { id: string }) => one.id === mail).state).to.equal('maintenance');
    expect((await carla.put(`/announcements/${made.id}/withdrawal`)).body.isWithdrawn).to.equal(true);
    expect(await banners(ana)).to.deep.equal([]);
    await carla.delete(`/announcements/${made.id}/withdrawal`, { 'If-Match': '"2"' });
    expect(await banners(ana)).to.have.length(1);
    expect((await carla.patch(`/announcements/${made.id}`, { until: '2026-11-20T00:00:00Z' })).status).to.equal(422);
  });

  it('an announcement for those who follow a service reaches them alone', async () => {
    await eve.put(`/followed-services/${mail}`);
    const { status: code, body: made } = await carla.post('/announcements', {
      title: { fr: 'Nouvelle version' },
      serviceIds: [mail],
      isForFollowers: true,
    });
    expect([code, made.title.en]).to.deep.equal([201, 'Nouvelle version']);
    expect([await banners(ana), await banners(eve)]).to.deep.equal([[], ['Nouvelle version']]);
    await eve.delete(`/followed-services/${mail}`);
    expect(await banners(eve)).to.deep.equal([]);
    expect((await carla.post('/announcements', { title: words('x'), isForFollowers: true })).status).to.equal(422);
    await carla.put(`/announcements/${made.id}/withdrawal`);
  });

  it('leaves no job behind', async () => {
    const rows = await dueRows(ctx.db.sql, new Date('2027-01-01T00:00:00Z'), 10_000);
    expect(rows.filter(({ job }) => /fanOut|majorIncident/.test(job))).to.deep.equal([]);
  });
});

const stranger = {
  role: 'employee' as const,
  department: null,
  language: 'en' as const,
  timeZone: 'UTC',
  jobTitle: null,
  phone: null,
  locationId: null,
  managerId: null,
};
/** Mails are another story. */
const stateOnly = {
  ...handlers,
  'notification.deliver': async (ctx: TestContext, _payload: object, rowId: string) =>
    void (await ctx.db.writer('outbox').where({ id: rowId }).delete()),
} as unknown as typeof handlers;
