import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { SMTPServer } from 'smtp-server';
import { eachDatabase } from '../db/testing.ts';
import { type ReadMail, readMail } from '../server/inbound-mail/mime/read-mail.ts';
import { mailOf } from '../server/inbound-mail/testing-mail.ts';
import { type Api, type Cast, type Client, makeCast, startApi, type TestContext, testContext } from '../server/testing.ts';
import { fastForward } from './drain.ts';

/** A conversation by mail from end to end: what goes out is read from a real SMTP server, what comes in is posted as it stands. */
eachDatabase('days of a desk that people write to', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let api: Api;
  let ana: Client;
  let ben: Client;
  let carla: Client;
  let dmitri: Client;
  let sent: Array<{ to: string; mail: ReadMail }> = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        sent.push({ to: session.envelope.rcptTo[0]?.address ?? '', mail: readMail(Buffer.concat(chunks)) });
        done();
      });
    },
  });

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    api = await startApi(ctx);
    const actors = [cast.ana, cast.ben, cast.carla, cast.dmitri];
    [ana, ben, carla, dmitri] = (await Promise.all(actors.map((actor) => api.as(actor)))) as [Client, Client, Client, Client];
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ctx.settings.smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  });
  after(async () => {
    await api.close();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  beforeEach(async () => {
    await later(6 * 60);
    sent = [];
  });

  const later = (minutes: number) => fastForward(ctx, new Date(ctx.clock().getTime() + minutes * 60_000));
  const work = () => later(0);
  /** Posts a mail and lets everything happen that follows from it. */
  const arrives = async (words: Parameters<typeof mailOf>[0]) => {
    const { body } = await dmitri.post('/inbound-mail', mailOf(words), { 'Content-Type': 'message/rfc822' });
    await work();
    return body as { outcome: string; incidentId: string; reason?: string; mailId: string };
  };
  const sentTo = (name: string): ReadMail[] => sent.filter(({ to }) => to === `${name}@example.org`).map(({ mail }) => mail);
  /** Answers the last mail that somebody got (about something), as their mail program would. */
  const answers = (name: string, text: string, headers: Record<string, string> = {}, about = '') => {
    const last = sentTo(name).findLast(({ subject }) => subject.includes(about)) as ReadMail;
    const id = `<${last.messageId}>`;
    return arrives({
      from: `${name}@example.org`,
      subject: `Re: ${last.subject}`,
      text,
      headers: { 'In-Reply-To': id, References: id, ...headers },
    });
  };
  const incident = async (id: string) => (await ben.get(`/incidents/${id}`)).body;
  const comments = async (id: string): Promise<string[]> =>
    (await ben.get(`/incidents/${id}/timeline`)).body.items.flatMap(({ comment }: { comment: { body: string } | null }) =>
      comment ? [comment.body] : [],
    );

  it('Friday 16:45: Ana writes, reads that it arrived, answers Ben, and never opens a page', async () => {
    const { incidentId } = await arrives({ subject: 'Écran noir', text: 'Il est noir.' });
    expect(sentTo('ana').map(({ subject }) => subject)).to.match(/\[INC-\d+\] Écran noir/);
    await ben.post(`/incidents/${incidentId}/comments`, { body: 'Depuis quand ?' });
    await work();
    expect(sentTo('ana').at(-1)?.text).to.include('Ben a répondu').and.to.include('Depuis quand ?');
    const answer = await answers('ana', 'Depuis lundi.\n\nLe ven. 20 nov. 2026 à 16:45, IT <it@example.org> a écrit :\n> Depuis quand ?');
    expect([answer.outcome, answer.incidentId]).to.deep.equal(['appended', incidentId]);
    expect(await comments(incidentId)).to.deep.equal(['Depuis quand ?', 'Depuis lundi.']);
  });

  it('Ben answers from his telephone: the response clock is met and Ana gets his words', async () => {
    const { incidentId } = await arrives({ subject: 'No sound' });
    await carla.put(`/incidents/${incidentId}/assignment`, { technicianId: cast.ben.id });
    await work();
    expect((await answers('ben', 'Is it muted?')).outcome).to.equal('appended');
    expect((await incident(incidentId)).responseMetAt ?? 'no agreement').to.not.equal(null);
    expect(sentTo('ana').at(-1)?.text).to.include('Is it muted?');
  });

  it('Solved on Friday, Ana says by mail that it is not: open again, and Ben knows', async () => {
    const { incidentId } = await arrives({ subject: 'Slow laptop' });
    await ben.put(`/incidents/${incidentId}/assignment`, { technicianId: 'me' });
    await ben.put(`/incidents/${incidentId}/resolution`, { code: 'fixed', note: 'More memory.' });
    await later(60);
    expect((await answers('ana', 'It is still slow.')).reason).to.equal('reopened');
    expect((await incident(incidentId)).status).to.equal('in_progress');
    expect(sentTo('ben').at(-1)?.text).to.match(/reopened|still slow/);
  });

  it('Solved, and Ana confirms by the link in the mail without signing in', async () => {
    const { incidentId } = await arrives({ subject: 'Broken chair' });
    await ben.put(`/incidents/${incidentId}/resolution`, { code: 'fixed', note: 'A new one.' });
    await work();
    const token = /\/answer\/([\w.-]+)\?choice=confirm/.exec(sentTo('ana').at(-1)?.text ?? '')?.[1];
    expect((await api.guest.get(`/answers/${token}`)).body.choices).to.deep.equal(['confirm', 'reopen']);
    expect((await incident(incidentId)).status).to.equal('resolved');
    expect((await api.guest.post(`/answers/${token}`, { choice: 'confirm' })).status).to.equal(200);
    expect((await incident(incidentId)).status).to.equal('closed');
  });

  it('Solved, and her holiday notice answers: nothing opens, nobody is told, no clock moves', async () => {
    const { incidentId } = await arrives({ subject: 'Old keyboard' });
    await ben.put(`/incidents/${incidentId}/resolution`, { code: 'fixed' });
    await work();
    const before = sent.length;
    await answers('ana', 'De retour lundi.', { Subject: 'Réponse automatique : absence', 'Auto-Submitted': 'auto-replied' });
    expect([(await incident(incidentId)).status, sent.length]).to.deep.equal(['resolved', before]);
  });

  it('On hold for Ana: her mail takes it off hold, the sign of a program does not', async () => {
    const { incidentId } = await arrives({ subject: 'Which phone' });
    await ben.put(`/incidents/${incidentId}/pending`, { reason: 'Which one?', until: '2027-01-04T08:00:00Z' });
    await work();
    await answers('ana', 'Received.', { 'Auto-Submitted': 'auto-generated' });
    expect((await incident(incidentId)).status).to.equal('pending');
    await answers('ana', 'The black one.');
    expect((await incident(incidentId)).status).to.not.equal('pending');
  });

  it('Closed for weeks, Ana answers the old mail: a new incident, linked to the old one', async () => {
    const { incidentId } = await arrives({ subject: 'Paper jam' });
    await ben.put(`/incidents/${incidentId}/resolution`, { code: 'fixed' });
    await later(20 * 24 * 60);
    expect((await incident(incidentId)).status).to.equal('closed');
    const again = await answers('ana', 'It jams again.', {}, 'Paper jam');
    expect([again.outcome, again.incidentId === incidentId]).to.deep.equal(['created', false]);
    const links = (await ben.get(`/incidents/${again.incidentId}/links`)).body.items;
    expect(links.map((link: { incident: { id: string } }) => link.incident.id)).to.deep.equal([incidentId]);
  });

  it('Somebody who was forwarded the mail answers it: it waits, Carla lets it in, and they take part from then on', async () => {
    const { incidentId } = await arrives({ subject: 'Shared printer' });
    const id = `<${sentTo('ana').at(-1)?.messageId}>`;
    const mail = await arrives({ from: 'eve@example.org', subject: 'Re: Shared printer', text: 'Me too.', headers: { 'In-Reply-To': id } });
    expect([mail.outcome, (await comments(incidentId)).length]).to.deep.equal(['quarantined', 0]);
    expect((await carla.put(`/inbound-mails/${mail.mailId}/release`, { incidentId })).body.outcome).to.equal('appended');
    expect(await comments(incidentId)).to.deep.equal(['Me too.']);
    await ben.post(`/incidents/${incidentId}/comments`, { body: 'Both of you: restart.' });
    await work();
    expect(sentTo('eve').at(-1)?.text).to.include('Both of you');
  });

  it('A stranger writes: a person is made, told without a word of theirs, and can take part by mail alone', async () => {
    const { incidentId } = await arrives({ from: 'Zoë <zoe@customer.example>', subject: 'CHEAP PILLS', text: 'Hello, the door is stuck.' });
    const receipt = sent.find(({ to }) => to === 'zoe@customer.example')?.mail as ReadMail;
    expect(receipt.subject).to.match(/^\[INC-\d+\]$/);
    expect(`${receipt.text} ${receipt.subject}`).to.not.include('PILLS');
    const { requester } = await incident(incidentId);
    expect(requester.name).to.equal('Zoë');
    expect((await api.guest.post('//api/v1/session', { email: 'zoe@customer.example', password: '' })).status).to.be.at.least(400);
  });

  it('Strangers shall wait, says Dmitri: they do, and are let in one by one', async () => {
    await dmitri.patch('/mail-policy', { unknownSenders: 'quarantine', acceptedDomains: ['example.org'] });
    expect((await arrives({ from: 'x@elsewhere.example' })).outcome).to.equal('quarantined');
    expect((await arrives({ from: 'nina@example.org', subject: 'My first day' })).outcome).to.equal('created');
    const [waiting] = (await carla.get('/inbound-mails?status=quarantined')).body.items;
    expect((await carla.put(`/inbound-mails/${waiting.id}/release`, {})).body.outcome).to.equal('created');
    await dmitri.patch('/mail-policy', { unknownSenders: 'accept', acceptedDomains: [] });
  });

  it('A forged mail of the boss waits, once our mail server is asked for its word', async () => {
    await dmitri.patch('/mail-policy', { authServers: ['mx.example.org'] });
    const forged = await arrives({
      from: 'carla@example.org',
      text: 'Pay this.',
      headers: { 'Authentication-Results': 'mx.example.org; dmarc=fail' },
    });
    expect([forged.outcome, forged.reason]).to.deep.equal(['quarantined', 'authenticationFailed']);
    expect((await carla.put(`/inbound-mails/${forged.mailId}/discard`)).body.status).to.equal('discarded');
    await dmitri.patch('/mail-policy', { authServers: [] });
  });

  it('The retry button uses the rules of now', async () => {
    await dmitri.patch('/mail-policy', { unknownSenders: 'quarantine' });
    const mail = await arrives({ from: 'late@elsewhere.example', subject: 'Late' });
    await dmitri.patch('/mail-policy', { unknownSenders: 'accept' });
    await carla.put(`/inbound-mails/${mail.mailId}/retry`);
    await work();
    expect((await carla.get(`/inbound-mails/${mail.mailId}`)).body.outcome).to.equal('created');
  });

  it('Ana sends three in a minute: three incidents, one receipt, all of them seen in her list', async () => {
    for (const subject of ['Mouse', 'Keyboard', 'Chair']) expect((await arrives({ subject })).outcome).to.equal('created');
    expect(sentTo('ana')).to.have.length(1);
    const mine = (await ana.get('/incidents?requesterId=me&limit=3')).body.items.map(({ title }: { title: string }) => title);
    expect(mine.sort()).to.deep.equal(['Chair', 'Keyboard', 'Mouse']);
  });

  it('A monitor goes mad on Saturday night: one incident, no answer, and every alert is kept', async () => {
    const ids = new Set<string>();
    for (let i = 0; i < 30; i += 1)
      ids.add(
        (
          await arrives({
            from: 'nagios@monitor.example',
            subject: `PROBLEM ${i} disk`,
            text: `Alert ${i}`,
            headers: { 'Auto-Submitted': 'auto-generated' },
          })
        ).incidentId,
      );
    expect(ids.size).to.equal(1);
    expect(sent.filter(({ to }) => to.includes('monitor'))).to.deep.equal([]);
    expect(await comments([...ids][0] as string)).to.have.length(29);
  });

  it('Ana’s address dies: the desk is told once, and nothing more is sent there until somebody says so', async () => {
    const { incidentId } = await arrives({ subject: 'Leaving soon' });
    const returned = `<${sentTo('ana').at(-1)?.messageId}>`;
    const report = `--r\n\nSorry\n--r\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; ana@example.org\nAction: failed\nStatus: 5.1.1\n--r\nContent-Type: text/rfc822-headers\n\nMessage-ID: ${returned}\n--r--`;
    const bounced = await arrives({
      from: 'MAILER-DAEMON@mx.example.org',
      subject: 'Undelivered',
      text: report,
      headers: { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=r' },
    });
    expect(bounced.reason).to.equal('undeliverable');
    expect((await comments(incidentId)).at(-1)).to.include('ana@example.org');
    const before = sentTo('ana').length;
    await ben.post(`/incidents/${incidentId}/comments`, { body: 'Ana?' });
    await work();
    expect(sentTo('ana')).to.have.length(before);
    expect((await carla.delete('/undeliverable-addresses/ana@example.org')).status).to.equal(204);
  });

  it('Anyone who asks later sees each step from the mail to the ticket', async () => {
    const { mailId } = await arrives({ subject: 'Why' });
    const { trace } = (await carla.get(`/inbound-mails/${mailId}`)).body;
    expect(trace.map(({ step }: { step: string }) => step)).to.deep.equal([
      'stored',
      'parsed',
      'duplicate',
      'own',
      'authenticated',
      'thread',
      'sender',
      'automatic',
      'filed',
      'acknowledged',
      'outcome',
    ]);
    const original = await carla.get(`/inbound-mails/${mailId}/original`);
    expect(original.headers.get('content-disposition')).to.match(/^attachment; filename=".*\.eml"$/);
    expect(String(original.body)).to.include('Subject: Why');
  });
});
