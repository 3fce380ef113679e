import { mailOf } from './testing-mail.ts';
import { base64, created, filePart, html, htmlPart, type NastyMail, partsOf, png, textPart, tnef } from './testing-nasty-parts.ts';

/** How they are laid out. */
export const markup: NastyMail[] = [
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

/** What they carry. */
export const files: NastyMail[] = [
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
