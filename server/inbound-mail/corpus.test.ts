import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { findIncident } from '../incidents/incident-queries.ts';
import { historyOf } from '../incidents/testing-incidents.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { nastyMails } from './testing-corpus.ts';
import { take } from './testing-mail.ts';

/** Mails as they really come: each has the outcome that a person would expect, and none hurts the next. */
eachDatabase('nasty mails', (db) => {
  let ctx: TestContext;
  let cast: Cast;

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
  });

  it('are at least sixty', () => {
    expect(nastyMails.length).to.be.at.least(60);
    expect(new Set(nastyMails.map(({ name }) => name)).size).to.equal(nastyMails.length);
  });

  for (const { name, raw, arrival, expected } of nastyMails) {
    it(name, async () => {
      // A long pause, so that no mail is taken for one more of the one before.
      ctx.clock.advance(60 * 60_000);
      const mail = await take(ctx, raw, arrival);
      expect([mail.outcome, mail.reason], JSON.stringify(mail.trace)).to.deep.equal([expected.outcome, expected.reason ?? null]);
      const incident = mail.incidentId ? await findIncident(ctx.db.sql, mail.incidentId) : null;
      if (expected.title !== undefined) expect(incident?.title).to.equal(expected.title);
      if (expected.text !== undefined) expect(incident?.description).to.equal(expected.text);
      if (expected.includes) expect(incident?.description).to.include(expected.includes);
      if (expected.html) expect(mail.html).to.match(expected.html);
      if (expected.files) {
        const items = await historyOf(ctx, cast.ben, mail.incidentId as string);
        expect(items.flatMap(({ attachments }) => attachments.map((file) => file.name))).to.deep.equal(expected.files);
      }
    });
  }
});
