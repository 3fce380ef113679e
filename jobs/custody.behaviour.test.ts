import { expect } from 'chai';
import { eachDatabase } from '../db/testing.ts';
import { checkInAsset } from '../server/assets/check-in-asset.ts';
import { checkOutAsset } from '../server/assets/check-out-asset.ts';
import { registerAsset } from '../server/assets/register-asset.ts';
import { answerCampaign } from '../server/custody/answer-campaign.ts';
import { handOverThings } from '../server/custody/hand-over-things.ts';
import { planDeparture } from '../server/custody/plan-departure.ts';
import { remindLeavers } from '../server/custody/remind-leavers.ts';
import { remindOfReturns, remindOfSignatures } from '../server/custody/remind-of-returns.ts';
import { remindOfCampaigns, startCampaign } from '../server/custody/start-campaign.ts';
import { changePerson } from '../server/people/change-person.ts';
import type { Actor } from '../server/platform/actor.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../server/testing.ts';
import { fastForward } from './drain.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

eachDatabase('who has what, told across time', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let count = 0;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
    await changePerson(ctx, cast.ana.id as string, { managerId: cast.eve.id }, null);
  });

  const inDays = (days: number): Date => new Date(ctx.clock().getTime() + days * dayMs);
  const device = () => {
    count += 1;
    return registerAsset(ctx, cast.ben, { kind: 'computer', name: `Laptop ${count}` });
  };
  const give = async (person: Actor, dueAt: Date | null) => {
    const { id } = await device();
    await checkOutAsset(ctx, cast.ben, id, { personId: person.id as string, dueAt, note: null });
    return id;
  };
  /** Each sweep as two processes do it at once, every six hours. */
  const wait = (until: Date) => {
    const twice = (run: (ctx: TestContext) => Promise<unknown>) => ({
      name: 'custody',
      run: async () => void (await Promise.all([run(ctx), run(ctx)])),
    });
    const sweeps = [remindOfReturns, remindOfSignatures, remindLeavers, remindOfCampaigns].map(twice);
    return fastForward(ctx, until, { sweeps, sweepEveryMs: 6 * hourMs });
  };
  const told = async (person: Actor, prefix: string, since: Date) => {
    const rows: Array<{ kind: string; data: { text: string }; createdAt: Date }> = await ctx.db
      .sql('notifications')
      .select('kind', 'dataJson', 'createdAt')
      .where({ recipientId: person.id })
      .where('createdAt', '>=', since)
      .orderBy(['createdAt', 'id']);
    return rows
      .filter(({ kind }) => kind.startsWith(prefix))
      .map(({ kind, data, createdAt }) => ({ kind, text: data.text, day: Math.floor((createdAt.getTime() - since.getTime()) / dayMs) }));
  };

  it('reminds of a return three days before, on the day, a day after and a week after, each once', async () => {
    const since = ctx.clock();
    const [one, two] = [await give(cast.ana, inDays(10)), await give(cast.ana, new Date(inDays(10).getTime() + hourMs))];
    await give(cast.eve, null);
    await wait(inDays(30));
    const notices = await told(cast.ana, 'custody.return', since);
    expect(notices.map(({ kind, day }) => [kind, day])).to.deep.equal([
      ['custody.returnSoon', 7],
      ['custody.returnLate', 10],
      ['custody.returnLate', 11],
      ['custody.returnLate', 17],
    ]);
    expect(notices[0]!.text.split('\n')).to.have.length(2);
    expect(await told(cast.eve, 'custody.return', since)).to.deep.equal([]);
    for (const id of [one, two]) await checkInAsset(ctx, cast.ben, id, { note: null });
  });

  it('says nothing of what is back, and begins anew with a new loan or a new day', async () => {
    const since = ctx.clock();
    const id = await give(cast.ana, inDays(5));
    await wait(inDays(3));
    await checkInAsset(ctx, cast.ben, id, { note: null });
    await wait(inDays(10));
    expect((await told(cast.ana, 'custody.return', since)).map(({ day }) => day)).to.deep.equal([2]);
    const again = ctx.clock();
    await checkOutAsset(ctx, cast.ben, id, { personId: cast.ana.id as string, dueAt: inDays(1), note: null });
    await wait(inDays(1.5));
    // A loan of one day is not reminded of three days before.
    expect((await told(cast.ana, 'custody.return', again)).map(({ kind }) => kind)).to.deep.equal(['custody.returnLate']);
    await checkInAsset(ctx, cast.ben, id, { note: null });
  });

  it('sends only the latest after an outage', async () => {
    const since = ctx.clock();
    const id = await give(cast.ana, inDays(4));
    ctx.clock.advance(5.5 * dayMs);
    await wait(inDays(1));
    expect((await told(cast.ana, 'custody.return', since)).map(({ kind }) => kind)).to.deep.equal(['custody.returnLate']);
    await checkInAsset(ctx, cast.ben, id, { note: null });
  });

  it('asks twice more for a signature, and not after it is there', async () => {
    const since = ctx.clock();
    const { id } = await device();
    const draft = { direction: 'out' as const, personId: cast.eve.id as string, dueAt: null, note: null, despiteReservations: false };
    await handOverThings(ctx, cast.ben, { ...draft, items: [{ assetId: id, condition: null, isHeld: false }], method: 'link' });
    await wait(inDays(20));
    expect((await told(cast.eve, 'custody.sign', since)).map(({ kind, day }) => [kind, day])).to.deep.equal([
      ['custody.sign', 0],
      ['custody.signReminder', 2],
      ['custody.signReminder', 5],
    ]);
  });

  it('reminds who leaves until nothing is left, and from the last day on their manager and the desk', async () => {
    const since = ctx.clock();
    const lastDay = inDays(10).toISOString().slice(0, 10);
    const [one, two] = [await give(cast.ana, null), await give(cast.ana, null)];
    await planDeparture(ctx, cast.carla, { personId: cast.ana.id as string, lastDay, note: null });
    await wait(inDays(9));
    expect(await told(cast.ana, 'custody.leaver', since)).to.have.length(2);
    expect(await told(cast.eve, 'custody.leaver', since)).to.have.length(0);
    await checkInAsset(ctx, cast.ben, one, { note: null });
    await wait(inDays(2));
    expect((await told(cast.ana, 'custody.leaver', since)).at(-1)!.text.split('\n')).to.have.length(1);
    expect(await told(cast.eve, 'custody.leaver', since)).to.have.length(1);
    expect(await told(cast.carla, 'custody.leaver', since)).to.have.length(1);
    await checkInAsset(ctx, cast.ben, two, { note: null });
    await wait(inDays(10));
    expect(await told(cast.ana, 'custody.leaver', since)).to.have.length(3);
  });

  it('asks in a campaign at once, at half-time and a day before the end, only who has not answered', async () => {
    const since = ctx.clock();
    const mine = await give(cast.ana, null);
    const { id } = await startCampaign(ctx, cast.carla, {
      title: 'Stock-take',
      message: null,
      answerUntil: inDays(9).toISOString().slice(0, 10),
      filter: { personIds: [cast.ana.id as string, cast.eve.id as string] },
    });
    await wait(inDays(1));
    expect(await told(cast.ana, 'custody.campaign', since)).to.have.length(1);
    await answerCampaign(ctx, cast.ana, id, { answers: [{ assetId: mine, answer: 'have', note: null }] });
    await wait(inDays(30));
    expect((await told(cast.ana, 'custody.campaign', since)).map(({ day }) => day)).to.deep.equal([0]);
    expect((await told(cast.eve, 'custody.campaign', since)).map(({ kind, day }) => [kind, day])).to.deep.equal([
      ['custody.campaign', 0],
      ['custody.campaignReminder', 4],
      ['custody.campaignReminder', 8],
    ]);
  });
});
