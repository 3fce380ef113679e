import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import type { Actor } from '../platform/actor.ts';
import { newId } from '../platform/ids.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { fileIncident } from './file-incident.ts';
import type { Incident } from './incident.ts';
import { resolveIncident } from './resolve-incident.ts';
import { file } from './testing-incidents.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
interface Case {
  method: Method;
  path: string;
  body?: unknown;
  /** Status for guest, ana (requester), eve (another department), ben (technician), carla (lead), dmitri (admin). */
  expect: [number, number, number, number, number, number];
  state?: 'resolved';
}

const everybodyInside: Case['expect'] = [401, 200, 404, 200, 200, 200];
const techniciansOnly: Case['expect'] = [401, 403, 403, 200, 200, 200];

const cases: Case[] = [
  { method: 'get', path: '', expect: everybodyInside },
  { method: 'patch', path: '', body: { title: 'New words' }, expect: everybodyInside },
  { method: 'patch', path: '', body: { impact: 'high' }, expect: [401, 403, 404, 200, 200, 200] },
  { method: 'put', path: '/assignment', body: { technicianId: 'me' }, expect: techniciansOnly },
  { method: 'delete', path: '/assignment', expect: techniciansOnly },
  { method: 'put', path: '/acknowledgement', expect: techniciansOnly },
  { method: 'put', path: '/pending', body: { reason: 'Part ordered' }, expect: techniciansOnly },
  { method: 'delete', path: '/pending', expect: [401, 403, 403, 409, 409, 409] },
  { method: 'put', path: '/resolution', body: { code: 'fixed', note: 'x' }, expect: techniciansOnly },
  { method: 'delete', path: '/resolution', expect: everybodyInside, state: 'resolved' },
  { method: 'delete', path: '/resolution', expect: [401, 409, 404, 409, 409, 409] },
  { method: 'put', path: '/closure', expect: everybodyInside, state: 'resolved' },
  { method: 'put', path: '/cancellation', body: { reason: 'Works again' }, expect: everybodyInside },
  { method: 'get', path: '/timeline', expect: everybodyInside },
  { method: 'post', path: '/comments', body: { body: 'Hello' }, expect: [401, 201, 404, 201, 201, 201] },
  { method: 'post', path: '/comments', body: { body: 'Hello', visibility: 'internal' }, expect: [401, 403, 404, 201, 201, 201] },
  { method: 'get', path: '/attachments', expect: everybodyInside },
  { method: 'get', path: '/links', expect: techniciansOnly },
  { method: 'get', path: '/watchers', expect: everybodyInside },
  { method: 'post', path: '/watchers', body: { personId: 'me' }, expect: [401, 201, 404, 201, 201, 201] },
  { method: 'delete', path: '/watchers/me', expect: [401, 404, 404, 404, 404, 404] },
  { method: 'put', path: '/merge', body: { intoId: 'INC-999999999' }, expect: [401, 403, 403, 422, 422, 422] },
  { method: 'delete', path: '/merge', expect: [401, 403, 403, 409, 409, 409] },
  { method: 'get', path: '/service-levels', expect: everybodyInside },
  { method: 'get', path: '/escalations', expect: techniciansOnly },
];

