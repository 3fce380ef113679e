import { expect } from 'chai';
import { eachDatabase } from '../../../db/testing.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../../testing.ts';
import { contactsWritten } from '../agents/contact-journal.ts';
import { basic, type Credential, post, prolog, sendXml } from '../agents/testing-agents.ts';
import { openWorkshop } from '../agents/testing-real-agents.ts';
import { giveUpOnRuns } from './plan-run.ts';
import { startSwitch } from './testing-snmp.ts';

const fusion = process.env['TEST_FUSIONINVENTORY'];
const snmpsim = process.env['TEST_SNMPSIM'];
const community = 's3cret-community';

const found = (number: number, ip = '192.0.2.40'): string =>
  `<REQUEST><CONTENT><DEVICE><AUTHSNMP>1</AUTHSNMP><DESCRIPTION>Cisco IOS</DESCRIPTION><IP>${ip}</IP><IPS><IP>${ip}</IP></IPS><LOCATION>Floor 2</LOCATION><MAC>00:1e:4a:12:34:40</MAC><MANUFACTURER>Cisco</MANUFACTURER><MODEL>Catalyst 2960-24TT</MODEL><SNMPHOSTNAME>sw-floor2</SNMPHOSTNAME><TYPE>NETWORKING</TYPE></DEVICE><MODULEVERSION>4.2</MODULEVERSION><PROCESSNUMBER>${number}</PROCESSNUMBER></CONTENT><DEVICEID>scanner-1</DEVICEID><QUERY>NETDISCOVERY</QUERY></REQUEST>`;
const word = (query: string, number: number, inside: string): string =>
  `<REQUEST><CONTENT><AGENT>${inside}</AGENT><MODULEVERSION>4.2</MODULEVERSION><PROCESSNUMBER>${number}</PROCESSNUMBER></CONTENT><DEVICEID>scanner-1</DEVICEID><QUERY>${query}</QUERY></REQUEST>`;
const answered = (number: number, inside: string): string =>
  `<REQUEST><CONTENT><DEVICE>${inside}</DEVICE><MODULEVERSION>4.2</MODULEVERSION><PROCESSNUMBER>${number}</PROCESSNUMBER></CONTENT><DEVICEID>scanner-1</DEVICEID><QUERY>SNMPQUERY</QUERY></REQUEST>`;

