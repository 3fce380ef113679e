import { mailOf } from './testing-mail.ts';
import { created, latin, type NastyMail, withBody } from './testing-nasty-parts.ts';

/** How their words are written. */
export const words: NastyMail[] = [
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
