import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { changePerson } from '../people/change-person.ts';
import { systemActor } from '../platform/actor.ts';
import { type Api, type Cast, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { recordAudit, verifyAudit } from './audit.ts';
import { createToken } from './create-token.ts';
import { createSetupLink } from './setup-link.ts';

eachDatabase('sign-in', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  const credentials = { email: 'Ana@Example.org', password: 'correct horse battery' };

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    await changePerson(ctx, cast.ana.id as string, { password: credentials.password }, null);
    api = await startApi(ctx);
  });
  after(() => api.close());

  const cookieOf = async (): Promise<string> => {
    const { headers } = await api.guest.post('/session', credentials);
    return String(headers.get('set-cookie')).split(';')[0] as string;
  };

  it('opens a session whose cookie scripts cannot read', async () => {
    const { status, body, headers } = await api.guest.post('/session', credentials);
    expect(status).to.equal(201);
    expect(body).to.include({ name: 'Ana', role: 'employee' });
    expect(body).to.not.have.property('passwordHash');
    expect(headers.get('set-cookie')).to.match(/HttpOnly; SameSite=Lax/);
  });

  it('tells a wrong password and an unknown address apart from nothing', async () => {
    const wrong = await api.guest.post('/session', { ...credentials, password: 'wrong' });
    const unknown = await api.guest.post('/session', { email: 'nobody@example.org', password: 'wrong' });
    expect([wrong.status, wrong.body.code]).to.deep.equal([401, 'sign_in_failed']);
    expect(unknown.body.code).to.equal('sign_in_failed');
  });

  it('knows the session by its cookie until it signs out', async () => {
    const Cookie = await cookieOf();
    expect((await api.guest.get('/me', { Cookie })).body).to.include({ name: 'Ana' });
    expect((await api.guest.delete('/session', { Cookie })).status).to.equal(204);
    expect((await api.guest.get('/me', { Cookie })).status).to.equal(401);
  });

  it('ends a session after two weeks without use', async () => {
    const Cookie = await cookieOf();
    ctx.clock.advance(13 * 86_400_000);
    expect((await api.guest.get('/me', { Cookie })).status).to.equal(200);
    ctx.clock.advance(13 * 86_400_000);
    expect((await api.guest.get('/me', { Cookie })).status).to.equal(200);
    ctx.clock.advance(15 * 86_400_000);
    expect((await api.guest.get('/me', { Cookie })).status).to.equal(401);
  });

  it('refuses changes that another site sends with our cookie', async () => {
    const Cookie = await cookieOf();
    const evil = await api.guest.patch('/me', { language: 'en' }, { Cookie, 'Sec-Fetch-Site': 'cross-site' });
    expect([evil.status, evil.body.code]).to.deep.equal([403, 'cross_site_request']);
    const old = await api.guest.patch('/me', { language: 'en' }, { Cookie, Origin: 'https://evil.example' });
    expect(old.status).to.equal(403);
    expect((await api.guest.patch('/me', { language: 'en' }, { Cookie, 'Sec-Fetch-Site': 'same-origin' })).status).to.equal(200);
  });

  it('slows down guessing of one account', async () => {
    const tries = await Promise.all(
      Array.from({ length: 14 }, () => api.guest.post('/session', { email: 'carla@example.org', password: 'guess' })),
    );
    expect(tries.map(({ status }) => status)).to.include(429);
    expect(tries.find(({ status }) => status === 429)?.headers.get('retry-after')).to.equal('60');
  });

  it('keeps a token within its scopes and its time', async () => {
    const expiresAt = new Date(ctx.clock().getTime() + 3_600_000);
    const { token } = await createToken(ctx, systemActor, {
      personId: cast.dmitri.id as string,
      label: 't',
      scopes: ['people:read'],
      expiresAt,
    });
    const headers = { Authorization: `Bearer ${token}` };
    expect((await api.guest.get('/people', headers)).status).to.equal(200);
    expect((await api.guest.post('/people', { email: 'x@example.org', name: 'X' }, headers)).status).to.equal(403);
    expect((await api.guest.get('/audit-events', headers)).status).to.equal(403);
    expect((await api.guest.post('/me/tokens', { label: 'wider' }, headers)).status).to.equal(403);
    ctx.clock.advance(3_600_001);
    expect((await api.guest.get('/people', headers)).status).to.equal(401);
  });

  it('shows a token once and forgets a revoked one', async () => {
    const ana = await api.as(cast.ana);
    const made = await ana.post('/me/tokens', { label: 'script' });
    expect(made.status).to.equal(201);
    const headers = { Authorization: `Bearer ${made.body.token}` };
    expect((await api.guest.get('/me', headers)).status).to.equal(200);
    const listed = (await ana.get('/me/tokens')).body.items;
    expect(JSON.stringify(listed)).to.not.include(made.body.token);
    expect((await ana.delete(`/me/tokens/${made.body.id}`)).status).to.equal(204);
    expect((await api.guest.get('/me', headers)).status).to.equal(401);
    expect((await ana.delete(`/me/tokens/${made.body.id}`)).status).to.equal(404);
  });

  it('makes nobody their own manager', async () => {
    const dmitri = await api.as(cast.dmitri);
    const { status, body } = await dmitri.patch(`/people/${cast.ben.id}`, { managerId: cast.ben.id });
    expect([status, body.errors?.[0].pointer]).to.deep.equal([422, '/managerId']);
  });

  it('keeps the last administrator', async () => {
    const dmitri = await api.as(cast.dmitri);
    const answer = await dmitri.patch(`/people/${cast.dmitri.id}`, { role: 'employee' });
    expect([answer.status, answer.body.code]).to.deep.equal([409, 'conflict']);
    expect((await dmitri.get('/me')).body.role).to.equal('admin');
  });

  it('keeps one of two administrators who demote each other at the same moment', async () => {
    const dmitri = await api.as(cast.dmitri);
    await dmitri.patch(`/people/${cast.carla.id}`, { role: 'admin' });
    const carla = await api.as(cast.carla);
    const answers = await Promise.all([
      dmitri.patch(`/people/${cast.carla.id}`, { role: 'lead' }),
      carla.patch(`/people/${cast.dmitri.id}`, { role: 'lead' }),
    ]);
    expect(answers.map(({ status }) => status)).to.include(200);
    expect(await ctx.db.sql('people').where({ role: 'admin', isActive: true })).to.have.length(1);
    await transact(ctx, async ({ db: { sql } }) => {
      await sql('people').where({ id: cast.dmitri.id }).update({ role: 'admin' });
      await sql('people').where({ id: cast.carla.id }).update({ role: 'lead' });
    });
  });

  it('lets nobody act who was deactivated', async () => {
    const dmitri = await api.as(cast.dmitri);
    const eve = await api.as(cast.eve);
    expect((await eve.get('/me')).status).to.equal(200);
    expect((await dmitri.patch(`/people/${cast.eve.id}`, { isActive: false })).status).to.equal(200);
    expect((await eve.get('/me')).status).to.equal(401);
    await dmitri.patch(`/people/${cast.eve.id}`, { isActive: true });
  });

  it('answers 412 to an edit of what somebody changed meanwhile', async () => {
    const dmitri = await api.as(cast.dmitri);
    const { body, headers } = await dmitri.get(`/people/${cast.ben.id}`);
    expect(headers.get('etag')).to.equal(`"${body.version}"`);
    expect((await dmitri.patch(`/people/${cast.ben.id}`, { jobTitle: 'A' }, { 'If-Match': `"${body.version}"` })).status).to.equal(200);
    const late = await dmitri.patch(`/people/${cast.ben.id}`, { jobTitle: 'B' }, { 'If-Match': `"${body.version}"` });
    expect([late.status, late.body.version]).to.deep.equal([412, body.version + 1]);
  });

  it('runs a create once for an Idempotency-Key', async () => {
    const dmitri = await api.as(cast.dmitri);
    const body = { email: 'new@example.org', name: 'New' };
    const all = await Promise.all([1, 2, 3].map(() => dmitri.post('/people', body, { 'Idempotency-Key': 'k1' })));
    expect(new Set(all.map((answer) => answer.body.id)).size).to.equal(1);
    expect(all.map(({ status }) => status)).to.deep.equal([201, 201, 201]);
    const other = await dmitri.post('/people', { ...body, name: 'Other' }, { 'Idempotency-Key': 'k1' });
    expect([other.status, other.body.code]).to.deep.equal([409, 'idempotency_conflict']);
  });
});

