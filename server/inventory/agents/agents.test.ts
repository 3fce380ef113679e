import { deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { eachDatabase } from '../../../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../../testing.ts';
import { contactsWritten } from './contact-journal.ts';
import { basic, type Credential, glpiAgent, golden, goldenFor, post, prolog, sendXml } from './testing-agents.ts';

eachDatabase('agents at the door', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let dmitri: Client;
  let source: Credential & { id: string };

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    dmitri = await api.as(cast.dmitri);
    source = (await dmitri.post('/inventory-sources', { name: 'HQ' })).body;
  });
  after(() => api.close());

  const contacts = async (query = ''): Promise<Array<Record<string, unknown>>> => {
    await contactsWritten(ctx);
    return (await dmitri.get(`/inventory-contacts?limit=20${query}`)).body.items;
  };
  const agentOf = async (deviceId: string) => {
    await contactsWritten(ctx);
    return (await dmitri.get('/inventory-agents')).body.items.find((agent: { deviceId: string }) => agent.deviceId === deviceId);
  };

  it('a source has a password that is shown once', async () => {
    expect(source).to.include.keys('id', 'username', 'password');
    expect((await dmitri.get(`/inventory-sources/${source.id}`)).body).to.not.have.any.keys('password', 'passwordHash');
    const twin = (await dmitri.post('/inventory-sources', { name: 'hq' })).body;
    expect(twin.username).to.not.equal(source.username);
    expect((await dmitri.post('/inventory-sources', { name: 'HQ' })).status).to.equal(422);
    expect((await dmitri.post('/inventory-sources', { name: 'Half', contactEvery: 'PT90M' })).status).to.equal(422);
  });

  it('PROLOG is answered with SEND and whole hours, packed as both Perl agents read it (78 9c)', async () => {
    for (const product of ['FusionInventory-Agent_v2.6-3', 'OCS-NG_unified_unix_agent_v2.10.0']) {
      const answer = await sendXml(api, source, prolog('a-1'), { product });
      expect(answer.status).to.equal(200);
      expect(answer.headers['content-type']).to.equal('application/x-compress-zlib');
      expect(answer.raw.subarray(0, 2).toString('hex')).to.equal('789c');
      expect(answer.text).to.match(/<REPLY><RESPONSE>SEND<\/RESPONSE><PROLOG_FREQ>(2[1-7])<\/PROLOG_FREQ><\/REPLY>/);
    }
  });

  it('what came plain is answered plain; what came as gzip too, because FusionInventory cannot unpack that', async () => {
    const headers = { Authorization: basic(source), 'User-Agent': 'FusionInventory-Agent_v2.6-3' };
    for (const body of [prolog('a-1'), gzipSync(prolog('a-1'))]) {
      const answer = await post(`${api.url}/inventory`, body, { ...headers, 'Content-Type': 'Application/x-compress' });
      expect(answer.headers['content-type']).to.equal('application/xml');
      expect(answer.raw.toString()).to.include('<RESPONSE>SEND</RESPONSE>');
    }
  });

  it('nothing between unpacks for agents: no Content-Encoding even when one is offered', async () => {
    const answer = await post(`${api.url}/inventory`, golden('fusion-notebook.xml'), {
      Authorization: basic(source),
      'Accept-Encoding': 'gzip',
    });
    expect(answer.headers['content-encoding']).to.equal(undefined);
  });

  for (const path of [
    '/inventory',
    '/inventory/',
    '/ocsinventory',
    '/front/inventory.php',
    '/plugins/glpiinventory/',
    '/plugins/fusioninventory/',
    '/marketplace/glpiinventory/',
    '/',
  ]) {
    it(`agents are answered at ${path}`, async () => {
      expect((await sendXml(api, source, prolog('a-1'), { path })).text).to.include('SEND');
    });
  }

  it('a page may have the same address: what is no agent goes on', async () => {
    expect((await api.guest.get('//inventory')).status).to.equal(404);
    expect((await api.guest.post('//', {})).status).to.equal(404);
  });

  it('INVENTORY without PROLOG is taken, and its answer is not empty', async () => {
    const answer = await sendXml(api, source, golden('fusion-notebook.xml').toString());
    expect(answer.text).to.include('<RESPONSE>NO_ACCOUNT_UPDATE</RESPONSE>');
    const agent = await agentOf('ws-14-2026-11-24-09-30-00');
    expect(agent).to.deep.include({ name: 'ws-14', isFullWanted: false, product: 'FusionInventory-Agent_v2.6-3' });
    const asset = (await dmitri.get(`/assets/${agent.asset.id}`)).body;
    expect(asset.name).to.equal('ws-14');
    expect(asset.identifiers.uuid).to.match(/^8c1f2a4c/i);
  });

  it('OCS is given our tag and says it from then on; a tag that says where a machine stands is left alone', async () => {
    const account = '<ACCOUNTINFO><KEYNAME>TAG</KEYNAME><KEYVALUE>NA</KEYVALUE></ACCOUNTINFO>';
    const machine = {
      'ws-14-2026-11-24-09-30-00': 'ocs-7',
      'ws-14': 'ocs-7',
      '<BIOS>': `${account}<BIOS><SSN>OCS7SERIAL</SSN>`,
      '8c:8c:aa:14:5e:01': '8c:8c:aa:14:5e:07',
    };
    const product = 'OCS-NG_unified_unix_agent_v2.10.0';
    const bare = goldenFor('ocs.xml', machine);
    const first = await sendXml(api, source, bare, { product });
    const tag = /<KEYNAME>TAG<\/KEYNAME><KEYVALUE>([^<]+)</.exec(first.text)?.[1] as string;
    expect(first.text).to.include('<RESPONSE>ACCOUNT_UPDATE</RESPONSE>');
    expect((await dmitri.get(`/assets/${tag}`)).body.name).to.equal('ocs-7');
    const second = await sendXml(api, source, bare.replace('NA</KEYVALUE>', `${tag}</KEYVALUE>`), { product });
    expect(second.text).to.include('NO_ACCOUNT_UPDATE');
    const told = await sendXml(api, source, bare.replace('NA</KEYVALUE>', 'HQ-7</KEYVALUE>'), { product });
    expect(told.text).to.include('NO_ACCOUNT_UPDATE');
  });

  describe('without the right credential', () => {
    it('a body without a name is dropped unread, asked for in the form that FusionInventory reads', async () => {
      const count = (await contacts()).length;
      const answer = await post(`${api.url}/inventory`, deflateSync('x'.repeat(1_000_000)), { 'Content-Type': 'application/x-compress' });
      expect(answer.status).to.equal(401);
      expect(answer.headers['www-authenticate']).to.equal('Basic realm="Coulisse"');
      expect((await contacts()).length).to.equal(count);
    });

    it('agents send each message twice without and once with their name; none of it counts as an attack', async () => {
      for (let n = 0; n < 60; n += 1) expect((await post(`${api.url}/inventory`, deflateSync(prolog('a-1')))).status).to.equal(401);
      expect((await sendXml(api, source, prolog('a-1'))).status).to.equal(200);
    });

    it('a wrong password is noted, and after twenty a minute refused with 429, which the right one never is', async () => {
      const wrong = { username: source.username, password: 'wrong' };
      for (let n = 0; n < 20; n += 1) expect((await sendXml(api, wrong, prolog('a-9'))).status).to.equal(401);
      const answer = await sendXml(api, wrong, prolog('a-9'));
      expect(answer.status).to.equal(429);
      expect(answer.headers['retry-after']).to.equal('60');
      expect((await sendXml(api, source, prolog('a-1'))).status).to.equal(200);
      const [noted] = await contacts('&isError=true');
      expect(noted).to.deep.include({ status: 401, username: source.username, error: 'The user name or the password is wrong' });
      ctx.clock.advance(61_000);
      expect((await sendXml(api, wrong, prolog('a-9'))).status).to.equal(401);
    });

    it('names that are no text, and sources that are switched off, are refused', async () => {
      const strange = `Basic ${Buffer.from([0x61, 0x00, 0xff, 0x3a, 0x62]).toString('base64')}`;
      expect((await post(`${api.url}/inventory`, prolog('a-1'), { Authorization: strange })).status).to.equal(401);
      const off = (await dmitri.post('/inventory-sources', { name: 'Switched off' })).body;
      await dmitri.patch(`/inventory-sources/${off.id}`, { isActive: false });
      expect((await sendXml(api, off, prolog('a-1'))).status).to.equal(401);
    });

    it('another password makes the old one useless', async () => {
      const other = (await dmitri.post('/inventory-sources', { name: 'Renewed' })).body;
      const renewed = (await dmitri.put(`/inventory-sources/${other.id}/password`)).body;
      expect((await sendXml(api, other, prolog('a-1'))).status).to.equal(401);
      expect((await sendXml(api, renewed, prolog('a-1'))).status).to.equal(200);
    });
  });

  describe('what no agent says', () => {
    const cases: Array<[string, Buffer | string, number]> = [
      ['a zip bomb', deflateSync(Buffer.concat([Buffer.from('<REQUEST><CONTENT><A>'), Buffer.alloc(200 * 1024 * 1024, 0x61)])), 413],
      ['an entity', '<!DOCTYPE x [<!ENTITY a "aaaa">]><REQUEST>&a;</REQUEST>', 400],
      ['a nest', `<REQUEST><CONTENT>${'<A>'.repeat(100_000)}`, 413],
      ['a truncated stream', deflateSync(golden('ocs.xml')).subarray(0, 900), 400],
      ['nothing', '', 400],
    ];
    for (const [what, body, status] of cases) {
      it(`${what} is a ${status} and noted`, async () => {
        const answer = await post(`${api.url}/inventory`, body, { Authorization: basic(source), 'User-Agent': 'curl' });
        expect([answer.status, answer.headers['content-type']]).to.deep.equal([status, 'application/problem+json; charset=utf-8']);
        expect((await contacts('&isError=true'))[0]).to.deep.include({ status, product: 'curl', answer: 'error' });
      });
    }

    it('a GLPI Agent is told in its own words', async () => {
      const answer = await post(`${api.url}/inventory`, '{"action":', {
        Authorization: basic(source),
        'GLPI-Agent-ID': '8f7c1d6e-0000-4000-8000-000000000001',
      });
      expect(answer.status).to.equal(400);
      expect(JSON.parse(answer.text)).to.include({ status: 'error' });
    });
  });

  it('FusionInventory with Deploy asks for its configuration and is told {}', async () => {
    const url = `${api.url}/inventory?action=getConfig&task%5BDeploy%5D=2.8&machineid=ws-14`;
    const answer = await post(url, '', { Authorization: basic(source) }, 'GET');
    expect([answer.status, answer.headers['content-type'], answer.text]).to.deep.equal([200, 'application/json; charset=utf-8', '{}']);
  });

  describe('a GLPI Agent', () => {
    const uuid = '8f7c1d6e-2a3b-4c5d-8e9f-001122334455';
    const deviceId = 'ws-21-2026-11-20-08-15-42';
    const machine = {
      uuid,
      deviceId,
      full: golden('glpi-full.json').toString(),
      delta: golden('glpi-delta.json').toString(),
      xml: goldenFor('fusion-notebook.xml', {
        'ws-14-2026-11-24-09-30-00': deviceId,
        'ws-14': 'ws-21',
        '8c1f2a4c-5b6d-11ec-90d6-0242ac120003': '4c4c4544-0042-3510-8054-c7c04f564433',
        '<SSN></SSN>': '<SSN>USE2236835</SSN>',
      }),
    };

    it('greets in XML, is told in JSON that we speak it, keeps contact and sends JSON in the same run', async () => {
      const agent = glpiAgent(api, source, machine);
      const run = await agent.run();
      expect(run.map(({ sent }) => sent)).to.deep.equal(['prolog', 'contact', 'json']);
      expect(JSON.parse(run[0]!.answer.text)).to.deep.equal({ status: 'pending' });
      const contact = JSON.parse(run[1]!.answer.text);
      expect(contact.tasks.inventory).to.deep.include({ server: 'glpi', 'no-category': 'environment,process' });
      expect(contact.expiration).to.be.within(21, 27);
      expect(JSON.parse(run[2]!.answer.text)).to.deep.include({ status: 'ok' });
      await contactsWritten(ctx);
      expect((await agent.run()).map(({ sent }) => sent)).to.deep.equal(['contact', 'delta']);
      expect(await agentOf(deviceId)).to.deep.include({ isFullWanted: false, name: 'ws-21' });
    });

    it('whose machine we know in parts alone is healed within two contacts', async () => {
      const other = { ...machine, uuid: '8f7c1d6e-2a3b-4c5d-8e9f-001122334466', deviceId: 'ws-22-2026-11-20-08-15-42' };
      const rename = (text: string): string =>
        text
          .replaceAll(deviceId, other.deviceId)
          .replaceAll('ws-21', 'ws-22')
          .replaceAll('4c4c4544-0042-3510-8054-c7c04f564433', '4c4c4544-0042-3510-8054-c7c04f560022')
          .replaceAll('USE2236835', 'USE2200022')
          .replaceAll('PKEAJ028JCF0QN', 'PKEAJ022')
          .replaceAll('B0:A4:60:11:22:33', 'B0:A4:60:11:22:22')
          .replaceAll('L1HF1A200E5', 'L1HF22')
          .replaceAll('8c:8c:aa:14:5e:01', '8c:8c:aa:14:5e:22');
      const agent = glpiAgent(api, source, { ...other, full: '{"broken', delta: rename(machine.delta), xml: rename(machine.xml) });
      // The first whole inventory is refused, and still the agent sends parts from then on.
      expect((await agent.run()).at(-1)!.answer.status).to.equal(400);
      const lost = await agent.run();
      expect(lost.map(({ sent }) => sent)).to.deep.equal(['contact', 'delta']);
      expect(JSON.parse(lost[1]!.answer.text)).to.deep.equal({ status: 'ok', expiration: 1 });
      expect(await agentOf(other.deviceId)).to.deep.include({ isFullWanted: true });
      const asked = await agent.run();
      expect(JSON.parse(asked[0]!.answer.text).status).to.equal('error');
      await contactsWritten(ctx);
      const healed = await agent.run();
      expect(healed.map(({ sent }) => sent)).to.deep.equal(['prolog', 'xml']);
      expect(await agentOf(other.deviceId)).to.deep.include({ isFullWanted: false });
      // And speaks JSON again.
      expect((await agent.run()).map(({ sent }) => sent)).to.deep.equal(['prolog', 'contact', 'delta']);
    });
  });

  it('contacts say who came, when, with what, what was answered, and what went wrong', async () => {
    const items = await contacts();
    expect(items[0]).to.include.keys(
      'source',
      'deviceId',
      'product',
      'address',
      'message',
      'status',
      'answer',
      'outcome',
      'asset',
      'error',
      'bytes',
      'durationMs',
      'happenedAt',
    );
    const page = (await dmitri.get('/inventory-contacts?limit=2')).body;
    const next = (await dmitri.get(`/inventory-contacts?limit=2&cursor=${page.nextCursor}`)).body;
    expect(next.items[0].id < page.items[1].id).to.equal(true);
  });

  it('no table holds a secret that an agent sent', async () => {
    await contactsWritten(ctx);
    for (const table of ['inventory_contacts', 'inventory_submissions', 'inventory_agents', 'assets', 'asset_events']) {
      expect(JSON.stringify(await ctx.db.sql(table).select('*'))).to.not.include('s3cret');
    }
  });
});
