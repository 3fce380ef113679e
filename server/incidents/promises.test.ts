import { expect } from 'chai';
import { eachDatabase } from '../../db/testing.ts';
import { escalationsOf } from '../escalation/escalation-queries.ts';
import { newEscalationPolicy } from '../escalation/escalation-schemas.ts';
import { addPolicy } from '../escalation/save-policy.ts';
import { fakeClock } from '../platform/clock.ts';
import { addAgreement } from '../service-levels/save-agreement.ts';
import { newServiceLevelAgreement } from '../service-levels/service-level-schemas.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import { acknowledgeIncident } from './acknowledge-incident.ts';
import { addComment } from './add-comment.ts';
import { assignIncident } from './assign-incident.ts';
import { cancelIncident } from './cancel-incident.ts';
import { countIncidents } from './count-incidents.ts';
import { editIncident } from './edit-incident.ts';
import { fireEscalationStep } from './fire-escalation-step.ts';
import { type Incident, noDueAt } from './incident.ts';
import { findIncident } from './incident-queries.ts';
import { incidentQuery } from './incident-schemas.ts';
import { listIncidents } from './list-incidents.ts';
import { mergeIncident } from './merge-incidents.ts';
import { pendIncident } from './pend-incident.ts';
import { recordBreach, stampMissedBreaches } from './record-breach.ts';
import { reopenIncident } from './reopen-incident.ts';
import { resolveIncident } from './resolve-incident.ts';
import { resumeIncident } from './resume-incident.ts';
import { sweepEscalations } from './sweep-escalations.ts';
import { armed, file, historyOf, kindsOf, noticesOf } from './testing-incidents.ts';
import { unmergeIncident } from './unmerge-incident.ts';

const minute = 60_000;
const hour = 60 * minute;

