import { expect } from 'chai';
import { MailFault } from './mime/header.ts';
import { parseMail } from './parse-mail.ts';
import { mailOf } from './testing-mail.ts';

const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error) => (error instanceof MailFault ? error.reason : String(error)),
  );

describe('reading mail in a thread of its own', function () {
  this.timeout(60_000);
  const large = Buffer.from(mailOf({ text: `${'<b>x</b> '.repeat(2_000_000)}`, headers: { 'Content-Type': 'text/html' } }));

  it('gives up what takes too long, and reads the next', async () => {
    expect(await reasonOf(parseMail(large, { timeMs: 5, memoryMb: 512 }))).to.equal('tooSlow');
    expect((await parseMail(Buffer.from(mailOf({ subject: 'Next' })))).subject).to.equal('Next');
  });

  it('gives up what takes too much memory, and reads the next', async () => {
    expect(await reasonOf(parseMail(large, { timeMs: 30_000, memoryMb: 24 }))).to.equal('tooMuchMemory');
    expect((await parseMail(Buffer.from(mailOf({ subject: 'Next' })))).subject).to.equal('Next');
  });

  it('reads many that come at once, each for itself', async () => {
    const mails = await Promise.all(Array.from({ length: 50 }, (_, i) => parseMail(Buffer.from(mailOf({ subject: `No ${i}` })))));
    expect(mails.map(({ subject }) => subject)).to.deep.equal(Array.from({ length: 50 }, (_, i) => `No ${i}`));
  });
});
