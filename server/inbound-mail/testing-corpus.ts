import type { MailOutcome } from './inbound-mail.ts';
import type { Arrival } from './receive-mail.ts';
import { mailOf } from './testing-mail.ts';

interface NastyMail {
  name: string;
  raw: string | Buffer;
  arrival?: Partial<Arrival>;
  expected: {
    outcome: MailOutcome;
    reason?: string;
    title?: string;
    text?: string;
    includes?: string;
    html?: RegExp;
    files?: string[];
  };
}

const created = (more: Omit<NastyMail['expected'], 'outcome'> = {}): NastyMail['expected'] => ({ outcome: 'created', ...more });
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const base64 = (text: string | Buffer): string =>
  Buffer.from(text as string)
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n');

/** A mail of parts; `kind` is what follows multipart/. */
function partsOf(kind: string, parts: string[], { boundary = 'b0und', end = true, subject = 'Parts' } = {}): string {
  const text = `${parts.map((part) => `--${boundary}\r\n${part}`).join('\r\n')}${end ? `\r\n--${boundary}--` : ''}`;
  return mailOf({ subject, text, headers: { 'Content-Type': `multipart/${kind}; boundary="${boundary}"` } });
}
const textPart = (text: string, headers = ''): string => `Content-Type: text/plain; charset=utf-8\r\n${headers}\r\n${text}`;
const htmlPart = (html: string): string => `Content-Type: text/html; charset=utf-8\r\n\r\n${html}`;
const filePart = (name: string, content: string | Buffer, headers = `Content-Disposition: attachment; filename="${name}"\r\n`): string =>
  `Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n${headers}\r\n${base64(content)}`;
const html = (body: string, subject = 'HTML'): string =>
  mailOf({ subject, text: body, headers: { 'Content-Type': 'text/html; charset=utf-8' } });
const withBody = (charset: string | null, body: Buffer, subject = 'Charset'): Buffer =>
  Buffer.concat([
    Buffer.from(
      mailOf({
        subject,
        text: '',
        headers: { 'Content-Type': charset === null ? null : `text/plain; charset=${charset}`, 'Content-Transfer-Encoding': '8bit' },
      }).slice(0, -'\r\n'.length),
    ),
    body,
  ]);

const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');

function nested(depth: number): string {
  let body = textPart('at the bottom');
  for (let i = 0; i < depth; i += 1) body = `Content-Type: multipart/mixed; boundary="n${i}"\r\n\r\n--n${i}\r\n${body}\r\n--n${i}--`;
  return `From: ana@example.org\r\nSubject: Deep\r\n${body}`;
}

function tnef(name: string, content: string): Buffer {
  const attribute = (level: number, id: number, value: Buffer): Buffer => {
    const head = Buffer.alloc(9);
    head.writeUInt8(level, 0);
    head.writeUInt32LE(id, 1);
    head.writeUInt32LE(value.length, 5);
    return Buffer.concat([head, value, Buffer.alloc(2)]);
  };
  const start = Buffer.alloc(6);
  start.writeUInt32LE(0x223e9f78, 0);
  return Buffer.concat([
    start,
    attribute(2, 0x69002, Buffer.alloc(14)),
    attribute(2, 0x18010, Buffer.from(`${name}\0`, 'latin1')),
    attribute(2, 0x6800f, Buffer.from(content)),
  ]);
}

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

