import { request } from 'node:http';
import { expect } from 'chai';
import { eachDatabase } from '../db/testing.ts';
import { routes } from './app.ts';
import { roles } from './platform/actor.ts';
import { newId } from './platform/ids.ts';
import type { Route } from './platform/route.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from './testing.ts';

/** A path of the route with ids that nothing has. */
const pathOf = (route: Route): string => route.path.replace(/[:*]\w+/g, newId());
const nameOf = (route: Route): string => `${route.method.toUpperCase()} ${route.path}`;
const apiRoutes = routes.filter((route) => !route.root);

eachDatabase('every route', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  const clients = {} as Record<'employee' | 'technician' | 'lead' | 'admin', Client>;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    for (const actor of [cast.ana, cast.ben, cast.carla, cast.dmitri]) clients[actor.role!] = await api.as(actor);
  });
  after(() => api.close());

  const call = (client: Client, route: Route, body?: unknown, headers?: Record<string, string>) =>
    route.method === 'get' || route.method === 'delete'
      ? client[route.method](pathOf(route), headers)
      : client[route.method](pathOf(route), body, headers);

  for (const route of apiRoutes.filter(({ allow }) => allow !== 'anyone')) {
    it(`${nameOf(route)} is refused to guests and to roles below ${route.allow}`, async () => {
      expect((await call(api.guest, route, {})).status).to.equal(401);
      for (const role of roles.slice(0, roles.indexOf(route.allow as 'admin'))) {
        const answer = await call(clients[role], route, {});
        expect([role, answer.status]).to.deep.equal([role, 403]);
        expect(answer.headers.get('content-type')).to.include('application/problem+json');
      }
    });
  }

  const bad: Array<[string, unknown]> = [
    ['malformed JSON', '{"title": '],
    ['no JSON object', '"text"'],
    [
      'NUL in every word',
      { title: 'a\u0000b', name: 'a\u0000b', body: 'a\u0000b', reason: 'a\u0000b', note: 'a\u0000b', email: 'a\u0000b' },
    ],
    ['wrong types', { title: 7, name: [], body: {}, email: 1, impact: 'huge', personId: {}, cron: 3, version: 'x' }],
    ['fields that nobody knows', { [`__proto__x`]: 1, nonsense: true }],
    ['a list of a million items', { memberIds: Array.from({ length: 1_000_000 }, () => 1) }],
    ['a title of 10 MB', { title: 'x'.repeat(10_000_000), name: 'x'.repeat(10_000_000) }],
    ['unpaired surrogates', { title: '\ud800', name: '\ud800', body: '\ud800' }],
  ];
  for (const route of apiRoutes.filter(({ body }) => body)) {
    it(`${nameOf(route)} answers a problem to bad input, never a 500`, async () => {
      for (const [what, body] of bad) {
        const answer = await call(clients.admin, route, body, { 'Content-Type': 'application/json' });
        expect(
          [what, answer.status >= 400 && answer.status < 500],
          `${what}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`,
        ).to.deep.equal([what, true]);
        expect(answer.headers.get('content-type')).to.include('application/problem+json');
        expect(answer.body).to.include.keys('type', 'title', 'status', 'code');
      }
    });
  }

  for (const route of apiRoutes.filter(({ path, rawAnswer }) => path.includes(':') || !rawAnswer)) {
    it(`${nameOf(route)} survives unknown ids and nonsense in the query`, async () => {
      const separator = '?limit=50&cursor=bm9uc2Vuc2U&q=%00%F0%9F%98%80%22%27)(*&status=nope&sort=-nope&since=yesterday&from=x&to=y';
      const client = clients.admin;
      const path = `${pathOf(route)}${separator}`;
      const answer = route.method === 'get' ? await client.get(path) : route.method === 'delete' ? await client.delete(path) : null;
      if (answer) expect(answer.status, JSON.stringify(answer.body)).to.be.below(500);
    });
  }
});

eachDatabase('the HTTP frame', (db, database) => {
  let ctx: TestContext;
  let api: Api;
  before(async () => {
    ctx = testContext(db());
    api = await startApi(ctx);
  });
  after(() => api.close());

  it('tells that it is alive and ready, and which database and queue it uses', async () => {
    expect((await api.guest.get('//healthz')).body.status).to.equal('alive');
    expect((await api.guest.get('//readyz')).body).to.deep.include({ status: 'ready', database: { kind: database, status: 'ok' } });
  });

  it('gives metrics to the machine itself and not to whom a proxy brings', async () => {
    await api.guest.get('/people/x');
    const { body } = await api.guest.get('//metrics');
    expect(body).to.include('coulisse_relay_lag_seconds').and.to.include('route="/api/v1/people/:id"');
    expect((await api.guest.get('//metrics', { 'X-Forwarded-For': '198.51.100.7' })).status).to.equal(404);
  });

  it('describes every route in OpenAPI 3.1', async () => {
    const { body } = await api.guest.get('//api/openapi.json');
    expect(body.openapi).to.equal('3.1.0');
    const described = Object.entries(body.paths as object).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method} ${path}`),
    );
    expect(described).to.have.length(routes.length);
  });

  it('shows the documentation from its own files', async () => {
    expect((await api.guest.get('//api/docs')).body).to.include('/api/docs/swagger-ui-bundle.js');
    expect((await api.guest.get('//api/docs/swagger-ui-bundle.js')).status).to.equal(200);
  });

  it('answers an unknown address with a problem', async () => {
    const { status, body } = await api.guest.get('/nothing/here');
    expect([status, body.code]).to.deep.equal([404, 'not_found']);
  });

  it('says which methods an address takes', async () => {
    const ask = (method: string) => fetch(`${api.url}/api/v1/incidents/INC-1`, { method });
    const [refused, options] = await Promise.all([ask('DELETE'), ask('OPTIONS')]);
    expect([refused.status, ((await refused.json()) as { code: string }).code]).to.deep.equal([405, 'method_not_allowed']);
    expect([options.status, options.headers.get('allow')]).to.deep.equal([204, 'OPTIONS, HEAD, GET, PATCH']);
  });

  it('takes no other content than what it declares', async () => {
    const answer = await api.guest.post('/session', 'email=a', { 'Content-Type': 'application/x-www-form-urlencoded' });
    expect([answer.status, answer.body.code]).to.deep.equal([415, 'unsupported_media_type']);
  });

  it('says that a compressed body cannot be read', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    const { status, body } = await api.guest.post('/session', 'no gzip', headers);
    expect([status, body.code]).to.deep.equal([400, 'malformed_request']);
  });

  it('survives a path that cannot be decoded', async () => {
    const status = await new Promise((resolve) => {
      request(`${api.url}/api/v1/people/%E0%A4%A`, (res) => resolve(res.statusCode)).end();
    });
    expect(status).to.equal(400);
  });

  it('sends a strict content security policy', async () => {
    const { headers } = await api.guest.get('/nothing');
    expect(headers.get('content-security-policy')).to.include("script-src 'self'");
  });
});
