import { expect } from 'chai';
import { dueRows } from '../../db/outbox.ts';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { openClocks, pauseClocks, resumeClocks } from '../service-levels/clocks.ts';
import { type Cast, makeCast, type TestContext, testContext } from '../testing.ts';
import {
  acknowledgeEscalation,
  type EscalationDues,
  resumeEscalation,
  reviseEscalation,
  startEscalation,
  stopEscalation,
} from './escalation.ts';
import { escalationsOf, overdueEscalations } from './escalation-queries.ts';
import { newEscalationPolicy } from './escalation-schemas.ts';
import { insertFiring, listFirings } from './escalation-store.ts';
import { fireNextStep } from './fire-next-step.ts';
import { newOnCallSchedule, newOverride } from './on-call-schemas.ts';
import { overrideOnCall } from './override-on-call.ts';
import { addPolicy, changePolicy } from './save-policy.ts';
import { addSchedule } from './save-schedule.ts';

const noDues: EscalationDues = { responseDueAt: null, resolutionDueAt: null };

/** It is Friday 2026-11-20, 15:45 UTC, when the incident is opened. */
eachDatabase('escalation of an incident', (db) => {
  let ctx: TestContext;
  let cast: Cast;
  let incidentId: string;

  const within = <T>(work: (tx: Context) => Promise<T>): Promise<T> => transact(ctx, work);
  const at = (text: string): Date => {
    ctx.clock.set(`2026-11-${text}:00Z`);
    return ctx.clock();
  };
  const policy = (steps: object[], rest: object = {}) =>
    addPolicy(ctx, cast.carla, newEscalationPolicy.parse({ name: newId(), isDefault: true, steps, ...rest }));
  const open = async (dues = noDues): Promise<void> => {
    incidentId = newId();
    await within((tx) => startEscalation(tx, { incidentId, serviceId: null, priority: 'P1', openedAt: ctx.clock(), ...dues }));
  };
  const fire = async () => {
    const fired = await fireAny();
    return fired?.kind === 'step' ? fired : null;
  };
  const fireAny = () => {
    const people = { supportGroupId: cast.serviceDesk, assigneeId: null, requesterId: cast.ana.id };
    const subject = { number: 'INC-1001', title: 'No mail', priority: 'P1', isInProgress: false, ...people };
    return within((tx) => fireNextStep(tx, incidentId, ctx.clock(), subject, async () => new Map()));
  };
  const alarm = async () => {
    const rows = await dueRows(ctx.db.sql, new Date('2030-01-01'), 1000);
    const [row] = rows.filter(({ key }) => key === `escalation:${incidentId}`);
    return row?.runAt.toISOString().slice(8, 16) ?? null;
  };
  const told = async (personId: string) =>
    (await ctx.db.sql('notifications').where({ recipientId: personId, subjectId: incidentId })).map(({ data }: { data: object }) => data);

  before(async () => {
    ctx = testContext(db());
    cast = await makeCast(ctx);
  });
  beforeEach(() => void at('20T15:45'));

  it('does nothing without a policy', async () => {
    await open();
    expect([await alarm(), await fire(), await escalationsOf(ctx.db.sql, incidentId)]).to.deep.equal([null, null, []]);
  });

  it('climbs: tells the group, then pages the lead, each step once', async () => {
    await policy([
      { after: 'PT15M', actions: [{ type: 'notify', targets: ['supportGroup'] }] },
      { after: 'PT30M', actions: [{ type: 'page', targets: ['lead', { personId: cast.dmitri.id }] }] },
    ]);
    await open();
    expect([await alarm(), await fire()]).to.deep.equal(['20T16:00', null]);
    at('20T16:00');
    expect(await fire()).to.deep.include({ step: 1, loop: 0, lateMs: 0, skipped: null });
    expect([await alarm(), await fire()]).to.deep.equal(['20T16:15', null]);
    at('20T16:15');
    await fire();
    expect(await alarm()).to.equal(null);
    const items = await escalationsOf(ctx.db.sql, incidentId);
    expect(items.map(({ step, recipients }) => [step, recipients.map(({ name }) => name).sort()])).to.deep.equal([
      [1, ['Ben', 'Carla']],
      [2, ['Carla', 'Dmitri']],
    ]);
    expect(await told(cast.carla.id!)).to.have.length(2);
    expect((await told(cast.dmitri.id!))[0]).to.deep.include({ number: 'INC-1001', isUrgent: true });
  });

  it('fires what was missed in a sleep once, in order, and says how late it is', async () => {
    await policy(
      [
        { after: 'PT15M', actions: [{ type: 'notify' }] },
        { after: 'PT1H', actions: [{ type: 'notify' }] },
      ],
      { repeat: 1 },
    );
    await open();
    at('20T22:00');
    expect(await overdueEscalations(ctx.db.sql, ctx.clock(), 10)).to.include(incidentId);
    while (await fire());
    const items = await escalationsOf(ctx.db.sql, incidentId);
    expect(items.map(({ step, loop, lateMs }) => [step, loop, lateMs / 60_000])).to.deep.equal([
      [1, 0, 360],
      [2, 0, 315],
      [1, 1, 300],
      [2, 1, 255],
    ]);
    expect(await overdueEscalations(ctx.db.sql, ctx.clock(), 10)).not.to.include(incidentId);
  });

  it('fires a step once though two workers hold it', async () => {
    await policy([{ after: 'PT15M', actions: [{ type: 'notify' }] }]);
    await open();
    at('20T16:00');
    const results = await Promise.all([fire(), fire(), fire()]);
    expect(results.filter((result) => result !== null)).to.have.length(1);
    const [firing] = await listFirings(ctx.db.sql, incidentId);
    expect(await within((tx) => insertFiring(tx.db.sql, { ...firing!, id: newId() }))).to.equal(false);
    expect(await told(cast.ben.id!)).to.have.length(1);
  });

  it('skips at once a step with nobody on call, and says so', async () => {
    const rotation = { type: 'daily', startsOn: '2026-12-01', participantIds: [cast.ben.id] };
    const input = { name: newId(), timeZone: 'Europe/Paris', rotations: [rotation] };
    const schedule = await addSchedule(ctx, cast.carla, newOnCallSchedule.parse(input));
    const steps = [
      { after: 'PT15M', actions: [{ type: 'page', scheduleId: schedule.id }] },
      { after: 'PT1H', actions: [{ type: 'page', targets: ['lead'] }] },
    ];
    await policy(steps);
    await open();
    at('20T16:00');
    expect(await fire()).to.deep.include({ step: 1, skipped: 'nobody', recipients: [] });
    expect(await alarm()).to.equal('20T16:00');
    expect(await fire()).to.deep.include({ step: 2, lateMs: 0, skipped: null });

    const cover = { personId: cast.dmitri.id, startAt: '2026-11-20T00:00:00Z', endAt: '2026-11-21T00:00:00Z' };
    await overrideOnCall(ctx, cast.carla, schedule.id, newOverride.parse(cover));
    at('20T15:45');
    await open();
    at('20T16:00');
    expect((await fire())?.recipients).to.deep.equal([{ id: cast.dmitri.id, name: 'Dmitri' }]);
  });

  it('ends with an acknowledgement', async () => {
    await policy([{ after: 'PT15M', actions: [{ type: 'notify' }] }], { repeat: 3 });
    await open();
    await within((tx) => acknowledgeEscalation(tx, incidentId, at('20T15:50')));
    expect(await alarm()).to.equal(null);
    at('20T16:00');
    expect(await fire()).to.equal(null);
  });

  it('asks its caller to assign and to raise the priority', async () => {
    const rotation = { type: 'weekly', startsOn: '2026-11-02', participantIds: [cast.ben.id] };
    const input = { name: newId(), timeZone: 'Europe/Paris', rotations: [rotation] };
    const schedule = await addSchedule(ctx, cast.carla, newOnCallSchedule.parse(input));
    const actions = [
      { type: 'assign', scheduleId: schedule.id },
      { type: 'raisePriority', by: 2 },
    ];
    await policy([{ after: 'PT15M', actions }]);
    await open();
    at('20T16:00');
    const why = { strategy: 'onCall', among: 1, absent: [] };
    expect((await fire())?.actions).to.deep.equal([
      { type: 'assign', assignment: { person: { id: cast.ben.id, name: 'Ben' }, supportGroup: null, why } },
      { type: 'raisePriority' },
      { type: 'raisePriority' },
    ]);
  });

  it('hands a webhook to the outbox', async () => {
    await policy([{ after: 'PT0S', actions: [{ type: 'webhook', url: 'https://hooks.example.org/it' }] }]);
    await open();
    await fire();
    const delivery = await ctx.db.sql('deliveries').where({ channel: 'webhook' }).first();
    expect(delivery).to.deep.include({ address: 'https://hooks.example.org/it', status: 'pending' });
    expect(delivery.payload.incident).to.deep.include({ number: 'INC-1001' });
  });

  it('follows due times that move, but fires no step again', async () => {
    await policy([
      { after: 'PT15M', actions: [{ type: 'notify' }] },
      { after: '-PT30M', from: 'resolutionDue', actions: [{ type: 'notify' }] },
    ]);
    await open({ ...noDues, resolutionDueAt: new Date('2026-11-23T11:45:00Z') });
    at('20T16:00');
    await fire();
    expect(await alarm()).to.equal('23T11:15');
    await within((tx) => reviseEscalation(tx, incidentId, { ...noDues, resolutionDueAt: new Date('2026-11-23T15:45:00Z') }));
    expect(await alarm()).to.equal('23T15:15');
    await within((tx) => reviseEscalation(tx, incidentId, noDues));
    expect(await alarm()).to.equal(null);
  });

  it('stands while the incident is on hold, and waits that much longer for what counts from the opening', async () => {
    await policy([{ after: 'PT15M', actions: [{ type: 'notify' }] }]);
    await open();
    const placement = { incidentId, priority: 'P1' as const, serviceId: null, supportGroupId: null, requesterId: null };
    await within((tx) => openClocks(tx, { ...placement, openedAt: ctx.clock() }));
    at('20T15:50');
    await within(async (tx) => reviseEscalation(tx, incidentId, (await pauseClocks(tx, incidentId, tx.clock())).due));
    expect(await alarm()).to.equal(null);
    at('20T18:00');
    await within(async (tx) => reviseEscalation(tx, incidentId, (await resumeClocks(tx, incidentId, tx.clock())).due));
    expect(await alarm()).to.equal('20T18:10');
  });

  it('stops when the incident is resolved and goes on where it was when it is reopened', async () => {
    await policy([
      { after: 'PT15M', actions: [{ type: 'notify' }] },
      { after: 'PT30M', actions: [{ type: 'notify' }] },
    ]);
    await open();
    at('20T16:00');
    await fire();
    await within((tx) => stopEscalation(tx, incidentId));
    expect([await alarm(), await fire()]).to.deep.equal([null, null]);
    at('23T16:00');
    await within((tx) => resumeEscalation(tx, incidentId, noDues));
    expect(await alarm()).to.equal('23T16:15');
  });

  it('follows the version of the policy that it began with', async () => {
    const { id } = await policy([{ after: 'PT15M', actions: [{ type: 'notify' }] }]);
    await open();
    const { steps } = newEscalationPolicy.parse({ name: 'x', steps: [{ after: 'PT3H', actions: [{ type: 'page' }] }] });
    await changePolicy(ctx, cast.carla, id, { steps }, null);
    at('20T16:00');
    expect(await fire()).to.deep.include({ step: 1, lateMs: 0 });
    at('20T15:45');
    await open();
    expect(await alarm()).to.equal('20T18:45');
  });
});
