import { expect } from 'chai';
import fc from 'fast-check';
import { eachDatabase } from '../../db/testing.ts';
import type { Actor } from '../platform/actor.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { acknowledgeIncident } from './acknowledge-incident.ts';
import { addComment } from './add-comment.ts';
import { assignIncident } from './assign-incident.ts';
import type { Incident } from './incident.ts';
import { findIncident, readIncident } from './incident-queries.ts';
import { mergeIncident } from './merge-incidents.ts';
import { pendIncident } from './pend-incident.ts';
import { resolveIncident } from './resolve-incident.ts';
import { armed, file, historyOf, kindsOf, noticesOf } from './testing-incidents.ts';
import { unmergeIncident } from './unmerge-incident.ts';
import { addWatcher } from './watch-incident.ts';
import { watchersOf } from './watcher-store.ts';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => error.code ?? String(error),
  );

eachDatabase('merging', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
  });

  /** Everything about an incident that a merge may touch, but for the count of its versions. */
  const stateOf = async (id: string) => ({
    ...((await findIncident(ctx.db.sql, id)) as Incident),
    version: 0,
    updatedAt: null,
    watchers: (await watchersOf(ctx.db.sql, id)).map(({ personId }) => personId),
    alarms: (await Promise.all(['incident.resume', 'incident.close'].map((job) => armed(ctx, job, id)))).flat().map(({ runAt }) => runAt),
  });

  it('closes the source into the target, whose technicians read both and whose followers grow', async () => {
    const source = await file(ctx, cast.ana, { title: 'No Wi-Fi' });
    const target = await file(ctx, cast.eve, { title: 'Wi-Fi is down' });
    await addComment(ctx, cast.ana, source.id, { body: 'Third floor' });
    const merged = await mergeIncident(ctx, cast.ben, source.id, `INC-${target.number}`, null);
    expect(merged).to.include({ status: 'closed', isOpen: false, mergedIntoId: target.id });
    const shown = (await historyOf(ctx, cast.ben, target.id)).find(({ comment }) => comment);
    expect(shown?.comment).to.include({ id: (await historyOf(ctx, cast.ana, source.id))[1]?.comment?.id, body: 'Third floor' });
    expect(shown?.from).to.deep.equal({ id: source.id, number: `INC-${source.number}` });
    expect(await noticesOf(ctx, cast.ana, source.id)).to.deep.equal(['incident.merged']);
    await resolveIncident(ctx, cast.ben, target.id, { code: 'fixed' });
    expect(await noticesOf(ctx, cast.ana, target.id)).to.deep.equal(['incident.resolved']);
  });

  it('shows nobody’s words to another requester', async () => {
    const source = await file(ctx, cast.ana);
    const target = await file(ctx, cast.eve);
    await addComment(ctx, cast.ana, source.id, { body: 'My salary sheet is stuck in it' });
    await mergeIncident(ctx, cast.ben, source.id, target.id, null);
    expect((await historyOf(ctx, cast.eve, target.id)).map(({ kind }) => kind)).to.deep.equal(['filed']);
    expect((await readIncident(ctx, cast.ana, source.id)).mergedInto?.id).to.equal(target.id);
  });

  it('follows a chain of merges', async () => {
    const [a, b, c] = [await file(ctx, cast.ana), await file(ctx, cast.ana), await file(ctx, cast.ana)];
    await mergeIncident(ctx, cast.ben, a.id, b.id, null);
    await mergeIncident(ctx, cast.ben, b.id, c.id, null);
    expect((await historyOf(ctx, cast.ben, c.id)).filter(({ from }) => from?.id === a.id)).not.to.have.length(0);
  });

  it('refuses what makes no sense', async () => {
    const [a, b, c] = [await file(ctx, cast.ana), await file(ctx, cast.ana), await file(ctx, cast.ana)];
    expect(await codeOf(mergeIncident(ctx, cast.ben, a.id, a.id, null))).to.equal('invalid_request');
    expect(await codeOf(mergeIncident(ctx, cast.ben, a.id, 'INC-999999', null))).to.equal('invalid_request');
    expect(await codeOf(unmergeIncident(ctx, cast.ben, a.id, null))).to.equal('conflict');
    await mergeIncident(ctx, cast.ben, a.id, b.id, null);
    expect(await codeOf(mergeIncident(ctx, cast.ben, a.id, c.id, null))).to.equal('conflict');
    expect(await codeOf(mergeIncident(ctx, cast.ben, c.id, a.id, null))).to.equal('conflict');
    expect(await codeOf(mergeIncident(ctx, cast.ana, b.id, c.id, null))).to.equal('forbidden');
    expect(await codeOf(addComment(ctx, cast.ana, a.id, { body: 'x' }))).to.equal('conflict');
  });

  it('does not hang when two merge each other', async () => {
    const [a, b] = [await file(ctx, cast.ana), await file(ctx, cast.eve)];
    const outcomes = await Promise.all([
      codeOf(mergeIncident(ctx, cast.ben, a.id, b.id, null)),
      codeOf(mergeIncident(ctx, cast.carla, b.id, a.id, null)),
    ]);
    expect(outcomes.sort()).to.deep.equal(['conflict', 'done']);
  });

  it('is undone without a trace but in the history, whatever the two were', async () => {
    const until = new Date(ctx.clock().getTime() + 3_600_000);
    const steps: Array<(id: string, by: Actor) => Promise<unknown>> = [
      async () => {},
      (id, by) => acknowledgeIncident(ctx, by, id, null),
      (id, by) => assignIncident(ctx, by, id, { technicianId: 'me' }, null),
      (id, by) => pendIncident(ctx, by, id, { reason: 'x' }, null),
      (id, by) => pendIncident(ctx, by, id, { reason: 'y', until }, null),
      (id, by) => resolveIncident(ctx, by, id, { code: 'fixed', note: 'z' }),
      (id, by) => addWatcher(ctx, by, id, cast.eve.id!),
      (id, by) => addWatcher(ctx, by, id, cast.ana.id!),
    ];
    const any = fc.constantFrom(...steps);
    await fc.assert(
      fc.asyncProperty(fc.array(any, { maxLength: 3 }), fc.array(any, { maxLength: 2 }), async (onSource, onTarget) => {
        const source = await file(ctx, cast.ana);
        const target = await file(ctx, cast.eve);
        for (const step of onSource) await step(source.id, cast.ben).catch(() => {});
        for (const step of onTarget) await step(target.id, cast.carla).catch(() => {});
        const before = [await stateOf(source.id), await stateOf(target.id)];
        await mergeIncident(ctx, cast.ben, source.id, target.id, null);
        await unmergeIncident(ctx, cast.carla, source.id, null);
        expect([await stateOf(source.id), await stateOf(target.id)]).to.deep.equal(before);
      }),
      { numRuns: 25 },
    );
  });

  it('says in both histories what was done and undone', async () => {
    const [a, b] = [await file(ctx, cast.ana), await file(ctx, cast.eve)];
    await mergeIncident(ctx, cast.ben, a.id, b.id, null);
    await unmergeIncident(ctx, cast.ben, a.id, null);
    expect(await kindsOf(ctx, cast.ana, a.id)).to.deep.equal(['filed', 'merged', 'unmerged']);
    expect(await kindsOf(ctx, cast.ben, b.id)).to.deep.equal(['filed', 'mergedFrom', 'unmergedFrom']);
    await mergeIncident(ctx, cast.ben, a.id, b.id, null);
  });
});
