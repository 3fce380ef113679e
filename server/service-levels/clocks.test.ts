import { expect } from 'chai';
import { dueRows } from '../../db/outbox.ts';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { makeCast, type TestContext, testContext } from '../testing.ts';
import type { Clocked, DueTimes } from './clock-book.ts';
import {
  cancelClocks,
  meetResolution,
  meetResponse,
  openClocks,
  pauseClocks,
  renewClocks,
  reopenResolution,
  resumeClocks,
  retargetClocks,
} from './clocks.ts';
import { incidentsToRefresh, refreshClocks } from './refresh-clocks.ts';
import { addAgreement, changeAgreement } from './save-agreement.ts';
import { addCalendar, changeCalendar } from './save-calendar.ts';
import type { TargetPriority } from './service-level-agreement.ts';
import { serviceLevelsOf } from './service-level-queries.ts';
import { newServiceCalendar, newServiceLevelAgreement } from './service-level-schemas.ts';
import { overdueIncidents, stampBreaches } from './stamp-breaches.ts';

const nineToFive = [['09:00', '17:00']];
const weekdays = { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive };
const short = (instant: Date | null): string | null => instant?.toISOString().slice(8, 16) ?? null;

/** Paris is one hour ahead of UTC; the clock begins on Friday 2026-11-20 at 16:45 there. */
eachDatabase('clocks of an incident', (db) => {
  let ctx: TestContext;
  let serviceDesk: string;
  let gold: string;
  let paris: string;
  let incidentId: string;
  let priority: TargetPriority;

  const place = { serviceId: null, supportGroupId: null, requesterId: null };
  const answeredAt = async () => null;
  const within = async (work: (tx: Context) => Promise<Clocked>): Promise<DueTimes> => (await transact(ctx, work)).due;
  const at = (text: string): Date => {
    ctx.clock.set(`2026-11-${text}:00Z`);
    return ctx.clock();
  };
  const open = (p: TargetPriority = 'P2'): Promise<DueTimes> => {
    incidentId = newId();
    priority = p;
    return within((tx) => openClocks(tx, { incidentId, priority, ...place, openedAt: ctx.clock() }));
  };
  const retarget = (p: TargetPriority, supportGroupId: string | null = null): Promise<DueTimes> =>
    within((tx) =>
      retargetClocks(tx, { ...place, incidentId, priority: p, supportGroupId, cause: 'priorityChange', answeredAt }, ctx.clock()),
    );
  const resolution = async () =>
    (await serviceLevelsOf(ctx.db.sql, incidentId, ctx.clock())).findLast(({ kind }) => kind === 'resolution')!;
  const alarms = async () =>
    (await dueRows(ctx.db.sql, new Date('2030-01-01'), 1000)).filter(({ key }) => key === `service-level:${incidentId}`);

  before(async () => {
    ctx = testContext(db());
    ({ serviceDesk } = await makeCast(ctx));
    expect(await open()).to.deep.equal({
      responseDueAt: null,
      responseMetAt: null,
      responseBreachedAt: null,
      nextResponseDueAt: null,
      nextResponseBreachedAt: null,
      resolutionDueAt: null,
      resolutionMetAt: null,
      resolutionBreachedAt: null,
    });
    paris = (await addCalendar(ctx, systemActor, newServiceCalendar.parse({ name: 'Paris', timeZone: 'Europe/Paris', week: weekdays }))).id;
    const targets = {
      P1: { responseTarget: 'PT15M', resolutionTarget: 'PT4H' },
      P2: { responseTarget: 'PT1H', resolutionTarget: 'PT8H' },
      P3: { responseTarget: 'PT4H', resolutionTarget: 'PT24H' },
      P5: { resolutionTarget: 'PT80H' },
    };
    gold = (await addAgreement(ctx, systemActor, newServiceLevelAgreement.parse({ name: 'Gold', targets }))).id;
  });
  beforeEach(() => void at('20T15:45'));

  it('promises a P1 of Friday 16:45 an answer at closing and a solution on Monday', async () => {
    const due = await open('P1');
    expect([short(due.responseDueAt), short(due.resolutionDueAt)]).to.deep.equal(['20T16:00', '23T11:45']);
    expect((await alarms()).map(({ job, runAt }) => [job, short(runAt)])).to.deep.equal([['serviceLevel.breach', '20T16:00']]);
  });

  it('promises nothing where the agreement is silent', async () => {
    expect((await open('P4')).resolutionDueAt).to.equal(null);
    const due = await open('P5');
    expect([due.responseDueAt, short(due.resolutionDueAt)]).to.deep.equal([null, '04T15:45']);
  });

  it('stamps a breach with the time when it happened, however late the job runs', async () => {
    await open('P1');
    at('20T22:00');
    expect(await overdueIncidents(ctx, 100)).to.include(incidentId);
    const due = await within((tx) => stampBreaches(tx, incidentId, ctx.clock()));
    expect([short(due.responseBreachedAt), due.resolutionBreachedAt]).to.deep.equal(['20T16:00', null]);
    expect((await alarms()).map(({ runAt }) => short(runAt))).to.deep.equal(['23T11:45']);
    expect(await overdueIncidents(ctx, 100)).not.to.include(incidentId);
  });

  it('records the breach of what was answered too late before the job came', async () => {
    await open('P1');
    const due = await within((tx) => meetResponse(tx, incidentId, at('23T08:30')));
    expect([short(due.responseMetAt), short(due.responseBreachedAt)]).to.deep.equal(['23T08:30', '20T16:00']);
  });

  it('keeps a promise that is met at the very instant when it is due', async () => {
    await open('P1');
    expect((await within((tx) => meetResponse(tx, incidentId, at('20T16:00')))).responseBreachedAt).to.equal(null);
  });

  it('stands on hold and moves by the service time of the hold', async () => {
    await open('P1');
    await within((tx) => pauseClocks(tx, incidentId, at('20T15:50')));
    expect((await resolution()).dueAt).to.equal(null);
    expect(await alarms()).to.deep.equal([]);
    const due = await within((tx) => resumeClocks(tx, incidentId, at('23T10:00')));
    expect([short(due.responseDueAt), short(due.resolutionDueAt)]).to.deep.equal(['23T10:10', '23T13:55']);
    expect((await resolution()).segments.map(({ state, served }) => [state, served])).to.deep.equal([
      ['running', 'PT5M'],
      ['paused', 'PT0S'],
      ['running', 'PT0S'],
    ]);
  });

  it('does not hide a breach behind a hold', async () => {
    await open('P1');
    const due = await within((tx) => pauseClocks(tx, incidentId, at('23T12:00')));
    expect([short(due.resolutionBreachedAt), short(due.resolutionDueAt)]).to.deep.equal(['23T11:45', '23T11:45']);
  });

  it('takes pausing and resuming twice for once', async () => {
    await open('P1');
    for (const time of ['20T15:50', '20T15:55']) await within((tx) => pauseClocks(tx, incidentId, at(time)));
    for (const time of ['23T10:00', '23T11:00']) await within((tx) => resumeClocks(tx, incidentId, at(time)));
    expect(short((await resolution()).dueAt as Date | null)).to.equal('23T13:55');
  });

  it('reckons a raised priority from the opening, less the holds, and back again as if nothing had been', async () => {
    const before = await open('P3');
    await within((tx) => pauseClocks(tx, incidentId, at('23T08:00')));
    const resumed = await within((tx) => resumeClocks(tx, incidentId, at('23T10:00')));
    expect(short(before.resolutionDueAt)).to.equal('25T15:45');
    at('23T10:30');
    expect(short((await retarget('P1')).resolutionDueAt)).to.equal('23T13:45');
    const { resolutionDueAt } = await retarget('P3');
    expect(resolutionDueAt).to.deep.equal(resumed.resolutionDueAt);
  });

  it('stamps a promise that a raised priority breaks now, with the reason, not in the past', async () => {
    await open('P3');
    at('23T13:00');
    const due = await retarget('P1');
    expect([short(due.resolutionDueAt), short(due.resolutionBreachedAt)]).to.deep.equal(['23T11:45', '23T13:00']);
    expect((await resolution()).events.find(({ event }) => event === 'breached')).to.deep.include({
      cause: 'priorityChange',
      priority: 'P1',
    });
  });

  it('keeps a breach when the priority is lowered, and gives the open target a new date', async () => {
    await open('P1');
    await within((tx) => stampBreaches(tx, incidentId, at('23T12:00')));
    const due = await retarget('P3');
    expect([short(due.resolutionDueAt), short(due.resolutionBreachedAt)]).to.deep.equal(['25T15:45', '23T11:45']);
  });

  it('never changes the first answer', async () => {
    await open('P2');
    const met = await within((tx) => meetResponse(tx, incidentId, at('20T15:50')));
    at('23T13:00');
    const due = await retarget('P1');
    expect([due.responseMetAt, due.responseDueAt, due.responseBreachedAt]).to.deep.equal([met.responseMetAt, met.responseDueAt, null]);
    expect((await within((tx) => meetResponse(tx, incidentId, ctx.clock()))).responseMetAt).to.deep.equal(met.responseMetAt);
  });

  it('rests when it is resolved and goes on when it is reopened', async () => {
    await open('P2');
    const met = await within((tx) => meetResolution(tx, incidentId, at('23T09:00')));
    expect([short(met.responseMetAt), short(met.resolutionMetAt), short(met.responseBreachedAt)]).to.deep.equal([
      '23T09:00',
      '23T09:00',
      '23T08:45',
    ]);
    expect(await alarms()).to.deep.equal([]);
    const due = await within((tx) => reopenResolution(tx, incidentId, at('25T08:00')));
    // 1 h 15 min were served, 6 h 45 min are left.
    expect([due.resolutionMetAt, short(due.resolutionDueAt), short(due.responseMetAt)]).to.deep.equal([null, '25T14:45', '23T09:00']);
    expect((await resolution()).events.map(({ event }) => event)).to.deep.equal(['met', 'reopened']);
  });

  it('starts afresh after reopening where the agreement says so', async () => {
    const input = { name: `Fresh ${newId()}`, isDefault: true, onReopen: 'restart', targets: { P1: { resolutionTarget: 'PT4H' } } };
    await addAgreement(ctx, systemActor, newServiceLevelAgreement.parse(input));
    await open('P1');
    await within((tx) => meetResolution(tx, incidentId, at('23T14:00')));
    const due = await within((tx) => reopenResolution(tx, incidentId, at('25T08:00')));
    await changeAgreement(ctx, systemActor, gold, { isDefault: true }, null);
    expect([short(due.resolutionDueAt), due.resolutionBreachedAt]).to.deep.equal(['25T12:00', null]);
    expect((await resolution()).events.map(({ event }) => event)).to.deep.equal(['reopened']);
  });

  it('gives a promise that is kept out of a hold a due time to be compared with', async () => {
    await open('P1');
    await within((tx) => pauseClocks(tx, incidentId, at('20T15:50')));
    const due = await within((tx) => meetResolution(tx, incidentId, at('23T10:00')));
    expect([short(due.resolutionDueAt), short(due.resolutionMetAt), due.resolutionBreachedAt]).to.deep.equal([
      '23T13:55',
      '23T10:00',
      null,
    ]);
  });

  it('takes promises back when the incident is cancelled', async () => {
    await open('P1');
    const due = await within((tx) => cancelClocks(tx, incidentId, at('20T15:50')));
    expect([due.responseDueAt, due.resolutionDueAt, due.resolutionMetAt, due.resolutionBreachedAt]).to.deep.equal([null, null, null, null]);
    expect((await within((tx) => stampBreaches(tx, incidentId, at('25T15:50')))).resolutionBreachedAt).to.equal(null);
    expect(await alarms()).to.deep.equal([]);
  });

  it('sums up the hours of each team that an incident goes through', async () => {
    const input = { name: `Kathmandu ${newId()}`, timeZone: 'Asia/Kathmandu', week: weekdays, supportGroupIds: [serviceDesk] };
    const kathmandu = await addCalendar(ctx, systemActor, newServiceCalendar.parse(input));
    at('23T08:00');
    await open('P2');
    at('23T12:00');
    // 4 h in Paris; the other four begin in Kathmandu on Tuesday at 03:15 UTC.
    expect(short((await retarget('P2', serviceDesk)).resolutionDueAt)).to.equal('24T07:15');
    at('24T04:15');
    // 5 h are served; Paris opens at 08:00 UTC.
    expect(short((await retarget('P2')).resolutionDueAt)).to.equal('24T11:00');
    expect((await resolution()).segments.map(({ calendar, served }) => [calendar?.name, served])).to.deep.equal([
      ['Paris', 'PT4H'],
      [kathmandu.name, 'PT1H'],
      ['Paris', 'PT0S'],
    ]);
  });

  it('lets a priority bring its own hours, for the whole life of the incident', async () => {
    const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]));
    const always = await addCalendar(ctx, systemActor, newServiceCalendar.parse({ name: `Always ${newId()}`, timeZone: 'UTC', week }));
    const targets = { P1: { resolutionTarget: 'PT4H', calendarId: always.id }, P2: { resolutionTarget: 'PT4H' } };
    const vital = await addAgreement(
      ctx,
      systemActor,
      newServiceLevelAgreement.parse({ name: `Vital ${newId()}`, isDefault: true, targets }),
    );
    const before = await open('P2');
    at('20T18:00');
    expect(short((await retarget('P1')).resolutionDueAt)).to.equal('20T19:45');
    expect((await retarget('P2')).resolutionDueAt).to.deep.equal(before.resolutionDueAt);
    await changeAgreement(ctx, systemActor, gold, { isDefault: true }, null);
    expect(vital.isDefault).to.equal(true);
  });

  it('keeps the agreement and the calendar that held when it was opened', async () => {
    await open('P2');
    const closed = { '2026-11-23': [] };
    await changeCalendar(ctx, systemActor, paris, { exceptions: closed }, null);
    await changeAgreement(
      ctx,
      systemActor,
      gold,
      { targets: { P1: { responseTarget: null, nextResponseTarget: null, resolutionTarget: 'PT1H', calendarId: null } } },
      null,
    );
    expect(short((await retarget('P1')).resolutionDueAt)).to.equal('23T11:45');
    // What is opened now has one hour, of which a quarter passes on Friday, and Monday is a holiday.
    expect(short((await open('P1')).resolutionDueAt)).to.equal('24T08:45');
  });

  it('reckons anew what was reckoned with other time-zone data', async () => {
    const { resolutionDueAt } = await open('P1');
    expect(await incidentsToRefresh(ctx, 1000)).not.to.include(incidentId);
    await within(async (tx) => {
      const stale = { timeZoneData: '1999a', dueAt: new Date('2026-11-23T10:45:00Z') };
      await tx.db.sql('serviceLevelClocks').where({ incidentId, kind: 'resolution' }).update(stale);
      return { due: {} as DueTimes, breaches: [] };
    });
    expect(await incidentsToRefresh(ctx, 1000)).to.include(incidentId);
    const due = await within((tx) => refreshClocks(tx, incidentId, ctx.clock()));
    expect(due.resolutionDueAt).to.deep.equal(resolutionDueAt);
    expect(await incidentsToRefresh(ctx, 1000)).not.to.include(incidentId);
  });

  it('takes over newer versions when somebody asks for it', async () => {
    const before = await open('P1');
    const { exceptions } = await changeCalendar(ctx, systemActor, paris, { exceptions: { '2026-11-23': [['13:00', '17:00']] } }, null);
    const renewed = await within((tx) => renewClocks(tx, { incidentId, priority: 'P1', ...place, answeredAt }, ctx.clock()));
    await changeCalendar(ctx, systemActor, paris, { exceptions: { ...exceptions, '2026-11-23': [] } }, null);
    // One hour, of which a quarter passes on Friday: the holiday of the test before holds no more, Monday's morning is off.
    expect([short(before.resolutionDueAt), short(renewed.resolutionDueAt)]).to.deep.equal(['24T08:45', '23T12:45']);
    expect((await resolution()).segments.map(({ cause }) => cause)).to.deep.equal(['opened', 'renewed']);
  });

  it('counts what was opened in the past from then', async () => {
    incidentId = newId();
    const openedAt = new Date('2026-11-19T08:00:00Z');
    const due = await within((tx) => openClocks(tx, { incidentId, priority: 'P1', ...place, openedAt }));
    expect([short(due.resolutionDueAt), short(due.resolutionBreachedAt)]).to.deep.equal(['19T09:00', '19T09:00']);
  });
});