eachDatabase('routes of incidents', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let [ana, ben] = [] as unknown as [Client, Client];
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    [ana, ben] = [await api.as(cast.ana), await api.as(cast.ben)];
  });
  after(() => api.close());

  const call = (client: Client, method: Method, path: string, body?: unknown, headers?: Record<string, string>) =>
    method === 'get' || method === 'delete' ? client[method](path, headers) : client[method](path, body, headers);

  for (const { method, path, body, expect: statuses, state } of cases) {
    it(`${method.toUpperCase()} …${path} ${body ? JSON.stringify(body) : ''} ${state ?? ''}`, async () => {
      const clients = [
        api.guest,
        ...(await Promise.all([cast.ana, cast.eve, cast.ben, cast.carla, cast.dmitri].map((actor: Actor) => api.as(actor)))),
      ];
      const got: number[] = [];
      for (const client of clients) {
        const incident = await file(ctx, cast.ana);
        if (state === 'resolved') await resolveIncident(ctx, cast.ben, incident.id, { code: 'fixed' });
        const answer = await call(client, method, `/incidents/${incident.id}${path}`, body);
        got.push(answer.status);
        if (answer.status >= 400) expect(answer.headers.get('content-type')).to.include('application/problem+json');
      }
      expect(got).to.deep.equal(statuses);
    });
  }

  describe('filing', () => {
    it('answers what the contract says', async () => {
      const { status, body, headers } = await ana.post('/incidents', {
        title: 'L’imprimante \u202bקוד\u202c est bloquée',
        description: 'Au 3e étage',
        impact: 'high',
        urgency: 'high',
      });
      expect([status, headers.get('etag')]).to.deep.equal([201, '"1"']);
      expect(body).to.deep.include({
        status: 'new',
        priority: 'P1',
        impact: 'high',
        urgency: 'high',
        assignee: null,
        version: 1,
        title: 'L’imprimante \u202bקוד\u202c est bloquée',
        requester: { id: cast.ana.id, name: 'Ana', email: 'ana@example.org' },
        supportGroup: { id: cast.serviceDesk, name: 'Service desk' },
        openedAt: '2026-11-20T15:45:00.000Z',
        canCancel: true,
        canResolve: false,
      });
      expect(body.number).to.match(/^INC-\d+$/);
      for (const key of [body.id, body.number, body.number.toLowerCase(), body.number.slice(4)]) {
        expect((await ana.get(`/incidents/${key}`)).body, key).to.deep.equal(body);
      }
    });

    it('has its title on one line, when it is filed and when it is edited', async () => {
      const { body } = await ana.post('/incidents', { title: ' Paper\r\n\tjam ', description: 'Tray 1\nTray 2' });
      expect(body).to.include({ title: 'Paper jam', description: 'Tray 1\nTray 2' });
      expect((await ana.patch(`/incidents/${body.id}`, { title: 'Paper\n\njam again' })).body.title).to.equal('Paper jam again');
      expect((await ana.post('/incidents', { title: '\n' })).body.errors[0].pointer).to.equal('/title');
    });

    it('is done once for each Idempotency-Key, and answers the same to the letter', async () => {
      const key = { 'Idempotency-Key': newId() };
      const first = await ana.post('/incidents', { title: 'Once' }, key);
      const again = await ana.post('/incidents', { title: 'Once' }, key);
      expect([again.status, again.body]).to.deep.equal([201, first.body]);
      const other = await ana.post('/incidents', { title: 'Another' }, key);
      expect([other.status, other.body.code]).to.deep.equal([409, 'idempotency_conflict']);
      const many = await Promise.all(
        Array.from({ length: 8 }, () => ana.post('/incidents', { title: 'Race' }, { 'Idempotency-Key': 'race' })),
      );
      expect(new Set(many.map(({ body }) => body.id)).size).to.equal(1);
    });

    it('comments once for each Idempotency-Key', async () => {
      const { id } = await file(ctx, cast.ana);
      const key = { 'Idempotency-Key': newId() };
      const [first, again] = [
        await ana.post(`/incidents/${id}/comments`, { body: 'x' }, key),
        await ana.post(`/incidents/${id}/comments`, { body: 'x' }, key),
      ];
      expect(again.body).to.deep.equal(first.body);
      expect((await ana.get(`/incidents/${id}/timeline`)).body.items).to.have.length(2);
    });

    const bad: Array<[string, unknown, number, string?]> = [
      ['malformed JSON', '{"title": ', 400],
      ['no title', { description: 'x' }, 422, '/title'],
      ['an empty title', { title: '   ' }, 422, '/title'],
      ['a title of 201 characters', { title: 'x'.repeat(201) }, 422, '/title'],
      ['a title of 10 MB', { title: 'x'.repeat(10_000_000) }, 413],
      ['a NUL in the title', { title: 'a\u0000b' }, 422, '/title'],
      ['a number as title', { title: 7 }, 422, '/title'],
      ['an impact that is none', { title: 'x', impact: 'huge' }, 422, '/impact'],
      ['a priority, which is never typed', { title: 'x', priority: 'P1' }, 422, '/'],
      ['a service that nobody knows', { title: 'x', serviceId: newId() }, 422, '/serviceId'],
      ['an asset that nobody knows', { title: 'x', assetId: "' or 1=1 --" }, 422, '/assetId'],
      ['a group that nobody knows', { title: 'x', supportGroupId: newId() }, 422, '/supportGroupId'],
    ];
    for (const [what, body, status, pointer] of bad) {
      it(`refuses ${what}`, async () => {
        const answer = await ben.post('/incidents', body, { 'Content-Type': 'application/json' });
        expect(answer.status, JSON.stringify(answer.body)).to.equal(status);
        if (pointer) expect(answer.body.errors[0].pointer).to.equal(pointer);
      });
    }

    it('names every fault at once', async () => {
      const { body } = await ana.post('/incidents', { title: '', impact: 1, urgency: 'x' });
      expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).to.have.members(['/title', '/impact', '/urgency']);
    });
  });

  describe('editing', () => {
    let incident: Incident;
    beforeEach(async () => {
      incident = await file(ctx, cast.ana);
    });

    it('is refused on an old version, and told the present one', async () => {
      const path = `/incidents/${incident.id}`;
      const won = await ben.patch(path, { title: 'By Ben' }, { 'If-Match': '"1"' });
      expect([won.status, won.body.version, won.headers.get('etag')]).to.deep.equal([200, 2, '"2"']);
      const lost = await (await api.as(cast.carla)).patch(path, { title: 'By Carla' }, { 'If-Match': '"1"' });
      expect([lost.status, lost.body.code, lost.body.version]).to.deep.equal([412, 'version_mismatch', 2]);
      for (const [method, sub, body] of [
        ['put', '/assignment', { technicianId: 'me' }],
        ['put', '/pending', { reason: 'x' }],
        ['put', '/resolution', { code: 'fixed' }],
        ['put', '/cancellation', {}],
        ['put', '/acknowledgement', undefined],
      ] as const) {
        expect((await ben[method](path + sub, body, { 'If-Match': '"1"' })).status, sub).to.equal(412);
      }
      expect((await ben.get(path)).body).to.include({ title: 'By Ben', version: 2 });
    });

    it('is heard by those who may see it, after the commit', async () => {
      const heard: unknown[] = [];
      const stop = ctx.live.subscribe((event) => heard.push(event));
      await ben.put(`/incidents/${incident.id}/assignment`, { technicianId: 'me' });
      await ben.patch(`/incidents/${incident.id}`, { impact: 'nonsense' });
      stop();
      const data = { number: `INC-${incident.number}`, version: 2, kind: 'assigned', fields: ['status', 'assignee'] };
      expect(heard).to.deep.equal([
        { type: 'incident.changed', id: incident.id, audience: { role: 'technician', personIds: [cast.ana.id] }, data },
      ]);
    });

    it('says who did what, when, from what to what', async () => {
      await ben.patch(`/incidents/${incident.id}`, { urgency: 'high' });
      const { body } = await ana.get(`/incidents/${incident.id}/timeline?order=desc&limit=1`);
      expect(body.items[0]).to.deep.include({
        kind: 'edited',
        actor: { id: cast.ben.id, name: 'Ben' },
        happenedAt: '2026-11-20T15:45:00.000Z',
        changes: [
          { field: 'urgency', from: 'medium', to: 'high' },
          { field: 'priority', from: 'P3', to: 'P2' },
        ],
      });
      const next = await ana.get(`/incidents/${incident.id}/timeline?order=desc&limit=1&cursor=${body.nextCursor}`);
      expect(next.body.items.map(({ kind }: { kind: string }) => kind)).to.deep.equal(['filed']);
      expect(next.body.nextCursor).to.equal(null);
    });
  });

  it('links two incidents both ways and takes it back', async () => {
    const [one, other] = [await file(ctx, cast.ana), await file(ctx, cast.eve)];
    const path = `/incidents/${one.id}/links`;
    const made = await ben.post(path, { incidentId: `INC-${other.number}`, kind: 'causedBy' });
    expect([made.status, made.body.direction, made.body.incident.id]).to.deep.equal([201, 'out', other.id]);
    expect((await ben.get(`/incidents/${other.id}/links`)).body.items[0]).to.deep.include({ kind: 'causedBy', direction: 'in' });
    expect((await ben.post(path, { incidentId: other.id, kind: 'causedBy' })).status).to.equal(409);
    expect((await ben.post(path, { incidentId: one.id })).status).to.equal(422);
    expect((await ben.post(path, { incidentId: newId() })).status).to.equal(422);
    expect((await ben.delete(`${path}/${made.body.id}`)).status).to.equal(204);
    expect((await ben.get(path)).body.items).to.deep.equal([]);
  });

  it('lets a watcher in and out again', async () => {
    const { id } = await file(ctx, cast.ana);
    const eve = await api.as(cast.eve);
    expect((await ana.post(`/incidents/${id}/watchers`, { personId: cast.eve.id })).status).to.equal(403);
    expect((await ben.post(`/incidents/${id}/watchers`, { personId: cast.eve.id })).status).to.equal(201);
    expect((await ben.post(`/incidents/${id}/watchers`, { personId: cast.eve.id })).body.items).to.have.length(1);
    expect((await eve.get(`/incidents/${id}`)).body).to.include({ isWatching: true, canEdit: false, canCancel: false, canComment: true });
    expect((await eve.delete(`/incidents/${id}/watchers/me`)).status).to.equal(204);
    expect((await eve.get(`/incidents/${id}`)).status).to.equal(404);
  });

  it('answers lists to the bad and the good', async () => {
    const ids = Array.from({ length: 50 }, () => newId()).join(',');
    for (const query of [
      'status=nope',
      'priority=P9',
      'sort=colour',
      'limit=0',
      'limit=10000',
      'cursor=nonsense',
      'overdue=perhaps',
      `status=${ids}`,
    ]) {
      expect((await ben.get(`/incidents?${query}`)).status, query).to.equal(422);
    }
    for (const query of [
      'q=%22*',
      'q=%00',
      'assigneeId=me',
      'assigneeId=none&overdue=true',
      'supportGroupId=mine',
      'assetId=x',
      'status=new,pending&priority=P1',
    ]) {
      expect((await ben.get(`/incidents?${query}`)).status, query).to.equal(200);
    }
    expect((await ana.get('/incidents/counts')).status).to.equal(403);
    expect((await ben.get('/incidents/counts')).body.open).to.be.a('number');
    expect((await ana.get('/search?q=')).body.items).to.deep.equal([]);
    expect((await ana.get('/search')).status).to.equal(422);
  });

  it('takes what the contract’s scripts send to hand it over and back', async () => {
    const { id } = await fileIncident(ctx, cast.ana, { title: 'x', impact: 'low', urgency: 'low' });
    const steps: Array<[Method, string, unknown, string]> = [
      ['put', '/assignment', { technicianId: cast.ben.id, supportGroupId: cast.serviceDesk }, 'in_progress'],
      ['put', '/pending', { reason: 'Part', until: '2026-11-23T09:00:00+01:00' }, 'pending'],
      ['delete', '/pending', undefined, 'in_progress'],
      ['put', '/resolution', { code: 'workaround', note: 'Use the other one' }, 'resolved'],
      ['delete', '/resolution', undefined, 'in_progress'],
      ['put', '/resolution', { code: 'fixed', note: '' }, 'resolved'],
      ['put', '/closure', undefined, 'closed'],
    ];
    for (const [method, path, body, status] of steps) {
      const answer = await call(ben, method, `/incidents/${id}${path}`, body);
      expect([path, answer.status, answer.body.status]).to.deep.equal([path, 200, status]);
    }
  });
});
