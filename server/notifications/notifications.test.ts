import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { SMTPServer } from 'smtp-server';
import { dueRows } from '../../db/outbox.ts';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { isInside } from '../platform/call-out.ts';
import { type Api, type Cast, makeCast, startApi, type TestContext, testContext } from '../testing.ts';
import { deliver } from './deliver.ts';
import { maxAttempts } from './notification.ts';
import { notify, send } from './notify.ts';
import { wordedKinds } from './sentences.ts';

/** A real SMTP peer; `refuse` is the code with which it answers the next messages. */
function smtpPeer(): { server: SMTPServer; mails: string[]; state: { refuse: number } } {
  const mails: string[] = [];
  const state = { refuse: 0 };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        if (state.refuse) return done(Object.assign(new Error('refused'), { responseCode: state.refuse }));
        mails.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  return { server, mails, state };
}

const decoded = (mail: string): string =>
  mail.replace(/(?<!\?)=\r\n/g, '').replace(/((?:=[0-9A-F]{2})+)/g, (hex) => Buffer.from(hex.replaceAll('=', ''), 'hex').toString());

eachDatabase('notifications', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  const peer = smtpPeer();

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    await new Promise<void>((resolve) => peer.server.listen(0, '127.0.0.1', resolve));
    ctx.settings.smtpUrl = `smtp://127.0.0.1:${(peer.server.server.address() as AddressInfo).port}`;
  });
  after(async () => {
    await api.close();
    await new Promise<void>((resolve) => peer.server.close(resolve));
  });

  const work = async (): Promise<void> => {
    for (const row of await dueRows(ctx.db.sql, ctx.clock(), 50)) await deliver(ctx, row.payload as { deliveryId: string }, row.id);
  };
  const tell = (key: string, to = [cast.ana.id as string]) =>
    notify(ctx, {
      recipientIds: to,
      kind: 'incident.answered',
      subject: { type: 'incident', id: 'i1' },
      data: { number: 'INC-7', title: 'Écran noir', priority: 'P2', actor: 'Ben', text: 'Essayez <ceci> & cela.' },
      key,
    });

  it('words every kind in both languages', () => {
    expect(wordedKinds.fr).to.deep.equal(wordedKinds.en);
  });

  it('tells a person once for an occasion, in the pages and by mail in their language', async () => {
    const heard: string[] = [];
    const unsubscribe = ctx.live.subscribe(({ type, audience }) => heard.push(`${type} ${audience.personIds}`));
    expect(await tell('k1')).to.deep.equal([{ id: cast.ana.id, name: 'Ana' }]);
    expect(await tell('k1')).to.deep.equal([]);
    unsubscribe();
    await work();
    expect(heard).to.deep.equal([`notification.created ${cast.ana.id}`]);
    expect(peer.mails).to.have.length(1);
    const mail = decoded(peer.mails[0] as string);
    expect(mail).to.include('Ben a répondu').and.to.include('Essayez <ceci> & cela.').and.to.include('Essayez &#60;ceci&#62; &#38; cela.');
    expect(mail)
      .to.match(/Auto-Submitted: auto-generated/i)
      .and.to.match(/^Message-ID:\s*<.+@localhost>/im);
  });

  it('lists what I was told and takes note that I read it; not what others were told', async () => {
    const ana = await api.as(cast.ana);
    const eve = await api.as(cast.eve);
    const { body } = await ana.get('/notifications?unread=true');
    expect(body).to.include({ unread: 1 });
    expect((await eve.put(`/notifications/${body.items[0].id}/read`)).status).to.equal(404);
    expect((await ana.put(`/notifications/${body.items[0].id}/read`)).status).to.equal(204);
    expect((await ana.get('/notifications?unread=true')).body).to.deep.include({ unread: 0, items: [] });
    expect((await eve.get('/notifications')).body.items).to.deep.equal([]);
  });

  it('tries again later what may succeed, and gives up what cannot', async () => {
    peer.state.refuse = 451;
    await tell('k2');
    await work();
    ctx.clock.advance(14_000);
    expect(await dueRows(ctx.db.sql, ctx.clock(), 10)).to.have.length(0);
    ctx.clock.advance(1_000);
    peer.state.refuse = 0;
    await work();
    expect(peer.mails).to.have.length(2);
    peer.state.refuse = 550;
    await tell('k3');
    await work();
    peer.state.refuse = 0;
    const [failed] = await ctx.db.sql('deliveries').where({ status: 'failed' });
    expect(failed).to.include({ attempts: 1 });
    expect(failed.lastError).to.include('refused');
  });

  it('gives up after the last try and leaves nothing armed', async () => {
    peer.state.refuse = 421;
    await tell('k4');
    for (let i = 0; i < maxAttempts.notify; i += 1) {
      await work();
      ctx.clock.advance(3_600_000);
    }
    peer.state.refuse = 0;
    expect(await dueRows(ctx.db.sql, ctx.clock(), 10)).to.have.length(0);
    expect(await ctx.db.sql('deliveries').where({ status: 'failed', attempts: maxAttempts.notify })).to.have.length(1);
  });

  it('says so when there is no mail server', async () => {
    const { smtpUrl } = ctx.settings;
    ctx.settings.smtpUrl = null;
    await tell('k5');
    await work();
    ctx.settings.smtpUrl = smtpUrl;
    expect(await ctx.db.sql('deliveries').where({ status: 'suppressed' })).to.have.length(1);
  });

  it('undoes the telling with the transaction that asked for it', async () => {
    const undone = transact(ctx, async (tx) => {
      await notify(tx, { recipientIds: [cast.eve.id as string], kind: 'x', subject: { type: 'incident', id: 'i' }, data: {}, key: 'k6' });
      throw new Error('no');
    });
    await undone.catch(() => {});
    expect(await ctx.db.sql('notifications').where({ key: 'k6' })).to.have.length(0);
  });

  describe('webhooks', () => {
    let server: Server;
    const received: Array<{ headers: NodeJS.Dict<string | string[]>; body: string }> = [];
    let answer = 200;
    before(async () => {
      server = createServer((req, res) => {
        let body = '';
        req.on('data', (chunk) => (body += chunk));
        req.on('end', () => {
          received.push({ headers: req.headers, body });
          res.writeHead(answer, { Location: 'http://127.0.0.1/' }).end();
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    after(() => void server.close());

    const post = async (host: string): Promise<Record<string, unknown>> => {
      const address = `http://${host}:${(server.address() as AddressInfo).port}/hook`;
      const id = await transact(ctx, (tx) => send(tx, { notificationId: null, channel: 'webhook', address, payload: { number: 'INC-7' } }));
      await work();
      return ctx.db.sql('deliveries').where({ id }).first();
    };

    it('do not reach into the private network unless it is allowed', async () => {
      expect(await post('127.0.0.1')).to.include({ status: 'failed', attempts: 1 });
      expect(await post('localhost')).to.include({ status: 'failed' });
      expect(received).to.have.length(0);
    });

    it('are signed and carry an id that stays the same', async () => {
      ctx.settings.webhookAllow = ['localhost'];
      expect(await post('localhost')).to.include({ status: 'sent' });
      expect(received[0]?.body).to.equal('{"number":"INC-7"}');
      const { key } = (await (await api.as(cast.dmitri)).get('/webhook-key')).body;
      const { headers, body } = received[0]!;
      const expected = createHmac('sha256', Buffer.from(key, 'base64url'))
        .update(`${headers['coulisse-id']}.${headers['coulisse-timestamp']}.${body}`)
        .digest('base64url');
      expect(headers['coulisse-signature']).to.equal(expected);
    });

    it('follow no redirect', async () => {
      answer = 302;
      expect(await post('localhost')).to.include({ status: 'failed', lastError: 'It answered 302' });
      answer = 200;
    });

    it('know every spelling of a private address', () => {
      for (const address of ['127.0.0.1', '10.1.2.3', '169.254.169.254', '::1', '::ffff:192.168.1.1', 'fd00::1', 'fe80::1', '0.0.0.0']) {
        expect([address, isInside(address)]).to.deep.equal([address, true]);
      }
      expect(isInside('93.184.215.14')).to.equal(false);
      expect(isInside('2606:2800:21f:cb07:6820:80da:af6b:8b2c')).to.equal(false);
    });
  });
});
