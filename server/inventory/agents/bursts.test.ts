import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect } from 'chai';
import { eachDatabase } from '../../../db/testing.ts';
import { drainOutbox } from '../../../jobs/drain.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../../testing.ts';
import { receiveInventory } from '../receive-inventory.ts';
import { keepDocument } from './accept-document.ts';
import { readMessage, unpackDocument } from './agent-message.ts';
import { contactsWritten } from './contact-journal.ts';
import { hoursUntilNext } from './contact-plan.ts';
import { importInventories } from './import-inventories.ts';
import { lookAtSubmission } from './look-at-submission.ts';
import { forgetOldContacts, rearmLooks } from './sweep-agents.ts';
import { basic, type Credential, golden, goldenFor, post, prolog, sendXml } from './testing-agents.ts';

/** The golden notebook as another machine. */
const machine = (n: number): string =>
  goldenFor('fusion-notebook.xml', {
    'ws-14-2026-11-24-09-30-00': `site-${n}`,
    'ws-14': `site-${n}`,
    '8c1f2a4c-5b6d-11ec-90d6-0242ac120003': `8c1f2a4c-5b6d-11ec-90d6-${String(n).padStart(12, '0')}`,
    '<SSN></SSN>': `<SSN>SITE${String(n).padStart(6, '0')}</SSN>`,
    L1HF1A200E5: `BOARD${String(n).padStart(6, '0')}`,
    '8c:8c:aa:14:5e:01': `8c:8c:aa:14:${String(n).padStart(4, '0').replace(/(..)/, '$1:')}`,
  });