eachDatabase('an appointed agent', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let dmitri: Client;
  let ben: Client;
  let source: Credential & { id: string };
  let agentId: string;
  let networkId: string;
  let credentialId: string;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    dmitri = await api.as(cast.dmitri);
    ben = await api.as(cast.ben);
    source = (await dmitri.post('/inventory-sources', { name: 'Scanner' })).body;
    await sendXml(api, source, prolog('scanner-1'));
    agentId = await agentOf('scanner-1');
  });
  after(() => api.close());

  const agentOf = async (deviceId: string): Promise<string> => {
    await contactsWritten(ctx);
    return (await dmitri.get('/inventory-agents')).body.items.find((agent: { deviceId: string }) => agent.deviceId === deviceId).id;
  };
  const runs = async (id = networkId): Promise<Array<Record<string, unknown>>> =>
    (await ben.get(`/discovery-networks/${id}/runs`)).body.items;
  const pidOf = (text: string): number => Number(/PID="(\d+)"/.exec(text)?.[1]);

  it('credentials are kept sealed, and told to nobody', async () => {
    const made = await dmitri.post('/snmp-credentials', { name: 'Read', protocol: '2c', community });
    expect(made.status).to.equal(201);
    credentialId = made.body.id;
    expect(JSON.stringify([made.body, (await dmitri.get('/snmp-credentials')).body])).to.not.include(community);
    expect(JSON.stringify(await ctx.db.sql('snmp_credentials').select('*'))).to.not.include(community);
    expect((await dmitri.post('/snmp-credentials', { name: 'None', protocol: '2c' })).status).to.equal(422);
    expect((await dmitri.post('/snmp-credentials', { name: 'V3', protocol: '3', community })).status).to.equal(422);
    expect((await ben.get('/snmp-credentials')).status).to.equal(403);
  });

  it('a range must be one, and not too large', async () => {
    const network = (ranges: unknown) => dmitri.post('/discovery-networks', { name: 'Bad', ranges });
    expect((await network([{ from: '192.0.2.9', to: '192.0.2.1' }])).status).to.equal(422);
    expect((await network([{ from: '10.0.0.0', to: '10.255.255.255' }])).status).to.equal(422);
    expect((await network([{ from: 'fd00::1', to: 'fd00::2' }])).status).to.equal(422);
    expect((await network([])).status).to.equal(422);
  });

  it('needs a credential that no other machine uses, and no other is let in with it from then on', async () => {
    const shared = (await dmitri.post('/inventory-sources', { name: 'Shared' })).body;
    await sendXml(api, shared, prolog('one'));
    await sendXml(api, shared, prolog('two'));
    const ranges = [{ from: '192.0.2.1', to: '192.0.2.254' }];
    const refused = await dmitri.post('/discovery-networks', { name: 'Floor 2', ranges, agentId: await agentOf('one') });
    expect(refused.status).to.equal(422);
    expect(refused.body.errors[0].pointer).to.equal('/agentId');
    const made = await dmitri.post('/discovery-networks', { name: 'Floor 2', ranges, agentId, credentialIds: [credentialId] });
    expect(made.status, JSON.stringify(made.body)).to.equal(201);
    expect(made.body.addressCount).to.equal(254);
    networkId = made.body.id;
    expect((await dmitri.get(`/inventory-sources/${source.id}`)).body.reservedFor).to.equal('scanner-1');
    const other = await sendXml(api, source, prolog('intruder'));
    expect(other.status).to.equal(403);
    expect(other.text).to.not.include(community);
  });

  it('is told what to do only when somebody asked, and never where it can be read on its way', async () => {
    expect((await sendXml(api, source, prolog('scanner-1'))).text).to.not.include('OPTION');
    expect((await dmitri.post(`/discovery-networks/${networkId}/runs`)).status).to.equal(202);
    expect((await dmitri.post(`/discovery-networks/${networkId}/runs`)).status).to.equal(409);
    const open = await post(`${api.url}/inventory`, prolog('scanner-1'), {
      Authorization: basic(source),
      'X-Forwarded-For': '203.0.113.9',
    });
    expect(open.text).to.not.include('OPTION');
    expect(open.text).to.not.include(community);
    await contactsWritten(ctx);
    expect((await ben.get('/inventory-contacts')).body.items[0].error).to.match(/without encryption/);
    const told = await post(`${api.url}/inventory`, prolog('scanner-1'), {
      Authorization: basic(source),
      'X-Forwarded-For': '203.0.113.9',
      'X-Forwarded-Proto': 'https',
    });
    expect(told.text).to.match(/<OPTION><NAME>NETDISCOVERY<\/NAME><PARAM THREADS_DISCOVERY="16" TIMEOUT="1" PID="\d+"\/>/);
    expect(told.text).to.include('<RANGEIP ID="1" IPSTART="192.0.2.1" IPEND="192.0.2.254" ENTITY="0"/>');
    expect(told.text).to.include(`<AUTHENTICATION ID="1" VERSION="2c" COMMUNITY="${community}"/>`);
    expect(told.text).to.include('<PROLOG_FREQ>1</PROLOG_FREQ>');
    expect((await runs())[0]).to.deep.include({ step: 'discovery', status: 'sent' });
    // Handed out once.
    expect((await sendXml(api, source, prolog('scanner-1'))).text).to.not.include('OPTION');
  });

  it('says twice that it is done; what it found is asked by SNMP at its next contact', async () => {
    const number = Number((await ctx.db.sql('discovery_runs').first()).number);
    for (const text of [
      word('NETDISCOVERY', number, '<START>1</START>'),
      word('NETDISCOVERY', number, '<NBIP>254</NBIP>'),
      found(number),
      found(number),
    ]) {
      const answer = await sendXml(api, source, text);
      expect([answer.status, answer.text.trim()]).to.deep.equal([200, '<?xml version="1.0" encoding="UTF-8"?>\n<REPLY></REPLY>']);
    }
    expect((await runs())[0]).to.deep.include({ status: 'running', found: 1, addresses: 254 });
    await sendXml(api, source, word('NETDISCOVERY', number, '<END>1</END>'));
    await sendXml(api, source, word('NETDISCOVERY', number, '<END>1</END>'));
    expect((await runs()).map(({ step, status }) => [step, status])).to.deep.equal([
      ['query', 'planned'],
      ['discovery', 'done'],
    ]);
    const [device] = (await ben.get(`/discovery-networks/${networkId}/devices`)).body.items;
    expect(device).to.deep.include({ ip: '192.0.2.40', name: 'sw-floor2', model: 'Catalyst 2960-24TT', answersSnmp: true, asset: null });

    const told = await sendXml(api, source, prolog('scanner-1'));
    expect(told.text).to.match(/<NAME>SNMPQUERY<\/NAME>.*<DEVICE TYPE="NETWORKING" ID="\d+" IP="192.0.2.40" AUTHSNMP_ID="1"\/>/);
    const id = Number(/<DEVICE TYPE="NETWORKING" ID="(\d+)"/.exec(told.text)?.[1]);
    const query = pidOf(told.text);
    const info = `<INFO><ID>${id}</ID><NAME>sw-floor2</NAME><SERIAL>FOC1234X5YZ</SERIAL><MAC>00:1e:4a:12:34:40</MAC><MANUFACTURER>Cisco</MANUFACTURER><MODEL>Catalyst 2960-24TT</MODEL><TYPE>NETWORKING</TYPE><RAM>64</RAM></INFO>`;
    const port = '<PORT><IFNAME>Fa0/1</IFNAME><IFNUMBER>10001</IFNUMBER><IFSPEED>100000000</IFSPEED><IFSTATUS>1</IFSTATUS></PORT>';
    await sendXml(api, source, answered(query, `${info}<PORTS>${port}</PORTS>`));
    await sendXml(api, source, word('SNMPQUERY', query, '<END>1</END>'));
    expect((await runs())[0]).to.deep.include({ step: 'query', status: 'done', found: 1 });
    const { asset } = (await ben.get(`/discovery-networks/${networkId}/devices`)).body.items[0];
    expect((await ben.get(`/assets/${asset.id}`)).body).to.deep.include({ kind: 'network', serial: 'FOC1234X5YZ', name: 'sw-floor2' });
  });

  it('says of a device that does not answer why, and what nobody asked for is ignored', async () => {
    await dmitri.post(`/discovery-networks/${networkId}/runs`);
    const told = await sendXml(api, source, prolog('scanner-1'));
    const number = pidOf(told.text);
    await sendXml(api, source, found(number));
    await sendXml(api, source, word('NETDISCOVERY', number, '<END>1</END>'));
    const query = await sendXml(api, source, prolog('scanner-1'));
    const id = /<DEVICE TYPE="NETWORKING" ID="(\d+)"/.exec(query.text)?.[1];
    await sendXml(api, source, answered(pidOf(query.text), `<ERROR><ID>${id}</ID><MESSAGE>No response from remote host</MESSAGE></ERROR>`));
    expect((await ben.get(`/discovery-networks/${networkId}/devices`)).body.items[0].lastError).to.equal('No response from remote host');
    expect((await runs())[0]).to.deep.include({ failures: 1 });
    const strange = await sendXml(api, source, found(999_999, '192.0.2.66'));
    expect(strange.status).to.equal(200);
    expect((await ben.get(`/discovery-networks/${networkId}/devices`)).body.items).to.have.length(1);
  });

  it('that never says how it ended is given up on', async () => {
    expect((await runs())[0]).to.deep.include({ step: 'query', status: 'sent' });
    ctx.clock.advance(13 * 3_600_000);
    await giveUpOnRuns(ctx);
    expect((await runs())[0]).to.deep.include({ status: 'failed' });
    expect((await dmitri.post(`/discovery-networks/${networkId}/runs`)).status).to.equal(202);
  });

  it('comes by itself as often as the network says', async () => {
    const made = (await dmitri.patch(`/discovery-networks/${networkId}`, { every: 'P7D' })).body;
    expect(made.nextRunAt).to.be.a('string');
    const before = (await runs()).filter(({ step }) => step === 'discovery').length;
    const told = await sendXml(api, source, prolog('scanner-1'));
    expect(told.text.match(/NETDISCOVERY/g)).to.have.length(1);
    await sendXml(api, source, word('NETDISCOVERY', pidOf(told.text), '<END>1</END>'));
    ctx.clock.advance(8 * 86_400_000);
    expect((await sendXml(api, source, prolog('scanner-1'))).text).to.include('NETDISCOVERY');
    expect((await runs()).filter(({ step }) => step === 'discovery').length).to.equal(before + 1);
  });

  it('that is appointed no more shares its credential again', async () => {
    await dmitri.patch(`/discovery-networks/${networkId}`, { agentId: null });
    expect((await dmitri.get(`/inventory-sources/${source.id}`)).body.reservedFor).to.equal(null);
    expect((await sendXml(api, source, prolog('scanner-2'))).status).to.equal(200);
  });

  if (fusion && snmpsim) {
    it('which is real finds a switch and asks it by SNMP', async function () {
      this.timeout(120_000);
      const workshop = openWorkshop();
      const device = await startSwitch(snmpsim, community);
      try {
        const own = (await dmitri.post('/inventory-sources', { name: 'Real scanner' })).body;
        const run = (tasks: string) =>
          workshop.fusion(fusion, 'scanner', [
            `--server=${api.url}/inventory`,
            `--user=${own.username}`,
            `--password=${own.password}`,
            `--tasks=${tasks}`,
          ]);
        await run('inventory');
        await contactsWritten(ctx);
        const [agent] = (await dmitri.get(`/inventory-agents?sourceId=${own.id}`)).body.items;
        const ranges = [{ from: '127.0.0.1', to: '127.0.0.1', port: device.port }];
        const network = (
          await dmitri.post('/discovery-networks', { name: 'Real', ranges, agentId: agent.id, credentialIds: [credentialId] })
        ).body;
        await dmitri.post(`/discovery-networks/${network.id}/runs`);
        const first = await run('netdiscovery,netinventory');
        expect(first.output).to.not.match(/\[error\]|\[fault\]/i);
        expect((await runs(network.id)).map(({ step, status, found }) => [step, status, found])).to.deep.equal([
          ['query', 'planned', 0],
          ['discovery', 'done', 1],
        ]);
        const second = await run('netdiscovery,netinventory');
        expect(second.output).to.not.match(/\[error\]|\[fault\]/i);
        expect((await runs(network.id))[0]).to.deep.include({ step: 'query', status: 'done', found: 1, failures: 0 });
        const [answering] = (await ben.get(`/discovery-networks/${network.id}/devices`)).body.items;
        expect(answering).to.deep.include({
          name: 'sw-floor2.example.org',
          manufacturer: 'Cisco',
          model: 'Catalyst 2960-24TT',
          place: 'Floor 2, rack A',
        });
        expect((await ben.get(`/assets/${answering.asset.id}`)).body.serial).to.equal('FOC1234X5YZ');
      } finally {
        await device.stop();
        workshop.remove();
      }
    });
  }

  it('has its secrets in no table', async () => {
    for (const table of ['inventory_contacts', 'discovery_runs', 'discovery_networks', 'discovered_devices', 'audit_events', 'outbox']) {
      expect(JSON.stringify(await ctx.db.sql(table).select('*')), table).to.not.include(community);
    }
  });
});