eachDatabase('promises of an incident', (db) => {
  let ctx: TestContext;
  let cast: Cast;

  before(async () => {
    ctx = testContext(db(), fakeClock('2026-11-20T08:00:00.000Z'));
    cast = await makeCast(ctx);
    // No calendar: around the clock.
    const targets = { P1: { responseTarget: 'PT15M', resolutionTarget: 'PT4H' }, P3: { responseTarget: 'PT1H', resolutionTarget: 'PT8H' } };
    await addAgreement(ctx, cast.carla, newServiceLevelAgreement.parse({ name: 'Standard', targets }));
    const steps = [
      { after: 'PT10M', actions: [{ type: 'notify', supportGroupId: cast.serviceDesk }] },
      { after: 'PT20M', actions: [{ type: 'raisePriority' }, { type: 'assign', personId: cast.carla.id }] },
    ];
    await addPolicy(ctx, cast.dmitri, newEscalationPolicy.parse({ name: 'Climb', steps }));
  });

  const fresh = async ({ id }: { id: string }): Promise<Incident> => (await findIncident(ctx.db.sql, id)) as Incident;
  const after = (ms: number, from = ctx.clock()): Date => new Date(from.getTime() + ms);
  const p3 = () => file(ctx, cast.ana);

  it('are made when it is filed, and the alarms are set', async () => {
    const incident = await p3();
    expect(incident).to.deep.include({ responseDueAt: after(hour), resolutionDueAt: after(8 * hour), nextDueAt: after(hour) });
    expect(await fresh(incident)).to.deep.equal(incident);
    expect((await armed(ctx, 'escalation.step', incident.id)).map(({ runAt }) => runAt)).to.deep.equal([after(10 * minute)]);
    expect((await armed(ctx, 'serviceLevel.breach', incident.id)).map(({ runAt }) => runAt)).to.deep.equal([after(hour)]);
  });

  it('of an answer are kept by a technician’s public words alone', async () => {
    const { id } = await p3();
    ctx.clock.advance(5 * minute);
    await addComment(ctx, cast.ana, id, { body: 'Hello?' });
    await addComment(ctx, cast.ben, id, { body: 'A note', visibility: 'internal' });
    expect((await fresh({ id })).responseMetAt).to.equal(null);
    const { incident } = await addComment(ctx, cast.ben, id, { body: 'On my way' });
    expect(incident.responseMetAt).to.deep.equal(ctx.clock());
    expect(incident.nextDueAt).to.deep.equal(incident.resolutionDueAt);
    expect(await armed(ctx, 'escalation.step', id)).to.deep.equal([]);
  });

  it('are not answered by a technician who asks for himself', async () => {
    const { id } = await file(ctx, cast.ben);
    await addComment(ctx, cast.ben, id, { body: 'Anybody?' });
    expect(await fresh({ id })).to.include({ responseMetAt: null, acknowledgedAt: null });
  });

  it('stand while it is on hold and move by that time', async () => {
    const { id, resolutionDueAt } = await p3();
    ctx.clock.advance(30 * minute);
    const held = await pendIncident(ctx, cast.ben, id, { reason: 'x' }, null);
    expect(held).to.deep.include({ resolutionDueAt: null, nextDueAt: noDueAt });
    ctx.clock.advance(2 * hour);
    expect((await resumeIncident(ctx, cast.ben, id, null)).resolutionDueAt).to.deep.equal(after(2 * hour, resolutionDueAt!));
  });

  it('follow the priority as if it had been so from the start', async () => {
    const { id, openedAt, responseDueAt } = await p3();
    ctx.clock.advance(5 * minute);
    const raised = await editIncident(ctx, cast.ben, id, { impact: 'high', urgency: 'high' }, null);
    expect(raised).to.deep.include({
      priority: 'P1',
      responseDueAt: after(15 * minute, openedAt),
      resolutionDueAt: after(4 * hour, openedAt),
    });
    expect((await editIncident(ctx, cast.ben, id, { impact: 'medium', urgency: 'medium' }, null)).responseDueAt).to.deep.equal(
      responseDueAt,
    );
  });

  it('are kept by the resolution, run on after a reopening, and end with a cancellation', async () => {
    const { id, resolutionDueAt } = await p3();
    ctx.clock.advance(hour / 2);
    const resolved = await resolveIncident(ctx, cast.ben, id, { code: 'fixed' });
    expect(resolved).to.deep.include({ responseMetAt: ctx.clock(), resolutionMetAt: ctx.clock(), nextDueAt: noDueAt });
    ctx.clock.advance(3 * hour);
    const reopened = await reopenIncident(ctx, cast.ana, id, undefined, null);
    expect(reopened).to.deep.include({ resolutionMetAt: null, resolutionDueAt: after(3 * hour, resolutionDueAt!) });
    expect(reopened.responseMetAt).to.deep.equal(resolved.responseMetAt);
    const cancelled = await cancelIncident(ctx, cast.ana, id, undefined, null);
    expect(cancelled).to.deep.include({ resolutionDueAt: null, resolutionBreachedAt: null });
    expect(await armed(ctx, 'serviceLevel.breach', id)).to.deep.equal([]);
    expect(await armed(ctx, 'escalation.step', id)).to.deep.equal([]);
  });

  it('wait while a merge stands and are owed as if it had never been when it is undone', async () => {
    const [source, target] = [await p3(), await p3()];
    await mergeIncident(ctx, cast.ben, source.id, target.id, null);
    expect(await armed(ctx, 'escalation.step', source.id)).to.deep.equal([]);
    expect(await armed(ctx, 'serviceLevel.breach', source.id)).to.deep.equal([]);
    ctx.clock.advance(2 * hour);
    const back = await unmergeIncident(ctx, cast.ben, source.id, null);
    expect(back).to.deep.include({ status: 'new', resolutionDueAt: source.resolutionDueAt, responseBreachedAt: null });
    const [alarm] = await armed(ctx, 'serviceLevel.breach', source.id);
    await recordBreach(ctx, { incidentId: source.id }, alarm!.id);
    expect((await fresh(source)).responseBreachedAt).to.deep.equal(source.responseDueAt);
    expect(await armed(ctx, 'escalation.step', source.id)).to.have.length(1);
  });

  it('that are broken are stamped at the instant when they were, however late the alarm', async () => {
    const { id, responseDueAt } = await p3();
    await assignIncident(ctx, cast.carla, id, { technicianId: cast.ben.id! }, null);
    const [row] = await armed(ctx, 'serviceLevel.breach', id);
    ctx.clock.advance(3 * hour);
    await recordBreach(ctx, { incidentId: id }, row!.id);
    await recordBreach(ctx, { incidentId: id }, row!.id);
    const broken = await fresh({ id });
    expect(broken).to.deep.include({ responseBreachedAt: responseDueAt, resolutionBreachedAt: null });
    expect((await kindsOf(ctx, cast.ben, id)).filter((kind) => kind === 'breached')).to.have.length(1);
    expect(await kindsOf(ctx, cast.ana, id)).not.to.include('breached');
    expect(await noticesOf(ctx, cast.ben, id)).to.include('incident.breached');
    const overdue = await listIncidents(ctx, cast.ben, incidentQuery.parse({ overdue: 'true', sort: 'dueAt', limit: 200 }));
    expect(overdue.items.find((item) => item.id === id)).to.include({ overdue: true });
    expect((await countIncidents(ctx, cast.ben)).overdue).to.equal(overdue.items.length);
  });

  it('that were broken behind a lost alarm are found by the sweep', async () => {
    const { id, responseDueAt } = await p3();
    const [row] = await armed(ctx, 'serviceLevel.breach', id);
    await ctx.db.writer('outbox').where({ id: row!.id }).delete();
    ctx.clock.advance(2 * hour);
    await stampMissedBreaches(ctx);
    await stampMissedBreaches(ctx);
    expect((await fresh({ id })).responseBreachedAt).to.deep.equal(responseDueAt);
    expect((await kindsOf(ctx, cast.ben, id)).filter((kind) => kind === 'breached')).to.have.length(1);
  });

  it('climb when nobody takes it: each step once, in order, its actions in the same commit', async () => {
    const { id } = await p3();
    const fire = async (): Promise<void> => {
      const [row] = await armed(ctx, 'escalation.step', id);
      ctx.clock.set(row!.runAt);
      await Promise.all([1, 2, 3].map(() => fireEscalationStep(ctx, { incidentId: id }, row!.id)));
    };
    await fire();
    expect(await noticesOf(ctx, cast.ben, id)).to.deep.equal(['incident.escalated']);
    await fire();
    expect(await fresh({ id })).to.include({ priority: 'P2', assigneeId: cast.carla.id, status: 'in_progress', acknowledgedAt: null });
    expect((await escalationsOf(ctx.db.sql, id)).map(({ step }) => step)).to.deep.equal([1, 2]);
    expect(await armed(ctx, 'escalation.step', id)).to.deep.equal([]);
    const history = await historyOf(ctx, cast.ben, id);
    expect(history.map(({ kind }) => kind)).to.deep.equal(['filed', 'escalated', 'escalated', 'priorityRaised', 'assigned']);
    expect(history.at(-1)?.actor).to.deep.equal({ id: null, name: 'Coulisse' });
    expect(await noticesOf(ctx, cast.carla, id)).to.include('incident.assigned');
  });

  it('climb no further once somebody has seen it', async () => {
    const { id } = await p3();
    const [row] = await armed(ctx, 'escalation.step', id);
    await acknowledgeIncident(ctx, cast.ben, id, null);
    ctx.clock.advance(hour);
    await fireEscalationStep(ctx, { incidentId: id }, row!.id);
    expect(await escalationsOf(ctx.db.sql, id)).to.deep.equal([]);
  });

  it('climb late, once and in order when the alarm was lost', async () => {
    const { id } = await p3();
    const [row] = await armed(ctx, 'escalation.step', id);
    await ctx.db.writer('outbox').where({ id: row!.id }).delete();
    ctx.clock.advance(hour);
    for (let i = 0; i < 4; i += 1) await sweepEscalations(ctx);
    const fired = await escalationsOf(ctx.db.sql, id);
    expect(fired.map(({ step, lateMs }) => [step, lateMs > 0])).to.deep.equal([
      [1, true],
      [2, true],
    ]);
  });
});