const words: NastyMail[] = [
  {
    name: 'cuts a character in two in its subject',
    raw: mailOf({ subject: '=?utf-8?B?w4lj?= =?utf-8?B?cmFuIG5vaXI=?=' }),
    expected: created({ title: 'Écran noir' }),
  },
  {
    name: 'cuts the bytes of a character in two',
    raw: mailOf({ subject: '=?utf-8?Q?=C3?= =?utf-8?Q?=89cran?=' }),
    expected: created({ title: 'Écran' }),
  },
  {
    name: 'encodes with spaces and underscores',
    raw: mailOf({ subject: '=?iso-8859-1?Q?Il_y_a_un_probl=E8me?=' }),
    expected: created({ title: 'Il y a un problème' }),
  },
  { name: 'has raw UTF-8 in its subject', raw: mailOf({ subject: 'Écran noir' }), expected: created({ title: 'Écran noir' }) },
  { name: 'has raw Latin-1 in its subject', raw: latin(mailOf({ subject: 'Écran figé' })), expected: created({ title: 'Écran figé' }) },
  {
    name: 'encodes in a charset that nobody knows',
    raw: mailOf({ subject: '=?x-unknown?Q?Caf=E9?=' }),
    expected: created({ title: 'Café' }),
  },
  { name: 'breaks an encoded word off', raw: mailOf({ subject: '=?utf-8?B?w4lj' }), expected: created({ title: '=?utf-8?B?w4lj' }) },
  {
    name: 'names a language in an encoded word',
    raw: mailOf({ subject: '=?utf-8*fr?Q?=C3=A9t=C3=A9?=' }),
    expected: created({ title: 'été' }),
  },
  {
    name: 'is written in windows-1252',
    raw: withBody('windows-1252', latin('L\x92\xe9cran co\xfbte 5 \x80')),
    expected: created({ text: 'L’écran coûte 5 €' }),
  },
  {
    name: 'says ISO-8859-1 and means windows-1252',
    raw: withBody('iso-8859-1', latin('L\x92imprimante')),
    expected: created({ text: 'L’imprimante' }),
  },
  {
    name: 'says ISO-8859-1 and writes UTF-8',
    raw: withBody('iso-8859-1', Buffer.from('déjà réglé')),
    expected: created({ text: 'déjà réglé' }),
  },
  { name: 'says us-ascii and writes Latin-1', raw: withBody('us-ascii', latin('d\xe9j\xe0')), expected: created({ text: 'déjà' }) },
  {
    name: 'says UTF-8 and writes Latin-1',
    raw: withBody('utf-8', latin('caf\xe9 br\xfbl\xe9')),
    expected: created({ text: 'café brûlé' }),
  },
  {
    name: 'says nothing and writes KOI8-R',
    raw: withBody(null, Buffer.from('f0d2c9cec1d7c5d420cec520d7c9c4c9d420c4cfcbd5cdc5ced4', 'hex')),
    expected: created({ includes: 'не видит документ' }),
  },
  {
    name: 'says nothing and writes windows-1251',
    raw: withBody(null, Buffer.from('cff0e8ede2e5f220ede520e2e8e4e8f220e4eeeaf3ece5edf2', 'hex')),
    expected: created({ includes: 'не видит документ' }),
  },
  {
    name: 'is written in ISO-2022-JP',
    raw: withBody('iso-2022-jp', Buffer.from('1b24422557256a257325481b2842', 'hex')),
    expected: created({ text: 'プリント' }),
  },
  {
    name: 'writes ISO-2022-JP without saying so',
    raw: withBody('us-ascii', Buffer.from('1b24422557256a257325481b2842', 'hex')),
    expected: created({ text: 'プリント' }),
  },
  {
    name: 'is written in Shift_JIS',
    raw: withBody('shift_jis', Buffer.from('8376838a83938367', 'hex')),
    expected: created({ text: 'プリント' }),
  },
  {
    name: 'says gb2312 and writes GBK',
    raw: withBody('gb2312', Buffer.from('b4f2d3a1bbfac6f7', 'hex')),
    expected: created({ text: '打印机器' }),
  },
  {
    name: 'is written in EUC-KR',
    raw: withBody('ks_c_5601-1987', Buffer.from('c7c1b8b0c5cd', 'hex')),
    expected: created({ text: '프린터' }),
  },
  { name: 'is written in UTF-7', raw: withBody('utf-7', Buffer.from('+AMk-cran 1+-1')), expected: created({ text: 'Écran 1+1' }) },
  {
    name: 'is written in UTF-16 with a mark',
    raw: withBody('utf-16', Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from('écran', 'utf16le')])),
    expected: created({ text: 'écran' }),
  },
  { name: 'begins with a byte order mark', raw: withBody('utf-8', Buffer.from('\ufeffécran')), expected: created({ text: 'écran' }) },
  {
    name: 'is quoted-printable with soft breaks',
    raw: mailOf({ text: 'une ligne tr=C3=A8s lon=\ngue =3D fin', headers: { 'Content-Transfer-Encoding': 'quoted-printable' } }),
    expected: created({ text: 'une ligne très longue = fin' }),
  },
  {
    name: 'breaks quoted-printable off',
    raw: mailOf({ text: 'caf=C3=A9 =Z1 =', headers: { 'Content-Transfer-Encoding': 'quoted-printable' } }),
    expected: created({ text: 'café =Z1' }),
  },
  {
    name: 'has base64 with rubbish in it',
    raw: mailOf({ text: 'Ym9u\n*!*am91\ncg==', headers: { 'Content-Transfer-Encoding': 'base64' } }),
    expected: created({ text: 'bonjour' }),
  },
  {
    name: 'joins pieces of base64',
    raw: mailOf({ text: 'Ym9u\nam91cg==\nIGE=\n', headers: { 'Content-Transfer-Encoding': 'base64' } }),
    expected: created({ text: 'bonjour a' }),
  },
  {
    name: 'is flowed',
    raw: mailOf({ text: 'a long \nline\nnext', headers: { 'Content-Type': 'text/plain; charset=utf-8; format=flowed' } }),
    expected: created({ text: 'a long line\nnext' }),
  },
  {
    name: 'is written from right to left',
    raw: mailOf({ subject: 'المسح لا يعمل', text: 'الطابعة معطلة' }),
    expected: created({ title: 'المسح لا يعمل', text: 'الطابعة معطلة' }),
  },
  { name: 'has half a character', raw: withBody('utf-16be', Buffer.from('d83d0020', 'hex')), expected: created({ text: '\ufffd' }) },
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

