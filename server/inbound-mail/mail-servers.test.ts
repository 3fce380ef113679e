import { expect } from 'chai';
import { createTransport } from 'nodemailer';
import { freshDatabase } from '../../db/testing.ts';
import { drainOutbox } from '../../jobs/drain.ts';
import { addComment } from '../incidents/add-comment.ts';
import { fileIncident } from '../incidents/file-incident.ts';
import { resolveIncident } from '../incidents/resolve-incident.ts';
import { historyOf } from '../incidents/testing-incidents.ts';
import { createPerson } from '../people/create-person.ts';
import { newPerson } from '../people/person-schemas.ts';
import { systemClock } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { changePolicy } from './change-policy.ts';
import { checkMailbox } from './check-mailbox.ts';
import { fetchMailbox } from './fetch-mailbox.ts';
import { readMails } from './inbound-mail-queries.ts';
import { findMailbox, findProgress, type Mailbox } from './mailbox-store.ts';
import { readMail } from './mime/read-mail.ts';
import { openImap } from './open-imap.ts';
import { addMailbox, changeMailbox } from './save-mailbox.ts';
import { mailOf } from './testing-mail.ts';
import { type MailServers, mailPassword, startMailServers } from './testing-mail-servers.ts';
import { watchMailboxes } from './watch-mailboxes.ts';

const { TEST_DOVECOT: dovecot, TEST_EXIM: exim } = process.env;
const never = new AbortController().signal;

