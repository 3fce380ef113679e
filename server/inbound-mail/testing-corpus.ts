import { files, markup } from './testing-corpus-parts.ts';
import { words } from './testing-corpus-words.ts';
import { mailOf } from './testing-mail.ts';
import { created, type NastyMail, nested, partsOf, textPart } from './testing-nasty-parts.ts';

const structure: NastyMail[] = [
  {
    name: 'has bare line feeds',
    raw: mailOf({ subject: 'LF', text: 'one\ntwo', eol: '\n' }),
    expected: created({ title: 'LF', text: 'one\ntwo' }),
  },
  {
    name: 'has bare carriage returns',
    raw: mailOf({ subject: 'CR', text: 'one\ntwo', eol: '\r' }),
    expected: created({ title: 'CR', text: 'one\ntwo' }),
  },
  {
    name: 'mixes line ends',
    raw: 'From: ana@example.org\nSubject: Mixed\r\n\r\none\r\ntwo\nthree',
    expected: created({ title: 'Mixed', text: 'one\ntwo\nthree' }),
  },
  {
    name: 'has no body',
    raw: 'From: ana@example.org\r\nSubject: Nothing more\r\n',
    expected: created({ title: 'Nothing more', text: '' }),
  },
  { name: 'has an empty body', raw: mailOf({ subject: 'Empty', text: '' }), expected: created({ title: 'Empty', text: '' }) },
  {
    name: 'has no subject',
    raw: mailOf({ headers: { Subject: null }, text: 'My mouse is dead.\nHelp!' }),
    expected: created({ title: 'My mouse is dead.' }),
  },
  { name: 'has neither subject nor words', raw: mailOf({ headers: { Subject: null }, text: '' }), expected: created({ title: '—' }) },
  { name: 'has no sender', raw: mailOf({ headers: { From: null } }), expected: { outcome: 'quarantined', reason: 'noSender' } },
  { name: 'has a sender without an address', raw: mailOf({ from: 'Ana' }), expected: { outcome: 'quarantined', reason: 'noSender' } },
  { name: 'is nothing at all', raw: ' ', expected: { outcome: 'quarantined', reason: 'noSender' } },
  {
    name: 'is random bytes',
    raw: Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)),
    expected: { outcome: 'quarantined', reason: 'noSender' },
  },
  { name: 'holds NUL bytes', raw: mailOf({ subject: 'N\0UL', text: 'a\0b' }), expected: created({ title: 'NUL', text: 'ab' }) },
  {
    name: 'folds its header',
    raw: 'From:\r\n Ana\r\n\t<ana@example.org>\r\nSubject: One\r\n two\r\n\tthree\r\n\r\nx',
    expected: created({ title: 'One two three' }),
  },
  {
    name: 'says its subject twice',
    raw: 'From: ana@example.org\r\nSubject: First\r\nSubject: Second\r\n\r\nx',
    expected: created({ title: 'First' }),
  },
  {
    name: 'has lines in its header that are no fields',
    raw: 'From: ana@example.org\r\nwhat is this\r\nSubject: Odd\r\n\r\nx',
    expected: created({ title: 'Odd' }),
  },
  {
    name: 'has a header of 300 kB',
    raw: mailOf({ headers: { 'X-Long': 'x'.repeat(300_000) } }),
    expected: { outcome: 'quarantined', reason: 'headerTooLarge' },
  },
  {
    name: 'has a subject of 10,000 characters',
    raw: mailOf({ subject: 'y'.repeat(10_000) }),
    expected: created({ title: `${'y'.repeat(199)}…` }),
  },
  { name: 'misses its last boundary', raw: partsOf('mixed', [textPart('whole')], { end: false }), expected: created({ text: 'whole' }) },
  {
    name: 'has a multipart without a boundary',
    raw: mailOf({ text: 'plain after all', headers: { 'Content-Type': 'multipart/mixed' } }),
    expected: created({ text: 'plain after all' }),
  },
  {
    name: 'names a boundary that never comes',
    raw: mailOf({ text: 'still here', headers: { 'Content-Type': 'multipart/mixed; boundary=x' } }),
    expected: created({ text: 'still here' }),
  },
  {
    name: 'writes a boundary in the middle of a line',
    raw: partsOf('mixed', [textPart('not a --b0und here\r\nnor --b0undary')]),
    expected: created({ text: 'not a --b0und here\nnor --b0undary' }),
  },
  {
    name: 'has text before and after its parts',
    raw: mailOf({ text: 'preamble\n--q\n\ninside\n--q--\nepilogue', headers: { 'Content-Type': 'multipart/mixed; boundary=q' } }),
    expected: created({ text: 'inside' }),
  },
  { name: 'nests 50 levels', raw: nested(50), expected: created({ text: 'at the bottom' }) },
  { name: 'nests 200 levels', raw: nested(200), expected: { outcome: 'quarantined', reason: 'tooDeep' } },
  {
    name: 'has 2,000 parts',
    raw: partsOf(
      'mixed',
      Array.from({ length: 2000 }, (_, i) => textPart(`${i}`)),
    ),
    expected: { outcome: 'quarantined', reason: 'tooManyParts' },
  },
  {
    name: 'has a content type of nonsense',
    raw: mailOf({ text: 'read me', headers: { 'Content-Type': ';;;=?/' } }),
    expected: created({ text: 'read me' }),
  },
  {
    name: 'has an unknown transfer encoding',
    raw: mailOf({ text: 'as it is', headers: { 'Content-Transfer-Encoding': 'x-martian' } }),
    expected: created({ text: 'as it is' }),
  },
];

