import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createTransport } from 'nodemailer';
import { dueRows } from '../../db/outbox.ts';
import { eachDatabase, freshDatabase } from '../../db/testing.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { importMail } from './import-mail.ts';
import { readMails } from './inbound-mail-queries.ts';
import { listenForMail, type MailListener } from './listen-for-mail.ts';
import { processMail } from './process-mail.ts';
import { sweepMail } from './sweep-mail.ts';
import { mailOf, outgoing } from './testing-mail.ts';

eachDatabase('the listener for mail', (db) => {
  let ctx: TestContext;
  let listener: MailListener;

  before(async () => {
    ctx = testContext(db());
    await makeCast(ctx);
    listener = await listenForMail(ctx, { host: '127.0.0.1', lmtpPort: 0, smtpPort: 0 });
  });
  after(() => listener.stop());

  const send = (kind: 'lmtp' | 'smtp', raw: string, envelope: { from: string; to: string[] }) =>
    createTransport({
      host: '127.0.0.1',
      port: (kind === 'lmtp' ? listener.lmtpPort : listener.smtpPort) as number,
      ignoreTLS: true,
      ...(kind === 'lmtp' && { lmtp: true }),
    } as never).sendMail({ envelope, raw });
  const work = async (): Promise<void> => {
    for (const row of await dueRows(ctx.db.sql, ctx.clock(), 100))
      if (row.job === 'mail.process') await processMail(ctx, row.payload as { mailId: string }, row.id);
  };

  it('takes a mail by LMTP and by SMTP, with its envelope, and says so once it is kept', async () => {
    for (const kind of ['lmtp', 'smtp'] as const) {
      const { response } = await send(kind, mailOf({ subject: `By ${kind}` }), { from: '', to: ['support@example.org', 'it@example.org'] });
      expect(response).to.match(/^250 .*Kept as/);
      const [row] = await ctx.db.sql('inboundMails').where({ source: kind });
      expect([row.status, row.envelopeFrom, row.envelopeTo]).to.deep.equal(['received', '', ['support@example.org', 'it@example.org']]);
    }
    await work();
    expect((await readMails(ctx, { limit: 10 })).items.map(({ outcome, isAutomatic }) => [outcome, isAutomatic])).to.deep.equal([
      ['created', true],
      ['created', true],
    ]);
  });

  it('refuses what is too large for good, and says 451 when it cannot keep a mail', async () => {
    const { dataDir } = ctx.settings;
    ctx.settings.dataDir = '/dev/null/nowhere';
    const later = await send('smtp', mailOf(), { from: 'ana@example.org', to: ['x@example.org'] }).catch((error) => error);
    expect(later.responseCode).to.equal(451);
    ctx.settings.dataDir = dataDir;
    const large = `${mailOf()}${'x'.repeat(51 * 1024 * 1024)}`;
    const never = await send('smtp', large, { from: 'ana@example.org', to: ['x@example.org'] }).catch((error) => error);
    expect(never.responseCode).to.equal(552);
    expect((await ctx.db.sql('inboundMails').where({ status: 'received' })).length).to.equal(0);
  }).timeout(60_000);

  it('loses no mail when the connection breaks in the middle: the sender was not answered', async () => {
    const socket = connect(listener.smtpPort as number, '127.0.0.1');
    for (const [code, words] of [
      ['220', 'EHLO x'],
      ['250', 'MAIL FROM:<a@b.c>'],
      ['250', 'RCPT TO:<x@y.z>'],
      ['250', 'DATA'],
      ['354', ''],
    ] as const) {
      const [heard] = await once(socket, 'data');
      expect(String(heard)).to.match(new RegExp(`^${code}`));
      if (words) socket.write(`${words}\r\n`);
    }
    socket.write('Subject: half\r\n\r\nhalf of');
    socket.destroy();
    const { response } = await send('smtp', mailOf({ subject: 'Whole' }), { from: 'ana@example.org', to: ['x@example.org'] });
    expect(response).to.match(/Kept as/);
    expect((await ctx.db.sql('inboundMails').where({ status: 'received' })).length).to.equal(1);
  });
});

