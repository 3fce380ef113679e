import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { drainOutbox } from '../../jobs/drain.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { mailOf } from './testing-mail.ts';

eachDatabase('inbound mail', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let dmitri: Client;
  let ben: Client;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    dmitri = await api.as(cast.dmitri);
    ben = await api.as(cast.ben);
  });
  after(() => api.close());

  const post = (raw: string | Buffer) => dmitri.post('/inbound-mail', raw, { 'Content-Type': 'message/rfc822' });

  it('files an incident for a person who is known', async () => {
    const { status, body } = await post(mailOf({ subject: '=?utf-8?Q?=C3=89cran_noir?=', text: 'Bonjour,\nl’écran est noir.' }));
    expect([status, body.outcome]).to.deep.equal([201, 'created']);
    const incident = (await ben.get(`/incidents/${body.incidentId}`)).body;
    expect(incident).to.include({ title: 'Écran noir', source: 'mail', description: 'Bonjour,\nl’écran est noir.' });
    expect(incident.requester.id).to.equal(cast.ana.id);
  });

  it('knows a mail again that it has had', async () => {
    const raw = mailOf({ subject: 'Once' });
    const first = await post(raw);
    const again = await post(`Received: by another.example.org\r\n${raw}`);
    expect([first.body.outcome, again.body.outcome, again.body.incidentId]).to.deep.equal(['created', 'duplicate', first.body.incidentId]);
  });

  it('takes nothing else than mails, and from nobody else than administrators', async () => {
    expect((await dmitri.post('/inbound-mail', { from: 'ana' })).status).to.equal(415);
    expect((await ben.post('/inbound-mail', mailOf(), { 'Content-Type': 'message/rfc822' })).status).to.equal(403);
  });

  it('sets a mail aside that fails again and again, and takes the next one all the same', async () => {
    const { dataDir } = ctx.settings;
    // Where files go stands a file: mails with files fail, for a reason of our own.
    ctx.settings.dataDir = mkdtempSync(join(tmpdir(), 'coulisse-broken-'));
    writeFileSync(join(ctx.settings.dataDir, 'attachments'), 'in the way');
    const withFile = mailOf({
      subject: 'With a file',
      text: '--b\n\nx\n--b\nContent-Disposition: attachment; filename=a.txt\n\na\n--b--',
      headers: { 'Content-Type': 'multipart/mixed; boundary=b' },
    });
    const tries = [];
    for (let i = 0; i < 5; i += 1) tries.push((await post(withFile)).status);
    expect(tries).to.deep.equal([503, 503, 503, 503, 201]);
    expect((await post(mailOf({ subject: 'Another' }))).body.outcome).to.equal('created');
    const carla = await api.as(cast.carla);
    const { items, quarantined } = (await carla.get('/inbound-mails?status=quarantined')).body;
    expect([items[0].reason, items[0].subject, quarantined]).to.deep.equal(['failed', null, 1]);
    rmSync(join(ctx.settings.dataDir, 'attachments'));
    expect((await carla.put(`/inbound-mails/${items[0].id}/release`, {})).body.outcome).to.equal('created');
    rmSync(ctx.settings.dataDir, { recursive: true });
    ctx.settings.dataDir = dataDir;
  });

  it('shows a technician whose words came by mail and whether they are proven, and takes them back with the comment', async () => {
    ctx.clock.advance(60 * 60_000);
    const { incidentId } = (await post(mailOf({ subject: 'Words' }))).body;
    const { number } = (await ben.get(`/incidents/${incidentId}`)).body;
    const reply = await post(mailOf({ subject: `[${number}] Words`, text: 'My secret.\n\n> quoted' }));
    const { items } = (await ben.get(`/incidents/${incidentId}/mails`)).body;
    expect(items.map(({ isTrusted, hasMore, from }: Record<string, unknown>) => [isTrusted, hasMore, from])).to.deep.equal([
      [false, false, { address: 'ana@example.org', name: 'Ana' }],
      [false, true, { address: 'ana@example.org', name: 'Ana' }],
    ]);
    expect((await ben.get(`/inbound-mails/${reply.body.mailId}`)).body.text).to.equal('My secret.\n\n> quoted');
    expect((await (await api.as(cast.ana)).get(`/incidents/${incidentId}/mails`)).status).to.equal(403);
    await (await api.as(cast.carla)).delete(`/incidents/${incidentId}/comments/${items[1].commentId}`);
    await drainOutbox(ctx);
    expect((await ben.get(`/inbound-mails/${reply.body.mailId}`)).body.text).to.equal(null);
    expect((await ben.get(`/inbound-mails/${reply.body.mailId}/original`)).status).to.equal(404);
  });

  it('keeps mailboxes for administrators, and never gives their passwords', async () => {
    const wish = {
      name: 'Support',
      host: 'imap.example.org',
      username: 'support',
      password: 'very secret',
      supportGroupId: cast.serviceDesk,
    };
    const { status, body } = await dmitri.post('/mailboxes', wish);
    expect([status, body.port, body.security, body.progress.state]).to.deep.equal([201, 993, 'tls', 'waiting']);
    expect((await dmitri.post('/mailboxes', wish)).status).to.equal(422);
    expect((await dmitri.patch(`/mailboxes/${body.id}`, { folder: 'Desk' }, { 'If-Match': '"7"' })).status).to.equal(412);
    const changed = (await dmitri.patch(`/mailboxes/${body.id}`, { folder: 'Desk', isActive: false }, { 'If-Match': '"1"' })).body;
    expect([changed.folder, changed.version, changed.progress.state]).to.deep.equal(['Desk', 2, 'off']);
    const everything = JSON.stringify([changed, (await dmitri.get('/mailboxes')).body, (await dmitri.get('/audit-events')).body]);
    expect(everything).to.not.include('very secret').and.not.include('passwordSealed');
    expect((await dmitri.delete(`/mailboxes/${body.id}`)).status).to.equal(204);
    expect((await dmitri.patch(`/mailboxes/${body.id}`, {})).status).to.equal(404);
  });

  it('lets nobody have the address of another', async () => {
    const taken = await dmitri.put(`/people/${cast.ana.id}/addresses`, { addresses: ['BEN@example.org'] });
    expect([taken.status, taken.body.errors[0].pointer]).to.deep.equal([422, '/addresses/0']);
    expect((await dmitri.put(`/people/${cast.ana.id}/addresses`, { addresses: ['a@b.example'] })).body).to.deep.equal({
      addresses: ['a@b.example'],
    });
    expect((await dmitri.put(`/people/${cast.eve.id}/addresses`, { addresses: ['a@b.example'] })).status).to.equal(422);
  });
});