eachDatabase('set-up link', (db) => {
  it('makes the first administrator, once', async () => {
    const ctx = testContext(db());
    const api = await startApi(ctx);
    const first = await createSetupLink(ctx);
    const link = (await createSetupLink(ctx)) as string;
    const body = { name: 'Dmitri', email: 'dmitri@example.org', password: 'a long password' };
    const redeem = (address: string) => api.guest.post('/setup', { ...body, token: address.split('/setup/')[1] });
    expect((await redeem(first as string)).status).to.equal(404);
    const made = await redeem(link);
    expect([made.status, made.body.role]).to.deep.equal([201, 'admin']);
    expect((await redeem(link)).status).to.equal(404);
    expect(await createSetupLink(ctx)).to.equal(null);
    await api.close();
  });
});

eachDatabase('audit log', (db) => {
  it('finds an event that was changed, and one that was taken out', async () => {
    const ctx = testContext(db());
    for (let i = 1; i <= 5; i += 1) {
      await transact(ctx, (tx) => recordAudit(tx, systemActor, { action: 'test', subjectType: 'x', subjectId: String(i), detail: { i } }));
    }
    expect(await verifyAudit(ctx.db.sql)).to.deep.equal({ events: 5, brokenAt: null });
    await transact(ctx, (tx) => tx.db.sql('auditEvents').where({ sequence: 3 }).update({ detailJson: '{"i":4}' }).then());
    expect((await verifyAudit(ctx.db.sql)).brokenAt).to.equal(3);
    await transact(ctx, (tx) => tx.db.sql('auditEvents').where({ sequence: 3 }).update({ detailJson: '{"i":3}' }).then());
    await transact(ctx, (tx) => tx.db.sql('auditEvents').where({ sequence: 5 }).delete().then());
    expect((await verifyAudit(ctx.db.sql)).brokenAt).to.equal(5);
  });
});