describe('importing mail from files', () => {
  let ctx: TestContext;
  let cast: Cast;
  let folder: string;

  beforeEach(async () => {
    ctx = testContext(await freshDatabase());
    cast = await makeCast(ctx);
    void cast;
    folder = mkdtempSync(join(tmpdir(), 'coulisse-import-'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await ctx.db.close();
  });

  const old = { Date: 'Mon, 2 Mar 2026 09:00:00 +0100' };

  it('reads .eml files, an mbox, and a maildir, and says what became of them', async () => {
    writeFileSync(join(folder, 'one.eml'), mailOf({ subject: 'One' }));
    const lines = 'From ana@example.org Mon Mar  2 09:00:00 2026\n';
    const text = 'Hello\n\n>From the beginning\n>>From twice';
    writeFileSync(
      join(folder, 'all.mbox'),
      [2, 3].map((i) => `${lines}${mailOf({ subject: `Box ${'x'.repeat(i)}`, text, eol: '\n' })}\n`).join(''),
    );
    for (const name of ['cur', 'new', 'tmp']) mkdirSync(join(folder, 'Maildir', name), { recursive: true });
    writeFileSync(join(folder, 'Maildir/cur/1:2,S'), mailOf({ subject: 'Read' }));
    writeFileSync(join(folder, 'Maildir/new/2'), mailOf({ headers: { From: null } }));
    writeFileSync(join(folder, 'Maildir/tmp/3'), mailOf({ subject: 'Never delivered' }));
    writeFileSync(join(folder, 'Maildir/dovecot.index'), 'x');
    const report = await importMail(ctx, [folder]);
    expect(report).to.deep.include({ created: 4, quarantined: 1, failed: 0, duplicate: 0 });
    const described = await ctx.db.sql('incidents').where({ title: 'Box xx' }).first();
    expect(described.description).to.equal('Hello\n\nFrom the beginning\n>From twice');
    expect(await importMail(ctx, [folder])).to.deep.include({ created: 0, duplicate: 5 });
  });

  it('confirms to nobody what was written long ago, and takes no old series for a flood', async () => {
    for (let day = 1; day < 9; day += 1)
      writeFileSync(
        join(folder, `${day}.eml`),
        mailOf({ subject: 'Daily report', headers: { Date: `Mon, ${day} Mar 2026 09:00:00 +0100` } }),
      );
    expect(await importMail(ctx, [folder])).to.deep.include({ created: 8, appended: 0 });
    expect(await outgoing(ctx)).to.deep.equal([]);
  });

  it('goes on after a file that cannot be read', async () => {
    writeFileSync(join(folder, 'a.eml'), mailOf({ subject: 'A', headers: old }));
    writeFileSync(join(folder, 'b.eml'), 'x'.repeat(51 * 1024 * 1024));
    writeFileSync(join(folder, 'c.eml'), mailOf({ subject: 'C', headers: { Date: 'Tue, 3 Mar 2026 09:00:00 +0100' } }));
    const report = await importMail(ctx, [folder]);
    expect([report.created, report.failed, report.failures[0]?.where]).to.deep.equal([2, 1, join(folder, 'b.eml')]);
  });

  it('keeps of a large mail the words, and the original', async () => {
    await ctx.db.writer('mailPolicy').insert({
      id: 'only',
      authServersJson: '[]',
      acceptedDomainsJson: '[]',
      unknownSenders: 'accept',
      reopenDays: 7,
      isAcknowledging: true,
      maxBytes: 65_536,
      version: 1,
    });
    const raw = mailOf({ subject: 'Large', text: `The beginning.\n${'x'.repeat(200_000)}` });
    writeFileSync(join(folder, 'large.eml'), raw);
    expect(await importMail(ctx, [folder])).to.deep.include({ created: 1 });
    const incident = await ctx.db.sql('incidents').first();
    expect(incident.description).to.match(/^The beginning\./);
    expect((await ctx.db.sql('inboundMails').first()).sizeBytes).to.equal(raw.length);
    expect(await sweepMail(ctx)).to.equal(0);
  });
});