const markup: NastyMail[] = [
  {
    name: 'is HTML alone',
    raw: html('<p>Bonjour</p><p>l&#8217;écran est <b>noir</b></p>'),
    expected: created({ text: 'Bonjour\n\nl’écran est noir' }),
  },
  {
    name: 'runs scripts',
    raw: html('<p onclick="x()">hi</p><script>alert(1)</script><svg onload=alert(1)><iframe src=//x></iframe>'),
    expected: created({ text: 'hi', html: /^<p>hi<\/p>\s*$/ }),
  },
  {
    name: 'links to javascript',
    raw: html('<a href="jav&#x09;ascript:alert(1)">a</a><a href="data:text/html,x">b</a>'),
    expected: created({ html: /^<a rel="noopener noreferrer nofollow" target="_blank">a<\/a><a rel=/ }),
  },
  {
    name: 'fetches pictures from the network',
    raw: html('<p>x</p><img src="https://track.example.net/1.gif" width="1">'),
    expected: created({ html: /<img alt="" width="1" data-remote-src="https:\/\/track\.example\.net\/1\.gif" \/>/ }),
  },
  {
    name: 'hides the page behind a style',
    raw: html('<style>body{display:none}</style><div style="position:fixed;inset:0">over</div>'),
    expected: created({ text: 'over', html: /^<div>over<\/div>\s*$/ }),
  },
  {
    name: 'has 5,000 links',
    raw: html(Array.from({ length: 5000 }, (_, i) => `<a href="https://example.net/${i}">${i}</a>`).join(' ')),
    expected: created(),
  },
  { name: 'nests 5,000 tags', raw: html(`${'<div>'.repeat(5000)}deep${'</div>'.repeat(5000)}`), expected: created() },
  { name: 'never closes its tags', raw: html('<b><i><table><tr><td>open'), expected: created({ text: 'open' }) },
  {
    name: 'says the same twice',
    raw: partsOf('alternative', [textPart('plain'), htmlPart('<b>rich</b>')]),
    expected: created({ text: 'plain', html: /<b>rich<\/b>/ }),
  },
  {
    name: 'has an empty plain part beside HTML',
    raw: partsOf('alternative', [textPart(' '), htmlPart('<b>rich</b>')]),
    expected: created({ text: 'rich' }),
  },
  {
    name: 'goes on in HTML after plain text',
    raw: partsOf('mixed', [textPart('first'), htmlPart('<p>second</p>')]),
    expected: created({ text: 'first\n\nsecond' }),
  },
];