eachDatabase('a whole site at the same moment', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ben: Client;
  let source: Credential & { id: string };
  const count = 40;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    ben = await api.as(cast.ben);
    source = (await (await api.as(cast.dmitri)).post('/inventory-sources', { name: 'HQ' })).body;
  });
  after(() => api.close());

  const agents = async (): Promise<Array<{ deviceId: string; asset: { id: string } | null }>> => {
    await contactsWritten(ctx);
    return (await ben.get('/inventory-agents?limit=200')).body.items;
  };

  it('is answered, each of it, and what could not be looked at meanwhile is kept', async function () {
    this.timeout(60_000);
    const answers = await Promise.all(Array.from({ length: count }, (_, n) => sendXml(api, source, machine(n))));
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 200));
    const kept = Number((await ctx.db.sql('inventory_submissions').where({ status: 'waiting' }).count({ n: '*' }).first())?.n);
    const outbox = Number((await ctx.db.sql('outbox').where({ job: 'inventory.look' }).count({ n: '*' }).first())?.n);
    expect(outbox).to.equal(kept);
    await drainOutbox(ctx);
    expect((await agents()).filter(({ asset }) => asset).length).to.equal(count);
    expect((await ctx.db.sql('inventory_submissions').where({ status: 'waiting' })).length).to.equal(0);
  });

  /** A document that was accepted and not looked at yet. */
  const keep = async (xml: string): Promise<void> => {
    const message = await readMessage(Buffer.from(xml), { product: null, agentUuid: null });
    if (message.kind !== 'inventory') throw new Error('It is no inventory');
    const { deviceId, packed } = message;
    await keepDocument(ctx, { sourceId: source.id, deviceId, agentUuid: null, requestId: null, product: null, packed });
  };
  const waiting = (): Promise<unknown[]> => ctx.db.sql('inventory_submissions').where({ status: 'waiting' });

  it('what came earlier from an agent is looked at earlier, whichever job comes first', async () => {
    await keep(machine(1).replace('<NAME>site-1<', '<NAME>site-1-before<'));
    expect((await sendXml(api, source, machine(1))).text).to.include('NO_ACCOUNT_UPDATE');
    expect(await waiting()).to.have.length(2);
    const rows = await ctx.db.sql('outbox').where({ job: 'inventory.look' }).orderBy('id', 'desc');
    for (const row of rows) await lookAtSubmission(ctx, row.payload, row.id);
    expect(await waiting()).to.have.length(0);
    const [done] = await ctx.db.sql('inventory_submissions').where({ status: 'done' }).orderBy('id', 'desc').limit(1);
    expect(done.packed).to.equal(null);
    const agent = (await agents()).find(({ deviceId }) => deviceId === 'site-1');
    expect(agent?.asset?.id).to.be.a('string');
  });

  it('a GLPI Agent whose document waits asks again until it was looked at', async () => {
    const headers = {
      Authorization: basic(source),
      'GLPI-Agent-ID': '8f7c1d6e-2a3b-4c5d-8e9f-00112233aaaa',
      'User-Agent': 'GLPI-Agent_v1.12-dev',
    };
    await keep(golden('glpi-full.json').toString());
    const sent = await post(`${api.url}/inventory`, deflateSync(golden('glpi-delta.json')), headers);
    expect(JSON.parse(sent.text)).to.deep.equal({ status: 'pending', expiration: '5s' });
    const requestId = String(sent.headers['glpi-request-id']);
    const ask = async (id: string) => post(`${api.url}/inventory`, '', { ...headers, 'GLPI-Request-ID': id }, 'GET');
    expect(JSON.parse((await ask(requestId)).text).status).to.equal('pending');
    await drainOutbox(ctx);
    expect(JSON.parse((await ask(requestId)).text).status).to.equal('ok');
    expect((await ask('FFFF0000')).status).to.equal(404);
    expect((await post(`${api.url}/inventory`, '', { 'GLPI-Agent-ID': headers['GLPI-Agent-ID'] }, 'GET')).status).to.equal(401);
  });

  it('work that got lost is asked for again', async () => {
    await keep(machine(2));
    await ctx.db.writer('outbox').where({ job: 'inventory.look' }).delete();
    await rearmLooks(ctx);
    await drainOutbox(ctx);
    expect(await waiting()).to.have.length(1);
    ctx.clock.advance(11 * 60_000);
    await rearmLooks(ctx);
    await drainOutbox(ctx);
    expect(await waiting()).to.have.length(0);
  });

  it('while what came waits too long, agents are told to send nothing now and to come in an hour', async () => {
    await keep(machine(3));
    ctx.clock.advance(11 * 60_000);
    const told = await sendXml(api, source, prolog('site-1'));
    expect(told.text).to.include('<RESPONSE>NO_SEND</RESPONSE><PROLOG_FREQ>1</PROLOG_FREQ>');
    const agent = { 'GLPI-Agent-ID': '8f7c1d6e-2a3b-4c5d-8e9f-00112233bbbb', Authorization: basic(source) };
    const contact = await post(`${api.url}/inventory`, '{"action":"contact","deviceid":"busy-1"}', agent);
    expect(JSON.parse(contact.text)).to.deep.include({ status: 'ok', expiration: 1, disabled: ['inventory'] });
    await drainOutbox(ctx);
    expect((await sendXml(api, source, prolog('site-1'))).text).to.include('<RESPONSE>SEND</RESPONSE>');
  });

  it('what was only noted is forgotten after 30 days', async () => {
    await contactsWritten(ctx);
    ctx.clock.advance(31 * 86_400_000);
    await sendXml(api, source, prolog('site-1'));
    await contactsWritten(ctx);
    await forgetOldContacts(ctx);
    expect((await ben.get('/inventory-contacts')).body.items).to.have.length(1);
    expect(await ctx.db.sql('inventory_submissions').where({ status: 'done' })).to.have.length(0);
  });

  it('a machine that comes for the first time is a new one, also by a clock that moves on', async () => {
    let ticks = 0;
    const moving = { ...ctx, clock: () => new Date(ctx.clock().getTime() + ticks++) };
    const first = await readMessage(Buffer.from(machine(950)), { product: null, agentUuid: null });
    if (first.kind !== 'inventory') throw new Error('It is no inventory');
    const receipt = await receiveInventory(moving, { sourceId: source.id, document: unpackDocument(first.packed) });
    expect(receipt.outcome).to.equal('created');
  });

  it('files and folders of them come in by command, twice the same', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'coulisse-files-'));
    try {
      writeFileSync(join(folder, 'a.ocs'), machine(900));
      writeFileSync(join(folder, 'b.json'), golden('glpi-phone.json'));
      writeFileSync(join(folder, 'c.xml'), 'no');
      writeFileSync(join(folder, 'notes.txt'), 'no agent wrote this');
      const first = await importInventories(ctx, [folder]);
      expect(first).to.deep.include({ created: 2, failed: 1 });
      expect(first.failures[0]?.file).to.match(/c\.xml$/);
      const second = await importInventories(ctx, [join(folder, 'a.ocs')]);
      expect(second.created).to.equal(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('when agents are to come again', () => {
  const at = new Date('2026-11-24T10:00:00Z');

  it('is spread around what the source says, in whole hours, and differs between machines', () => {
    const hours = Array.from({ length: 200 }, (_, n) => hoursUntilNext('PT24H', `host-${n}`, at));
    expect(Math.min(...hours)).to.equal(21);
    expect(Math.max(...hours)).to.equal(27);
    expect(new Set(hours).size).to.equal(7);
    expect(hoursUntilNext('PT4H', 'host-1', at)).to.equal(4);
    expect(hoursUntilNext('PT1H', 'host-1', at)).to.equal(1);
    expect(hoursUntilNext('P7D', 'host-1', at)).to.be.within(147, 189);
  });
});