const senders: NastyMail[] = [
  { name: 'comes from an address in capitals', raw: mailOf({ from: 'ANA <ANA@Example.ORG>' }), expected: created() },
  { name: 'comes from an address with a detail', raw: mailOf({ from: 'ana+phone@example.org' }), expected: created() },
  { name: 'has a comma in the name', raw: mailOf({ from: '"Ana, Sales" <ana@example.org>' }), expected: created() },
  {
    name: 'has an encoded comma in the name',
    raw: mailOf({ from: '=?utf-8?Q?Ana=2C_=3Cben=40example=2Eorg=3E?= <ana@example.org>' }),
    expected: created(),
  },
  { name: 'gives another address as its name', raw: mailOf({ from: '"ben@example.org" <stranger@example.net>' }), expected: created() },
  {
    name: 'lists a thousand recipients',
    raw: mailOf({ to: Array.from({ length: 1000 }, (_, i) => `p${i}@example.net`).join(', ') }),
    expected: created(),
  },
  { name: 'has undisclosed recipients', raw: mailOf({ to: 'undisclosed-recipients:;' }), expected: created() },
];

const programs: NastyMail[] = [
  {
    name: 'says in German that somebody is away',
    raw: mailOf({ subject: 'Abwesenheitsnotiz: Urlaub', headers: { 'Auto-Submitted': 'auto-replied' } }),
    expected: { outcome: 'ignored', reason: 'outOfOffice' },
  },
  {
    name: 'says in French that somebody is away',
    raw: mailOf({ subject: '=?utf-8?Q?R=C3=A9ponse_automatique_:_cong=C3=A9s?=', headers: { 'X-Auto-Response-Suppress': 'All' } }),
    expected: { outcome: 'ignored', reason: 'outOfOffice' },
  },
  {
    name: 'answers by itself',
    raw: mailOf({ subject: 'We received your request', headers: { 'Auto-Submitted': 'auto-replied' } }),
    expected: { outcome: 'ignored', reason: 'automaticReply' },
  },
  { name: 'comes from a list', raw: mailOf({ headers: { 'List-Id': '<news.example.net>', Precedence: 'list' } }), expected: created() },
  {
    name: 'comes from a monitor',
    raw: mailOf({ from: 'ana@example.org', subject: 'Disk full', headers: { 'Auto-Submitted': 'auto-generated' } }),
    expected: created(),
  },
  {
    name: 'reports that it was read',
    raw: mailOf({
      text: '--r\n\nread\n--r\nContent-Type: message/disposition-notification\n\nDisposition: manual-action\n--r--',
      headers: { 'Content-Type': 'multipart/report; report-type=disposition-notification; boundary=r' },
    }),
    expected: { outcome: 'ignored', reason: 'readReceipt' },
  },
  {
    name: 'reports abuse',
    raw: mailOf({
      text: '--r\n\nspam\n--r\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n--r--',
      headers: { 'Content-Type': 'multipart/report; report-type=feedback-report; boundary=r' },
    }),
    expected: { outcome: 'ignored', reason: 'complaint' },
  },
  {
    name: 'is a bounce of nothing that we sent',
    raw: mailOf({
      from: 'MAILER-DAEMON@mx.example.net',
      subject: 'Undelivered Mail Returned to Sender',
      text: '<ana@example.org>: 550 5.1.1 user unknown',
    }),
    arrival: { envelopeFrom: '' },
    expected: { outcome: 'ignored', reason: 'foreignBounce' },
  },
  {
    name: 'comes from our own address',
    raw: mailOf({ from: 'Coulisse <coulisse@example.org>' }),
    expected: { outcome: 'ignored', reason: 'ownMail' },
  },
];

/** Mails made here, none taken from anybody: how they break rules is what was seen in the world. */
export const nastyMails: NastyMail[] = [...structure, ...words, ...senders, ...markup, ...files, ...programs];
