import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
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
});
