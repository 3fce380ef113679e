import { expect } from 'chai';
import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import { nastyMails } from '../testing-corpus.ts';
import { MailFault } from './header.ts';
import { readMail } from './read-mail.ts';

/** Reads, or refuses with a fault of the mail; anything else that is thrown is a fault of ours. */
function readOrFault(raw: Buffer): void {
  try {
    const mail = readMail(raw);
    expect(mail.text).not.to.match(/\0/);
    expect(mail.subject).not.to.match(/[\n\r\0]/);
  } catch (error) {
    expect(error).to.be.instanceOf(MailFault);
  }
}

const piece = fc.constantFrom(
  ...[
    '\r\n',
    '\n',
    '\r',
    '\0',
    '--',
    '--b',
    '--b--',
    ':',
    ';',
    '=',
    '"',
    '<',
    '>',
    '=?',
    '?=',
    '?Q?',
    '?B?',
    'utf-8',
    '=C3',
    '%C3',
    ' ',
    '\t',
  ],
  ...[
    'From: ',
    'Subject: ',
    'Content-Type: ',
    'multipart/mixed',
    'text/html',
    'message/rfc822',
    '; boundary=b',
    '; charset=',
    'a@b.c',
    '\x1b$',
    '\xff\xfe',
  ],
  ...[
    'Content-Transfer-Encoding: ',
    'base64',
    'quoted-printable',
    'uuencode',
    'begin 644 x',
    'end',
    '<p>',
    '</p>',
    '<!--',
    '<a href=',
    '&#',
    '> ',
    'Le a écrit :',
  ],
);

describe('reading mails of any bytes', () => {
  it('never throws anything but a fault of the mail', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => readOrFault(Buffer.from(bytes))),
      { numRuns: 300 },
    );
  });

  it('never throws on the pieces that mails are made of, in any order', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => readOrFault(Buffer.from(pieces.join(''), 'latin1'))),
      { numRuns: 1500 },
    );
  });

  it('never throws on a mail that was cut, doubled or bitten', () => {
    const originals = nastyMails.map(({ raw }) => Buffer.from(raw as string)).filter(({ length }) => length < 20_000);
    const change = fc.tuple(
      fc.constantFrom('cut', 'double', 'bite'),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 0, max: 255 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...originals), fc.array(change, { minLength: 1, maxLength: 8 }), (original, changes) => {
        let raw = Buffer.from(original);
        for (const [how, where, byte] of changes) {
          const at = Math.floor(where * raw.length);
          if (how === 'cut') raw = raw.subarray(0, at);
          if (how === 'double') raw = Buffer.concat([raw.subarray(0, at), raw.subarray(at >> 1)]).subarray(0, 60_000);
          if (how === 'bite' && raw.length > 0) raw[at % raw.length] = byte;
        }
        readOrFault(raw);
      }),
      { numRuns: 800 },
    );
  });

  it('reads what a mail program composes as another reader does', async () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .map((text) => text.replace(/[\p{C}\s<>"',;:@()[\]\\]+/gu, ' ').trim() || 'x');
    const composition = fc.record({
      subject: line,
      name: line,
      text: fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n')),
      textEncoding: fc.constantFrom('quoted-printable', 'base64'),
      files: fc.array(fc.record({ filename: line, content: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) }), {
        maxLength: 3,
      }),
    });
    await fc.assert(
      fc.asyncProperty(composition, async ({ subject, name, text, textEncoding, files }) => {
        const options = { from: { name, address: 'ana@example.org' }, subject, text, textEncoding, attachments: files };
        const raw = await new MailComposer(options as never).compile().build();
        const mine = readMail(raw);
        const theirs = await simpleParser(raw);
        expect(mine.subject).to.equal((theirs.subject ?? '').replace(/\s+/g, ' ').trim());
        expect(mine.from[0]?.name).to.equal((theirs.from?.value[0]?.name ?? '').replace(/\s+/g, ' ').trim());
        expect(mine.text).to.equal((theirs.text ?? '').replace(/[ \t]+$/gm, '').trim());
        expect(mine.files.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).to.deep.equal(
          theirs.attachments.map(({ content }) => content.toString('hex')),
        );
      }),
      { numRuns: 100 },
    );
  });
});
