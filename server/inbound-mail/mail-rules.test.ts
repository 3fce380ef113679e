import { expect } from 'chai';
import { verify } from './authentication.ts';
import { automaticKind } from './automatic.ts';
import { isAddressGone, readBounce } from './bounce.ts';
import { readMail } from './mime/read-mail.ts';
import { foldReply } from './mime/reply-text.ts';
import { burstAfter, joinsBurst } from './sender-burst.ts';
import type { SenderBurst } from './sender-burst-store.ts';
import { isOnlyThanks, numberInSubject, subjectKey, titleOf } from './subject.ts';
import { mailOf } from './testing-mail.ts';

const read = (words: Parameters<typeof mailOf>[0]) => readMail(Buffer.from(mailOf(words)));

describe('programs that write mail', () => {
  const kind = (words: Parameters<typeof mailOf>[0], envelope: string | null = 'ana@example.org') =>
    automaticKind(read(words), envelope)?.kind ?? null;

  it('are told by their headers, not by what people write', () => {
    expect(kind({})).to.equal(null);
    expect(kind({ headers: { 'Auto-Submitted': 'no' } })).to.equal(null);
    expect(kind({ headers: { 'X-Auto-Response-Suppress': 'OOF' } })).to.equal(null);
    expect(kind({ subject: 'Out of office printer is broken' })).to.equal(null);
    for (const headers of [
      { 'Auto-Submitted': 'auto-generated' },
      { Precedence: 'bulk' },
      { 'X-Loop': 'x' },
      { 'X-Auto-Response-Suppress': 'All' },
      { 'X-Coulisse-Loop': 'of another desk' },
    ] as Array<Record<string, string>>)
      expect(kind({ headers }), JSON.stringify(headers)).to.equal('generated');
    expect(kind({}, '')).to.equal('generated');
    expect(kind({ from: 'no-reply@example.net' })).to.equal('generated');
    expect(kind({ headers: { 'List-Unsubscribe': '<mailto:x@y.z>' } })).to.equal('list');
    expect(kind({ headers: { 'Auto-Submitted': 'auto-replied' } })).to.equal('reply');
  });

  it('say in many languages that somebody is away', () => {
    const subjects = [
      'Out of Office: back Monday',
      'Réponse automatique : x',
      'Absence du bureau',
      'Automatische Antwort: x',
      'Abwesenheitsnotiz',
      'Respuesta automática: x',
      'Risposta automatica: x',
      'Automatisch antwoord: x',
      'Resposta automática: x',
      'Autosvar: x',
      'Automaattinen vastaus: x',
      'Automatyczna odpowiedź: x',
      'Автоответ: x',
      'Otomatik yanıt: x',
      '自動応答: x',
      '自动回复: x',
    ];
    for (const subject of subjects)
      expect(kind({ subject, headers: { 'Auto-Submitted': 'auto-replied' } }), subject).to.equal('outOfOffice');
  });
});

describe('bounces', () => {
  const bounce = (subject: string, text: string, headers: Record<string, string> = {}, from = 'MAILER-DAEMON@mx.example.net') =>
    readBounce(read({ from, subject, text, headers }), '');

  it('are read in the words of Exim, qmail, Exchange, Postfix and Notes', () => {
    const exim = bounce(
      'Mail delivery failed: returning message to sender',
      'The following address(es) failed:\n\n  ana@example.org\n    host mx [1.2.3.4]: 550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown\n\nMessage-ID: <c.1@x>',
      { 'X-Failed-Recipients': 'ana@example.org' },
    );
    expect(exim).to.deep.include({ kind: 'permanent', status: '5.1.1', recipient: 'ana@example.org', returnedIds: ['c.1@x'] });
    const qmail = bounce(
      'failure notice',
      'Hi. This is the qmail-send program at example.net.\n\n<ana@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <c.2@x>',
    );
    expect(qmail).to.deep.include({ kind: 'permanent', status: '5.1.1', recipient: 'ana@example.org' });
    const exchange = bounce(
      'Undeliverable: Hello',
      "Delivery has failed to these recipients:\n<ana@example.org>\nRemote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'",
      {},
      'MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.net',
    );
    expect(exchange).to.deep.include({ kind: 'permanent', status: '5.1.10' });
    const notes = bounce('DELIVERY FAILURE: User ana not listed in Domino Directory', 'No such user <ana@example.org>');
    expect(notes).to.deep.include({ kind: 'permanent', status: '5.1.1' });
    const slow = bounce(
      'Delivery Status Notification (Delay)',
      'THIS IS A WARNING MESSAGE ONLY.\n<ana@example.org>: 451 4.4.1 connection timed out',
    );
    expect(slow?.kind).to.equal('temporary');
  });

  it('are not what people write about failing mail, nor vacation notices with a null sender', () => {
    expect(readBounce(read({ subject: 'Undelivered mail since Monday', text: '550 5.1.1' }), 'ana@example.org')).to.equal(null);
    expect(readBounce(read({ subject: 'Out of office', text: 'I am away' }), '')).to.equal(null);
  });

  it('make an address dead only when it is the address that is wrong', () => {
    expect(['5.1.1', '5.1.0', '5.2.1', '550'].map(isAddressGone)).to.deep.equal([true, true, true, true]);
    expect(['5.2.2', '5.7.1', '5.3.4', '4.2.1', '552'].map(isAddressGone)).to.deep.equal([false, false, false, false, false]);
  });
});

