import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { SMTPServer } from 'smtp-server';
import { dueRows } from '../../db/outbox.ts';
import { freshDatabase } from '../../db/testing.ts';
import { deliver } from '../notifications/deliver.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { mailOf, outgoing, take } from './testing-mail.ts';

/** A mail server that hands every mail to a function. */
async function smtpPeer(onMail: (raw: string, to: string) => void): Promise<{ url: string; close(): Promise<void> }> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        onMail(Buffer.concat(chunks).toString('latin1'), session.envelope.rcptTo[0]?.address ?? '');
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Sends what waits to go out. */
async function sendAll(ctx: TestContext): Promise<void> {
  for (const row of await dueRows(ctx.db.sql, ctx.clock(), 1000))
    if (row.job === 'notification.deliver') await deliver(ctx, row.payload as { deliveryId: string }, row.id);
}

const openIncidents = async (ctx: TestContext): Promise<number> =>
  (await ctx.db.sql('incidents').select('id').where({ isOpen: true })).length;

describe('mail in masses', function () {
  this.timeout(180_000);

  for (const [how, subjectOf] of [
    ['numbered subjects', (i: number) => `Alert ${i}`],
    [
      'a new subject each',
      (i: number) => `${['disk', 'fan', 'link', 'power', 'heat', 'smoke', 'door'][i % 7]} ${(i * 7919).toString(36).replace(/\d/g, 'q')}`,
    ],
  ] as const) {
    it(`becomes one conversation and at most one answer, with ${how}`, async () => {
      const db = await freshDatabase();
      const ctx = testContext(db);
      await makeCast(ctx);
      const sent: string[] = [];
      const peer = await smtpPeer((_raw, to) => sent.push(to));
      ctx.settings.smtpUrl = peer.url;
      const count = 1000;
      for (let i = 0; i < count; i += 1) {
        await take(ctx, mailOf({ from: 'robot@monitor.example', subject: subjectOf(i), text: `It happened, number ${i}.` }));
        ctx.clock.advance(50);
        if (i % 100 === 99) await sendAll(ctx);
      }
      await sendAll(ctx);
      expect(await openIncidents(ctx)).to.equal(1);
      expect(sent.filter((to) => to === 'robot@monitor.example').length).to.be.at.most(1);
      const words = await db.sql('incidentComments').select('body');
      const filed = await db.sql('incidents').select('description');
      const all = [
        ...words.map(({ body }: { body: string }) => body),
        ...filed.map(({ description }: { description: string }) => description),
      ].join('\n');
      for (let i = 0; i < count; i += 1) expect(all, `number ${i}`).to.include(`number ${i}.`);
      await peer.close();
      await db.close();
    });
  }

  /** Two desks that take each other for customers; `mangle` is what a mail server between them does to their mails. */
  async function twoDesks(mangle: (raw: string, i: number) => string, minutesBetween: number): Promise<number> {
    const desks: Array<{ ctx: TestContext; address: string; got: string[]; close(): Promise<void> }> = [];
    for (const [index, address] of ['it@one.example', 'help@two.example'].entries()) {
      const db = await freshDatabase();
      const ctx = testContext(db);
      const cast: Cast = await makeCast(ctx);
      void cast;
      const got: string[] = [];
      ctx.settings.secretKey = Buffer.alloc(32, index + 1);
      ctx.settings.baseUrl = `http://${address.split('@')[1]}`;
      ctx.settings.mailFrom = `Desk <${address}>`;
      const peer = await smtpPeer((raw, to) => {
        if (to === desks[1 - index]?.address) desks[1 - index]?.got.push(raw);
      });
      ctx.settings.smtpUrl = peer.url;
      desks.push({ ctx, address, got, close: () => peer.close().then(() => db.close()) });
    }
    const [one, two] = desks as [(typeof desks)[0], (typeof desks)[0]];
    await take(one.ctx, mailOf({ from: two.address, to: one.address, subject: 'Hello' }));
    let exchanged = 0;
    for (let turn = 0; turn < 60; turn += 1) {
      const [from, to] = turn % 2 === 0 ? [one, two] : [two, one];
      await sendAll(from.ctx);
      for (const raw of to.got.splice(0)) {
        exchanged += 1;
        await take(to.ctx, mangle(raw, exchanged));
      }
      for (const { ctx } of desks) ctx.clock.advance(minutesBetween * 60_000);
    }
    for (const desk of desks) await desk.close();
    return exchanged;
  }

  it('stops between two desks of ours after the first answer', async () => {
    expect(await twoDesks((raw) => raw, 0)).to.be.at.most(1);
  });

  it('stops between two desks after three, also when a server between them strips every sign of a program', async () => {
    const strip = (raw: string, i: number): string =>
      raw
        .replace(/^(Auto-Submitted|X-Auto-Response-Suppress|X-Coulisse-Loop|In-Reply-To|References|Message-ID):.*(\r\n[ \t].*)*\r\n/gim, '')
        .replace(/^Subject:.*(\r\n[ \t].*)*/im, `Subject: Ticket number ${i} received, thank you ${'x'.repeat(i)}`);
    for (const minutes of [0, 1, 7]) expect(await twoDesks(strip, minutes), `${minutes} minutes apart`).to.be.at.most(6);
  });

  it('tells administrators once an hour that mails wait, however many do', async () => {
    const db = await freshDatabase();
    const ctx = testContext(db);
    await makeCast(ctx);
    for (let i = 0; i < 20; i += 1) await take(ctx, mailOf({ headers: { From: null }, subject: `x ${i}` }));
    expect(await outgoing(ctx)).to.deep.equal(['mail.quarantined dmitri@example.org']);
    await db.close();
  });
});
