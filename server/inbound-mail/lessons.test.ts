import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { addComment } from '../incidents/add-comment.ts';
import { assignIncident } from '../incidents/assign-incident.ts';
import { findIncident } from '../incidents/incident-queries.ts';
import { mergeIncident } from '../incidents/merge-incidents.ts';
import { pendIncident } from '../incidents/pend-incident.ts';
import { resolveIncident } from '../incidents/resolve-incident.ts';
import { file, historyOf, kindsOf } from '../incidents/testing-incidents.ts';
import { addWatcher } from '../incidents/watch-incident.ts';
import { findUndeliverable } from '../notifications/channels/mail/undeliverable.ts';
import { findPerson, findPersonByEmail } from '../people/person-queries.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { changePolicy } from './change-policy.ts';
import { saveAddresses } from './save-addresses.ts';
import { lastMailTo, mailOf, outgoing, replyOf, take } from './testing-mail.ts';

/** What other desks learnt the hard way in the last months, each as it would happen here. */
eachDatabase('lessons of the field', (db) => {
  let ctx: TestContext;
  let cast: Cast;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
  });
  beforeEach(() => void ctx.clock.advance(3 * 60 * 60_000));

  const open = async (): Promise<string> => {
    ctx.clock.advance(60_000);
    return (await take(ctx, mailOf({ subject: `Case ${Math.random()}` }))).incidentId as string;
  };
  const answered = async (): Promise<string> => {
    const id = await open();
    await addComment(ctx, cast.ben, id, { body: 'Which printer?' });
    return id;
  };
  const resolved = async (): Promise<string> => {
    const id = await answered();
    await resolveIncident(ctx, cast.ben, id, { code: 'fixed', note: 'New toner.' });
    return id;
  };
  const status = async (id: string) => (await findIncident(ctx.db.sql, id))?.status;
  const comments = async (id: string): Promise<string[]> =>
    (await historyOf(ctx, cast.ben, id)).flatMap(({ comment }) => (comment ? [comment.body] : []));

  it('appends an answer that proves where it belongs, and tells those who work on it', async () => {
    const id = await answered();
    await assignIncident(ctx, cast.carla, id, { technicianId: cast.ben.id as string }, null);
    const mail = await take(
      ctx,
      await replyOf(ctx, cast.ana, id, {
        text: 'The one on the left.\n\nLe ven. 20 nov. 2026 à 16:45, IT <it@x> a écrit :\n> Which printer?',
      }),
    );
    expect([mail.outcome, mail.incidentId, mail.isTrusted]).to.deep.equal(['appended', id, true]);
    expect(await comments(id)).to.deep.equal(['Which printer?', 'The one on the left.']);
    expect(mail.text).to.include('> Which printer?');
    expect((await outgoing(ctx)).at(-1)).to.equal('incident.requesterWrote ben@example.org');
  });

  it('reopens what was solved when its requester says so by mail', async () => {
    const id = await resolved();
    const mail = await take(ctx, await replyOf(ctx, cast.ana, id, { text: 'It jams again.' }));
    expect([mail.outcome, mail.reason, await status(id)]).to.deep.equal(['appended', 'reopened', 'new']);
  });

  it('does not reopen because a program confirms with a valid proof that it was told', async () => {
    const id = await resolved();
    const reply = await replyOf(ctx, cast.ana, id, {
      subject: 'Ticket closed: thank you',
      text: 'We got it.',
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    const before = (await outgoing(ctx)).length;
    expect((await take(ctx, reply)).outcome).to.equal('appended');
    expect(await status(id)).to.equal('resolved');
    expect((await outgoing(ctx)).length).to.equal(before);
  });

  it('does not reopen for thanks, nor when somebody is away', async () => {
    const id = await resolved();
    await take(ctx, await replyOf(ctx, cast.ana, id, { text: 'Merci beaucoup !\n\nAna' }));
    const away = { subject: 'Absence du bureau', text: 'De retour lundi.', headers: { 'X-Auto-Response-Suppress': 'All' } };
    await take(ctx, await replyOf(ctx, cast.ana, id, away));
    expect(await status(id)).to.equal('resolved');
  });

  it('does not reopen again and again: three times, then only comments', async () => {
    const id = await resolved();
    const reasons: Array<string | null> = [];
    for (let i = 0; i < 5; i += 1) {
      ctx.clock.advance(2 * 60_000);
      reasons.push((await take(ctx, await replyOf(ctx, cast.ana, id, { text: `Not yet ${i}` }))).reason);
      if ((await status(id)) !== 'resolved') await resolveIncident(ctx, cast.ben, id, { code: 'fixed' });
    }
    expect(reasons).to.deep.equal(['reopened', 'reopened', 'reopened', null, null]);
  });

  it('files a linked incident when the answer comes after the time for it, or when all is closed', async () => {
    const id = await resolved();
    ctx.clock.advance(8 * 24 * 60 * 60_000);
    const mail = await take(ctx, await replyOf(ctx, cast.ana, id, { text: 'It is broken again.' }));
    expect([mail.outcome, mail.reason]).to.deep.equal(['created', 'followUp']);
    expect(mail.incidentId).not.to.equal(id);
    expect(await kindsOf(ctx, cast.ben, id)).to.include('linked');
  });

  it('drops its own mail, through whichever mailbox it comes back', async () => {
    const id = await open();
    const own = { 'Message-ID': await lastMailTo(ctx, cast.ana, id) };
    const byId = await take(ctx, mailOf({ from: 'IT <other@example.net>', headers: own }), {
      source: 'imap',
      account: 'another',
      uid: 1,
      uidValidity: 1,
    });
    expect([byId.outcome, byId.reason]).to.deep.equal(['ignored', 'ownMail']);
    expect(await comments(id)).to.deep.equal([]);
  });

  it('adds nothing for an answer that only quotes, and never the whole notice', async () => {
    const id = await answered();
    const mail = await take(
      ctx,
      await replyOf(ctx, cast.ana, id, {
        text: 'On Fri, 20 Nov 2026 at 16:45, IT <it@example.org> wrote:\n> Which printer?\n> secret of the notice',
      }),
    );
    expect([mail.outcome, mail.reason]).to.deep.equal(['ignored', 'emptyReply']);
    expect(await comments(id)).to.deep.equal(['Which printer?']);
  });

  it('keeps who is no participant out, whatever ids they know', async () => {
    const id = await resolved();
    const known = await take(ctx, mailOf({ subject: 'First' }));
    const before = await kindsOf(ctx, cast.ben, id);
    const proof = await lastMailTo(ctx, cast.ana, id);
    const claims: Array<Record<string, string>> = [{ 'In-Reply-To': proof }, { References: `<${known.messageId}>` }];
    for (const headers of claims) {
      const mail = await take(ctx, mailOf({ from: 'eve@example.org', text: 'Reset my password.', headers }));
      expect([mail.outcome, mail.reason]).to.deep.equal(['quarantined', 'notAParticipant']);
    }
    const stranger = await take(ctx, mailOf({ from: 'x@evil.example', headers: { 'In-Reply-To': proof } }));
    expect([stranger.outcome, stranger.reason]).to.deep.equal(['quarantined', 'notAParticipant']);
    expect(await findPersonByEmail(ctx.db.sql, 'x@evil.example')).to.equal(null);
    expect(await kindsOf(ctx, cast.ben, id)).to.deep.equal(before);
  });

  it('believes no proof that was changed', async () => {
    const id = await answered();
    const forged = (await lastMailTo(ctx, cast.ana, id)).replace(/.@/, (end) => (end === 'A@' ? 'B@' : 'A@'));
    const mail = await take(ctx, mailOf({ text: 'forged', headers: { 'In-Reply-To': forged } }));
    expect([mail.outcome, mail.incidentId === id]).to.deep.equal(['created', false]);
  });

  it('takes a number in the subject for a proof of nothing: participants are appended, others get one of their own, linked', async () => {
    const id = await open();
    const { number } = (await findIncident(ctx.db.sql, id)) as { number: number };
    const own = await take(ctx, mailOf({ subject: `Re: [INC-${number}] The printer jams`, text: 'And it smells.' }));
    expect([own.outcome, own.incidentId, own.isTrusted]).to.deep.equal(['appended', id, false]);
    const other = await take(ctx, mailOf({ from: 'eve@example.org', subject: `[INC-${number}] Me too`, text: 'x' }));
    expect([other.outcome, other.reason, other.incidentId === id]).to.deep.equal(['created', 'followUp', false]);
    const word = await take(ctx, mailOf({ subject: `Software: INC-${number} is re: broken`, text: 'x' }));
    expect([word.outcome, word.incidentId === id]).to.deep.equal(['created', false]);
  });

  it('makes nobody a watcher because an answer was copied to them', async () => {
    const id = await answered();
    await take(ctx, await replyOf(ctx, cast.ana, id, { text: 'The left one', headers: { Cc: 'Eve <eve@example.org>, x@evil.example' } }));
    expect(await ctx.db.sql('incidentWatchers').where({ incidentId: id })).to.deep.equal([]);
    const unverified = await take(ctx, mailOf({ subject: 'With a copy', headers: { Cc: 'eve@example.org' } }));
    expect(await ctx.db.sql('incidentWatchers').where({ incidentId: unverified.incidentId })).to.deep.equal([]);
  });

  it('lets no technician be played: without a proof their words wait', async () => {
    const id = await open();
    await assignIncident(ctx, cast.carla, id, { technicianId: cast.ben.id as string }, null);
    const { number } = (await findIncident(ctx.db.sql, id)) as { number: number };
    const forged = await take(
      ctx,
      mailOf({ from: 'Ben <ben@example.org>', subject: `[INC-${number}] Done`, text: 'Send me your password.' }),
    );
    expect([forged.outcome, forged.reason]).to.deep.equal(['quarantined', 'unverifiedTechnician']);
    const real = await take(ctx, await replyOf(ctx, cast.ben, id, { text: 'Please restart it.' }));
    expect([real.outcome, (await findIncident(ctx.db.sql, id))?.responseMetAt !== undefined]).to.deep.equal(['appended', true]);
    expect((await outgoing(ctx)).at(-1)).to.equal('incident.answered ana@example.org');
  });

  it('checks people who are known as it checks others, and takes a soft failure for no success', async () => {
    await changePolicy(ctx, cast.dmitri, { authServers: ['mx.example.org'], acceptedDomains: ['example.org'] }, null);
    const results = (text: string) => ({ 'Authentication-Results': `mx.example.org; ${text}` });
    const fail = await take(ctx, mailOf({ headers: results('dmarc=fail header.from=example.org') }));
    expect([fail.outcome, fail.reason]).to.deep.equal(['quarantined', 'authenticationFailed']);
    const soft = await take(ctx, mailOf({ headers: results('spf=softfail smtp.mailfrom=example.org') }));
    expect([soft.outcome, soft.verification, soft.isTrusted]).to.deep.equal(['created', 'none', false]);
    const pass = await take(ctx, mailOf({ subject: 'Signed', headers: results('dkim=pass header.d=example.org') }));
    expect([pass.outcome, pass.verification, pass.isTrusted]).to.deep.equal(['created', 'pass', true]);
    const fresh = await take(ctx, mailOf({ from: 'new@example.org', headers: results('spf=softfail smtp.mailfrom=example.org') }));
    expect([fresh.outcome, fresh.reason]).to.deep.equal(['quarantined', 'unverifiedEmployee']);
    const below = { 'Authentication-Results': `mx.example.org; spf=none\r\nAuthentication-Results: mx.example.org; dmarc=pass` };
    expect((await take(ctx, mailOf({ headers: below }))).verification).to.equal('none');
    await changePolicy(ctx, cast.dmitri, { authServers: [], acceptedDomains: [] }, null);
  });

  it('knows a person by a further address and leaves their own as it is', async () => {
    await saveAddresses(ctx, cast.dmitri, cast.ana.id as string, ['ana.private@example.net']);
    const mail = await take(ctx, mailOf({ from: 'Ana at home <Ana.Private@example.net>', subject: 'From home' }));
    expect(mail.personId).to.equal(cast.ana.id);
    expect((await findPerson(ctx.db.sql, cast.ana.id as string))?.email).to.equal('ana@example.org');
  });

  it('takes Reply-To for nobody', async () => {
    const mail = await take(ctx, mailOf({ from: 'stranger@example.net', subject: 'Played', headers: { 'Reply-To': 'ben@example.org' } }));
    expect((await findPerson(ctx.db.sql, mail.personId as string))?.email).to.equal('stranger@example.net');
  });

  const bounce = (returned: string, recipient: string, code = '5.1.1', action = 'failed'): string =>
    mailOf({
      from: 'Mail Delivery System <MAILER-DAEMON@mx.example.org>',
      subject: 'Undelivered Mail Returned to Sender',
      text: `--x\n\nSorry.\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; ${recipient}\nAction: ${action}\nStatus: ${code}\nDiagnostic-Code: smtp; 550 no such user\n--x\nContent-Type: text/rfc822-headers\n\nMessage-ID: ${returned}\nSubject: x\n--x--`,
      headers: { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=x', 'Auto-Submitted': 'auto-replied' },
    });

  it('does nothing to anybody for a bounce that brings back no mail of ours', async () => {
    const before = await outgoing(ctx);
    for (const returned of ['<made-up@example.org>', '<c.aaaa.bbbb.cccc.dddddddddddddddddddddd@localhost>']) {
      const mail = await take(ctx, bounce(returned, 'ana@example.org'), { envelopeFrom: '' });
      expect([mail.outcome, mail.reason]).to.deep.equal(['ignored', 'foreignBounce']);
    }
    expect(await findUndeliverable(ctx.db.sql, 'ana@example.org')).to.equal(null);
    expect((await findPerson(ctx.db.sql, cast.ana.id as string))?.isActive).to.equal(true);
    expect(await outgoing(ctx)).to.deep.equal(before);
  });

  it('lets nobody harm another with a mail of their own: the address must be the one that it went to', async () => {
    const id = await open();
    const mail = await take(ctx, bounce(await lastMailTo(ctx, cast.ana, id), 'ben@example.org'), { envelopeFrom: '' });
    expect([mail.outcome, mail.reason]).to.deep.equal(['ignored', 'otherRecipient']);
    expect(await findUndeliverable(ctx.db.sql, 'ben@example.org')).to.equal(null);
  });

  it('leaves a dead address alone and says so on the incident; a delay changes nothing', async () => {
    const id = await file(ctx, cast.ben, { requesterId: cast.eve.id as string }).then(({ id }) => id);
    await assignIncident(ctx, cast.carla, id, { technicianId: cast.ben.id as string }, null);
    await addComment(ctx, cast.ben, id, { body: 'Hello Eve' });
    const delayed = await take(ctx, bounce(await lastMailTo(ctx, cast.eve, id), 'eve@example.org', '4.4.1', 'delayed'), {
      envelopeFrom: '',
    });
    expect([delayed.outcome, delayed.reason, (await comments(id)).length]).to.deep.equal(['ignored', 'delayed', 1]);
    const dead = await take(ctx, bounce(await lastMailTo(ctx, cast.eve, id), 'eve@example.org'), { envelopeFrom: '' });
    expect([dead.outcome, dead.reason]).to.deep.equal(['ignored', 'undeliverable']);
    expect((await comments(id)).at(-1)).to.match(/Eve <eve@example.org>: 5.1.1 smtp; 550 no such user/);
    expect((await findUndeliverable(ctx.db.sql, 'eve@example.org'))?.status).to.equal('5.1.1');
    const again = await take(ctx, bounce(await lastMailTo(ctx, cast.eve, id), 'eve@example.org'), { envelopeFrom: '' });
    expect([again.outcome, (await comments(id)).length]).to.deep.equal(['ignored', 2]);
    await ctx.db.writer('undeliverableAddresses').delete();
  });

  it('gates every way by which a program could be answered: bounce, copy, automatic answer', async () => {
    const id = await answered();
    await transact(ctx, (tx) => addWatcher(tx, cast.ben, id, cast.eve.id as string));
    const before = (await outgoing(ctx)).length;
    await take(ctx, bounce(await lastMailTo(ctx, cast.ana, id), 'ana@example.org', '5.2.2'), { envelopeFrom: '' });
    await take(
      ctx,
      await replyOf(ctx, cast.ana, id, { text: 'auto', headers: { 'Auto-Submitted': 'auto-replied', Cc: 'portal@example.net' } }),
    );
    await take(ctx, mailOf({ subject: 'Auto', headers: { Precedence: 'auto_reply' } }));
    const told = (await outgoing(ctx)).slice(before);
    expect(told.filter((line) => !line.endsWith('ben@example.org') && !line.endsWith('carla@example.org'))).to.deep.equal([]);
  });

  it('names the address when mail from our own comes in', async () => {
    const mail = await take(ctx, mailOf({ from: 'alerts <coulisse@example.org>', subject: 'x' }));
    expect(mail.trace.find(({ step }) => step === 'own')?.detail).to.equal('coulisse@example.org');
  });

  it('follows a merge to where the conversation goes on', async () => {
    const first = await answered();
    const second = await open();
    await mergeIncident(ctx, cast.ben, first, second, null);
    const mail = await take(ctx, await replyOf(ctx, cast.ana, first, { text: 'Still there' }));
    expect([mail.outcome, mail.incidentId]).to.deep.equal(['appended', second]);
    expect((await comments(second)).at(-1)).to.equal('Still there');
  });

  it('takes an incident off hold when its requester answers, and not when a program does', async () => {
    const id = await open();
    await pendIncident(ctx, cast.ben, id, { reason: 'Which printer?' }, null);
    await take(
      ctx,
      await replyOf(ctx, cast.ana, id, { subject: 'Out of office: holiday', text: 'Away', headers: { 'Auto-Submitted': 'auto-replied' } }),
    );
    expect(await status(id)).to.equal('pending');
    await take(ctx, await replyOf(ctx, cast.ana, id, { text: 'The left one' }));
    expect(await status(id)).to.not.equal('pending');
  });
});