describe('authentication results', () => {
  const of = (...values: string[]) =>
    verify(
      values.map((value) => ({ name: 'authentication-results', value })),
      ['mx.example.org'],
      'ana@example.org',
    ).verification;

  it('count when our server wrote them and the domain is the sender’s', () => {
    expect(of('mx.example.org; dmarc=pass header.from=example.org')).to.equal('pass');
    expect(of('mx.example.org 1; dkim=pass (good) header.d=mail.example.org; spf=fail smtp.mailfrom=other.net')).to.equal('pass');
    expect(of('mx.example.org; spf=pass smtp.mailfrom=bounce@example.org')).to.equal('pass');
    expect(of('MX.Example.ORG; dkim=pass header.i=@example.org')).to.equal('pass');
  });

  it('do not count otherwise', () => {
    expect(of()).to.equal('none');
    expect(of('evil.example; dmarc=pass header.from=example.org')).to.equal('none');
    expect(of('mx.example.org; dkim=pass header.d=evil.example')).to.equal('none');
    expect(of('mx.example.org; dkim=pass header.d=org')).to.equal('none');
    expect(of('mx.example.org; spf=softfail smtp.mailfrom=example.org')).to.equal('none');
    expect(of('mx.example.org; spf=neutral smtp.mailfrom=example.org; dkim=none')).to.equal('none');
    expect(of('mx.example.org; spf=fail smtp.mailfrom=example.org')).to.equal('fail');
    expect(of('mx.example.org; dmarc=fail header.from=example.org; dkim=pass header.d=example.org')).to.equal('fail');
    expect(of('mx.example.org; none (dmarc=pass header.from=example.org)')).to.equal('none');
    expect(of('mx.example.org; spf=none', 'mx.example.org; dmarc=pass header.from=example.org')).to.equal('none');
  });
});

describe('what is new in an answer', () => {
  const quote = '> Which printer?\n> Ben';
  const cases: Record<string, string> = {
    'Gmail in French': `La gauche.\n\nLe ven. 20 nov. 2026 à 16:45, IT <it@example.org> a écrit :\n\n${quote}`,
    'Gmail in English, over two lines': `La gauche.\n\nOn Fri, Nov 20, 2026 at 4:45 PM Service desk of the whole company <\nit@example.org> wrote:\n\n${quote}`,
    'Outlook in English':
      'La gauche.\n\n-----Original Message-----\nFrom: IT <it@example.org>\nSent: Friday\nTo: Ana\nSubject: x\n\nWhich printer?',
    'Outlook in French':
      'La gauche.\n\n________________________________\nDe : IT <it@example.org>\nEnvoyé : vendredi\nÀ : Ana\nObjet : x\n\nWhich printer?',
    'Outlook in German': 'La gauche.\n\nVon: IT <it@example.org>\nGesendet: Freitag\nAn: Ana\nBetreff: x\n\nWhich printer?',
    Thunderbird: `La gauche.\n\nLe 20/11/2026 à 16:45, IT a écrit :\n${quote}`,
    Apple: `La gauche.\n\nEnvoyé de mon iPhone\n\n> Le 20 nov. 2026 à 16:45, IT <it@example.org> a écrit :\n> \n${quote}`,
    Dutch: `La gauche.\n\nOp vr 20 nov. 2026 om 16:45 schreef IT <it@example.org>:\n${quote}`,
    Spanish: `La gauche.\n\nEl vie, 20 nov 2026 a las 16:45, IT (<it@example.org>) escribió:\n${quote}`,
    'a signature': 'La gauche.\n\n-- \nAna\nSales',
    'a quote alone below': `La gauche.\n\n${quote}`,
  };
  for (const [name, text] of Object.entries(cases))
    it(`stands before what ${name} quotes`, () => expect(foldReply(text)).to.equal('La gauche.'));

  it('is everything when answers stand between the quoted lines', () => {
    expect(foldReply('> Which printer?\nThe left one.\n> Since when?\nMonday.')).to.include('The left one.').and.to.include('Monday.');
  });

  it('is nothing when there is only a quote', () => {
    expect(foldReply(`On Fri, Nov 20, 2026 at 4:45 PM IT <it@example.org> wrote:\n${quote}`)).to.equal('');
  });

  it('does not end at a line of somebody who writes about mail', () => {
    const text = 'I get this:\nFrom: the printer\nwhat does it mean?\n\nOn Monday it said:\nPC LOAD LETTER';
    expect(foldReply(text)).to.equal(text);
  });
});