const files: NastyMail[] = [
  {
    name: 'has a file with a name in UTF-8 (RFC 2231)',
    raw: partsOf('mixed', [
      textPart('x'),
      filePart('', 'a', "Content-Disposition: attachment; filename*=UTF-8''%C3%A9cran%20noir.txt\r\n"),
    ]),
    expected: created({ files: ['écran noir.txt'] }),
  },
  {
    name: 'continues a file name over several parameters',
    raw: partsOf('mixed', [
      textPart('x'),
      filePart('', 'a', "Content-Disposition: attachment;\r\n filename*0*=utf-8''%C3%A9t;\r\n filename*1*=%C3%A9;\r\n filename*2=.txt\r\n"),
    ]),
    expected: created({ files: ['été.txt'] }),
  },
  {
    name: 'encodes a file name as a word',
    raw: partsOf('mixed', [textPart('x'), filePart('=?utf-8?Q?=C3=A9t=C3=A9=2Etxt?=', 'a')]),
    expected: created({ files: ['été.txt'] }),
  },
  {
    name: 'names a file like a path',
    raw: partsOf('mixed', [textPart('x'), filePart('..\\\\..\\\\etc/passwd', 'a')]),
    expected: created({ files: ['passwd'] }),
  },
  {
    name: 'hides the ending of a file behind a mark',
    raw: partsOf('mixed', [textPart('x'), filePart('gpj\u202eexe.txt', 'a')]),
    expected: created({ files: ['gpjexe.txt'] }),
  },
  {
    name: 'has a file without a name',
    raw: partsOf('mixed', [textPart('x'), filePart('', 'a', '')]),
    expected: created({ files: ['part-1'] }),
  },
  {
    name: 'has an empty file',
    raw: partsOf('mixed', [textPart('x'), filePart('empty.bin', '')]),
    expected: created({ files: ['empty.bin'] }),
  },
  {
    name: 'has nothing but a file',
    raw: partsOf('mixed', [filePart('report.pdf', '%PDF-1.4')]),
    expected: created({ text: '', files: ['report.pdf'] }),
  },
  {
    name: 'shows a picture of its own',
    raw: partsOf('related', [
      htmlPart('<p>See <img src="cid:p1@x"></p>'),
      `Content-Type: image/png\r\nContent-ID: <p1@x>\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(png)}`,
    ]),
    expected: created({ html: /<img alt="" src="cid:p1@x" \/>/, files: ['part-1'] }),
  },
  {
    name: 'writes a file into the text (uuencode)',
    raw: mailOf({ text: 'see below\nbegin 644 hello.txt\n%:&5L;&\\\n`\nend\nbye' }),
    expected: created({ text: 'see below\n\nbye', files: ['hello.txt'] }),
  },
  {
    name: 'is wrapped by Outlook (winmail.dat)',
    raw: partsOf('mixed', [
      textPart('x'),
      `Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(tnef('notes.txt', 'inside'))}`,
    ]),
    expected: created({ files: ['winmail.dat', 'notes.txt'] }),
  },
  {
    name: 'has a winmail.dat of rubbish',
    raw: partsOf('mixed', [textPart('x'), filePart('winmail.dat', 'rubbish')]),
    expected: created({ files: ['winmail.dat'] }),
  },
  {
    name: 'forwards a mail as a file',
    raw: partsOf('mixed', [textPart('see'), `Content-Type: message/rfc822\r\n\r\nFrom: x@example.net\r\nSubject: The other\r\n\r\nbody`]),
    expected: created({ text: 'see', files: ['The other.eml'] }),
  },
  {
    name: 'invites to a meeting',
    raw: partsOf('alternative', [
      'Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Budget\r\nDTSTART:20261124T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR',
    ]),
    expected: created({ text: 'Budget\n20261124T090000Z', files: ['invite.ics'] }),
  },
  {
    name: 'is signed',
    raw: partsOf('signed', [
      textPart('signed words'),
      `Content-Type: application/pgp-signature; name=signature.asc\r\n\r\n-----BEGIN PGP SIGNATURE-----`,
    ]),
    expected: created({ text: 'signed words', files: [] }),
  },
  {
    name: 'has 300 files',
    raw: partsOf('mixed', [textPart('x'), ...Array.from({ length: 300 }, (_, i) => filePart(`f${i}`, `${i}`))]),
    expected: created({ files: Array.from({ length: 100 }, (_, i) => `f${i}`) }),
  },
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