async function eventually<T>(what: string, find: () => Promise<T | null | undefined | false>, limitMs = 20_000): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// Declared only where Debian's mail servers are.
if (dovecot && exim && process.getuid?.() === 0) {
  describe('real mail servers', function () {
    this.timeout(90_000);
    let servers: MailServers;
    let ctx: TestContext;
    let cast: Cast;

    before(async () => {
      servers = await startMailServers(dovecot, exim);
    });
    after(() => servers?.stop());
    beforeEach(async () => {
      ctx = { ...testContext(await freshDatabase()), clock: systemClock as TestContext['clock'] };
      cast = await makeCast(ctx);
    });
    afterEach(() => ctx.db.close());

    const mailboxAt = (address: string, more: Partial<Parameters<typeof addMailbox>[2]> = {}): Promise<Mailbox> =>
      addMailbox(ctx, cast.dmitri, {
        name: address,
        address,
        host: '127.0.0.1',
        port: servers.imapPort,
        security: 'none',
        username: address,
        password: mailPassword,
        folder: 'INBOX',
        processedFolder: null,
        supportGroupId: null,
        serviceId: null,
        isActive: true,
        ...more,
      });
    const fetch = async (id: string): Promise<number> => {
      const mailbox = (await findMailbox(ctx.db.sql, id)) as Mailbox;
      const client = await openImap(ctx, mailbox);
      const fetched = await fetchMailbox(ctx, mailbox, client, never);
      client.close();
      return fetched;
    };
    const put = async (address: string, ...mails: string[]): Promise<void> => {
      const client = await servers.mailboxOf(address);
      for (const mail of mails) await client.append('INBOX', mail);
      client.close();
    };
    const outcomes = async (): Promise<Array<string | null>> =>
      (await readMails(ctx, { limit: 100 })).items.map(({ outcome }) => outcome).reverse();

    it('are read by numbers, whatever anybody has read, and each mail once', async () => {
      const { id } = await mailboxAt('one@example.org');
      await put('one@example.org', mailOf({ subject: 'A' }), mailOf({ subject: 'B' }));
      const client = await servers.mailboxOf('one@example.org');
      await client.mailboxOpen('INBOX');
      await client.messageFlagsAdd('1:*', ['\\Seen']);
      client.close();
      expect([await fetch(id), await fetch(id)]).to.deep.equal([2, 0]);
      await put('one@example.org', mailOf({ subject: 'C' }));
      expect(await fetch(id)).to.equal(1);
      await drainOutbox(ctx, { postponesFailures: true });
      expect(await outcomes()).to.deep.equal(['created', 'created', 'created']);
    });

    it('may number a mailbox anew: it is read again, and what came in is known', async () => {
      const { id } = await mailboxAt('two@example.org', { folder: 'Support' });
      const again = mailOf({ subject: 'Again' });
      const client = await servers.mailboxOf('two@example.org');
      await client.mailboxCreate('Support');
      await client.append('Support', again);
      await fetch(id);
      const before = await findProgress(ctx.db.sql, id);
      // Dovecot counts the numberings of a mailbox by the second.
      await eventually('another numbering', async () => {
        await client.mailboxDelete('Support');
        await client.mailboxCreate('Support');
        const { uidValidity } = (await client.status('Support', { uidValidity: true })) as { uidValidity: bigint };
        return String(uidValidity) !== String(before?.uidValidity);
      });
      await client.append('Support', again);
      await client.append('Support', mailOf({ subject: 'New' }));
      client.close();
      expect(await fetch(id)).to.equal(2);
      expect((await findProgress(ctx.db.sql, id))?.uidValidity).to.not.equal(before?.uidValidity);
      await drainOutbox(ctx, { postponesFailures: true });
      expect(await outcomes()).to.deep.equal(['created', 'duplicate', 'created']);
    });

    it('keep what came before the mailbox was set up, and get kept mail put away', async () => {
      const client = await servers.mailboxOf('three@example.org');
      await client.append('INBOX', mailOf({ subject: 'Old' }), [], new Date(Date.now() - 5 * 24 * 60 * 60_000));
      await client.append('INBOX', mailOf({ subject: 'Fresh' }));
      const { id } = await mailboxAt('three@example.org', { processedFolder: 'Done' });
      await fetch(id);
      expect(((await client.status('INBOX', { messages: true })) as { messages: number }).messages).to.equal(1);
      expect(((await client.status('Done', { messages: true })) as { messages: number }).messages).to.equal(1);
      client.close();
      await drainOutbox(ctx, { postponesFailures: true });
      expect(await outcomes()).to.deep.equal(['created']);
    });

    it('are checked for an administrator, who learns what is wrong', async () => {
      const { id, version } = await mailboxAt('four@example.org');
      expect(await checkMailbox(ctx, id)).to.deep.include({ isReachable: true, error: null, messages: 0 });
      await changeMailbox(ctx, cast.dmitri, id, { password: 'wrong' }, version);
      const wrong = await checkMailbox(ctx, id);
      expect([wrong.isReachable, wrong.error]).to.match(/false,.*(auth|fail)/i);
    });

    it('say at once that there is mail, and one process at a time listens', async () => {
      await mailboxAt('five@example.org');
      const other: Context = { ...ctx };
      const watches = [ctx, other].map((one) => watchMailboxes(one, { checkMs: 50, pollMs: 60_000 }));
      await eventually('it was read', async () => (await ctx.db.sql('mailboxProgress').first())?.succeededAt);
      // The server says nothing when it begins to listen; a mail before that would wait for the next poll.
      await new Promise((resolve) => setTimeout(resolve, 200));
      const startedAt = Date.now();
      await put('five@example.org', mailOf({ subject: 'Now' }));
      await eventually('it came in', async () => (await readMails(ctx, { limit: 5 })).items.length === 1, 5000);
      expect(Date.now() - startedAt).to.be.below(3000);
      await Promise.all(watches.map((watch) => watch.stop()));
      expect((await ctx.db.sql('mailboxProgress').first()).leaseHolder).to.equal(null);
    });

    it('that are down are noted and tried again', async () => {
      const { id } = await mailboxAt('six@example.org', { port: 1 });
      const watch = watchMailboxes(ctx, { checkMs: 50, pollMs: 100 });
      const failed = await eventually('it failed', async () => {
        const progress = await findProgress(ctx.db.sql, id);
        return progress && progress.failures > 0 && progress;
      });
      expect(failed.lastError).to.match(/ECONNREFUSED/);
      const { version } = (await findMailbox(ctx.db.sql, id)) as Mailbox;
      await changeMailbox(ctx, cast.dmitri, id, { port: servers.imapPort }, version);
      await eventually('it works', async () => (await findProgress(ctx.db.sql, id))?.succeededAt);
      await watch.stop();
    });

    it('carry a whole conversation: out by Exim, into Dovecot, and the answer back by its proof', async () => {
      ctx.settings.smtpUrl = `smtp://127.0.0.1:${servers.smtpPort}`;
      ctx.settings.mailFrom = 'Support <support@example.org>';
      ctx.settings.mailReplyTo = 'support+{token}@example.org';
      await changePolicy(ctx, cast.dmitri, { authServers: ['mx.example.org'] }, null);
      await mailboxAt('support@example.org');
      const watch = watchMailboxes(ctx, { checkMs: 50, pollMs: 1000 });
      const work = () => drainOutbox(ctx, { postponesFailures: true });
      const transport = createTransport({ host: '127.0.0.1', port: servers.smtpPort, ignoreTLS: true });
      const send = (words: object) => transport.sendMail({ from: 'Ana <ana@example.org>', to: 'support@example.org', ...words });

      await send({ subject: 'Écran noir', text: 'Il est noir.' });
      const incident = await eventually('it was filed', async () => {
        await work();
        return ctx.db.sql('incidents').first();
      });
      const ana = await servers.mailboxOf('ana@example.org');
      await ana.mailboxOpen('INBOX');
      const last = async (count: number) =>
        eventually(`Ana has ${count} mails`, async () => {
          await work();
          const all = await ana.fetchAll('1:*', { envelope: true, source: true }).catch(() => []);
          return all.length >= count && all.at(-1);
        });
      const receipt = await last(1);
      expect(receipt.envelope?.subject).to.match(/^\[INC-\d+\] Écran noir$/);
      await addComment(ctx, cast.ben, incident.id, { body: 'Depuis quand ?' });
      const question = await last(2);
      expect(question.source?.toString()).to.match(/From: (")?Service desk/);
      const replyTo = question.envelope?.replyTo?.[0]?.address as string;
      expect(replyTo).to.match(/^support\+\d+-[0-9a-f]{20}@example\.org$/);
      // A program that forgets which mail it answers: the address alone proves it.
      await send({
        to: replyTo,
        subject: 'Re: Écran noir',
        text: 'Depuis lundi.\n\nLe ven. 20 nov. 2026 à 16:45, Support <support@example.org> a écrit :\n> Depuis quand ?',
      });
      const answered = await eventually('the answer came in', async () => {
        await work();
        const items = await historyOf(ctx, cast.ben, incident.id);
        return items.find(({ comment }) => comment?.body === 'Depuis lundi.');
      });
      expect(answered.actor.name).to.equal('Ana');
      await resolveIncident(ctx, cast.ben, incident.id, { code: 'fixed', note: 'Nouveau câble.' });
      const solved = await last(3);
      expect(readMail(solved.source as Buffer).text).to.match(/\/answer\/[\w.-]+\?choice=reopen/);
      await send({
        to: replyTo,
        subject: 'Re: Écran noir',
        text: 'Toujours noir !',
        inReplyTo: solved.envelope?.messageId,
        references: [solved.envelope?.messageId],
      });
      await eventually('it is open again', async () => {
        await work();
        return (await ctx.db.sql('incidents').first()).isOpen;
      });
      expect((await readMails(ctx, { limit: 10 })).items.map(({ outcome, isTrusted }) => [outcome, isTrusted])).to.deep.equal(
        Array(3).fill(['appended', true]).with(2, ['created', true]),
      );
      await watch.stop();
      ana.close();
    });

    it('report a dead address: nothing more is sent to it', async () => {
      ctx.settings.smtpUrl = `smtp://127.0.0.1:${servers.smtpPort}`;
      ctx.settings.mailFrom = 'Support <support2@example.org>';
      const dead = await createPerson(ctx, newPerson.parse({ email: 'dead@example.org', name: 'Dead' }));
      await mailboxAt('support2@example.org');
      const watch = watchMailboxes(ctx, { checkMs: 50, pollMs: 500 });
      const incident = await fileIncident(ctx, cast.ben, { title: 'For somebody', impact: 'low', urgency: 'low', requesterId: dead.id });
      const noted = await eventually('the report came', async () => {
        await drainOutbox(ctx, { postponesFailures: true });
        return ctx.db.sql('undeliverableAddresses').first();
      });
      expect([noted.address, noted.status]).to.deep.equal(['dead@example.org', '5.1.1']);
      await addComment(ctx, cast.ben, incident.id, { body: 'Hello?' });
      await drainOutbox(ctx, { postponesFailures: true });
      const deliveries = await ctx.db.sql('deliveries').where({ address: 'dead@example.org' }).orderBy('id');
      expect(deliveries.map(({ status }: { status: string }) => status)).to.deep.equal(['sent', 'suppressed']);
      await watch.stop();
    });
  });
}