describe('subjects', () => {
  it('name an incident in brackets only', () => {
    expect(numberInSubject('Re: [INC-1042] Printer')).to.equal('INC-1042');
    expect(numberInSubject('re: [inc-7]')).to.equal('INC-7');
    expect(numberInSubject('INC-1042 is broken')).to.equal(null);
  });

  it('are the same without what mail programs put before them', () => {
    expect(subjectKey('RE: Fwd: [INC-1] AW: Printer ')).to.equal('printer');
    expect(subjectKey('TR : Réf : x')).to.equal('réf : x');
  });

  it('become a title, or the first words do', () => {
    expect(titleOf({ subject: '[INC-9] Re: Printer', text: '' })).to.equal('Re: Printer');
    expect(titleOf({ subject: '', text: '\n  Help\t me \nnow' })).to.equal('Help me');
    expect(titleOf({ subject: `${'x'.repeat(198)}😀😀`, text: '' })).to.equal(`${'x'.repeat(198)}…`);
  });

  it('are no reason to reopen when the words only thank', () => {
    for (const text of [
      'Merci !',
      'Thank you very much.\n\nAna Martin',
      'Parfait, merci beaucoup',
      'ok 👍',
      'Danke schön',
      'It works, thanks'.replace('It works', 'Great'),
    ])
      expect(isOnlyThanks(text), text).to.equal(true);
    for (const text of ['Merci, mais ça ne marche pas', 'Thanks, still broken', 'No', 'ok but the other one', ''])
      expect(isOnlyThanks(text), text).to.equal(false);
  });
});

describe('bursts of one sender', () => {
  const none: SenderBurst = { address: 'a@b.c', lastAt: new Date(0), mails: 0, subjectKey: '', incidentIds: [], isFlood: false };
  const at = (seconds: number, key: string) => ({ at: new Date(1_000_000 + seconds * 1000), subjectKey: key });

  /** Which of these mails become an incident of their own. */
  const filed = (mails: Array<[seconds: number, key: string]>): number[] => {
    let burst = none;
    const own: number[] = [];
    mails.forEach(([seconds, key], index) => {
      const mail = at(seconds, key);
      const joins = joinsBurst(burst, mail);
      if (!joins) own.push(index);
      burst = burstAfter(burst, mail, joins ? undefined : `i${index}`);
    });
    return own;
  };

  it('are one conversation when they say the same, or come as no person writes', () => {
    expect(
      filed([
        [0, 'printer'],
        [60, 'printer'],
        [100, 'mouse'],
        [400, 'printer'],
      ]),
    ).to.deep.equal([0, 2, 3]);
    expect(
      filed([
        [0, 'alert 1'],
        [1, 'alert 2'],
        [2, 'alert 3'],
        [60, 'alert 4'],
      ]),
    ).to.deep.equal([0, 3]);
    expect(filed(Array.from({ length: 50 }, (_, i) => [i, `${String.fromCharCode(97 + (i % 26))}${i > 25 ? 'x' : 'y'}`]))).to.deep.equal([
      0, 1, 2, 3, 4,
    ]);
    expect(
      filed([
        [0, ''],
        [1, ''],
      ]),
    ).to.deep.equal([0, 1]);
  });

  it('end with a pause', () => {
    expect(filed([...Array.from({ length: 8 }, (_, i) => [i, 'abcdefgh'[i]] as [number, string]), [900, 'z']])).to.deep.equal([
      0, 1, 2, 3, 4, 8,
    ]);
  });
});
