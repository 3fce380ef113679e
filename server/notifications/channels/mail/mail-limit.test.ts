import { expect } from 'chai';
import fc from 'fast-check';
import { type MailLimit, takeMail } from './mail-limit.ts';
import { allowances } from './mail-limits.ts';
import { isReplySignature, messageIdOf, readMessageId, readReplyAddress, replyAddressOf } from './reply-proof.ts';

const key = Buffer.alloc(32, 7);

/** How many of the mails at these minutes are let through. */
function granted(allowance: (typeof allowances)['answer'], minutes: number[]): number[] {
  let limit: MailLimit | null = null;
  return minutes.filter((minute) => {
    const asked = takeMail(limit, allowance, new Date(minute * 60_000));
    limit = asked.limit;
    return asked.isAllowed;
  });
}

describe('how much automatic mail one may get', () => {
  it('is one in a storm, and a few with a rest between them', () => {
    expect(
      granted(
        allowances.answer,
        Array.from({ length: 10_000 }, (_, i) => i / 1200),
      ),
    ).to.deep.equal([0]);
    expect(granted(allowances.answer, [0, 2, 4, 6, 8])).to.deep.equal([0, 2, 4]);
  });

  it('stops a program that answers every few minutes after three, and for as long as it goes on', () => {
    for (const pause of [1, 2, 5, 15, 30]) {
      const minutes = Array.from({ length: 300 }, (_, i) => i * pause);
      const within = granted(allowances.answer, minutes).filter((minute) => minute < 60);
      expect(within.length, `every ${pause} minutes`).to.be.at.most(3);
    }
    expect(
      granted(
        allowances.answer,
        Array.from({ length: 2000 }, (_, i) => i * 5),
      ).length,
    ).to.be.at.most(12);
  });

  it('heals by itself', () => {
    expect(granted(allowances.answer, [0, 0.1, 0.2, 24 * 60, 24 * 60 + 120])).to.deep.equal([0, 24 * 60, 24 * 60 + 120]);
  });

  it('is never more than the capacity and what was refilled since', () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 3_600_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(pauses, fc.constantFrom(...Object.values(allowances)), (steps, allowance) => {
        let limit: MailLimit | null = null;
        let at = 0;
        let count = 0;
        for (const step of steps) {
          at += step;
          const asked = takeMail(limit, allowance, new Date(at));
          limit = asked.limit;
          if (asked.isAllowed) count += 1;
        }
        expect(count).to.be.at.most(allowance.capacity + Math.floor(at / allowance.refillMs) + 1);
      }),
    );
  });
});

describe('the proof that a mail carries', () => {
  const proof = { subjectId: '01a20e07-5e9a-7286-9e70-2c671fe3df74', personId: '01a20e07-5e9a-7286-9e70-2c671fe3df75', deliveryId: 'd1' };

  it('gives back what it was made of, and only with our key and unchanged', () => {
    const id = messageIdOf(key, proof, 'it.example.org');
    expect(id).to.match(/^c\.[\w.~-]+@it\.example\.org$/);
    expect(readMessageId(key, id)).to.deep.equal(proof);
    expect(readMessageId(Buffer.alloc(32, 8), id)).to.equal(null);
    for (let at = 2; at < id.indexOf('@'); at += 1) {
      const changed = `${id.slice(0, at)}${id[at] === 'A' ? 'B' : 'A'}${id.slice(at + 1)}`;
      expect(readMessageId(key, changed), changed).to.equal(null);
    }
    for (const other of ['', 'c.', 'c.a.b.c.d@x', 'x@y', 'c.....@x', `c.${'a'.repeat(800)}.b.c.d@x`])
      expect(readMessageId(key, other)).to.equal(null);
  });

  it('fits into an address, survives lower case, and is for one person and incident', () => {
    const pattern = 'Support+{token}@Example.org';
    const address = replyAddressOf(key, pattern, { number: '1042', ...proof });
    expect(address.split('@')[0]?.length).to.be.at.most(64);
    const token = readReplyAddress(pattern, address.toLowerCase());
    expect(token?.number).to.equal('1042');
    expect(isReplySignature(key, proof, token?.signature ?? '')).to.equal(true);
    expect(isReplySignature(key, { ...proof, personId: 'another' }, token?.signature ?? '')).to.equal(false);
    expect(readReplyAddress(pattern, 'support+1042@example.org')).to.equal(null);
    expect(readReplyAddress(null, address)).to.equal(null);
  });
});
