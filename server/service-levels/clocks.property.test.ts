import { expect } from 'chai';
import fc from 'fast-check';
import { eachDatabase } from '../../db/testing.ts';
import { transact } from '../../db/transaction.ts';
import { addSupportGroup } from '../people/save-support-group.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { durationMs } from '../platform/duration.ts';
import { newId } from '../platform/ids.ts';
import { type TestContext, testContext } from '../testing.ts';
import { type Clocked, fillBook, segmentsOf } from './clock-book.ts';
import { type ClockEventRow, type ClockRow, listClockEvents, listClocks } from './clock-store.ts';
import {
  meetResolution,
  meetResponse,
  openClocks,
  pauseClocks,
  reopenResolution,
  resumeClocks,
  retargetClocks,
  startQuestion,
} from './clocks.ts';
import { addAgreement, changeAgreement } from './save-agreement.ts';
import { addCalendar } from './save-calendar.ts';
import type { CalendarHours } from './service-calendar.ts';
import type { TargetPriority } from './service-level-agreement.ts';
import { dueAt } from './service-level-clock.ts';
import { newServiceCalendar, newServiceLevelAgreement, type week as weekSchema } from './service-level-schemas.ts';
import { stampBreaches } from './stamp-breaches.ts';
import { type Phase, stepMs, walkToDue } from './testing-clocks.ts';

/** Each with a time at which its clocks change, at midnight in Cairo, by half an hour in Lord Howe, for Ramadan in Casablanca. */
const places = [
  { timeZone: 'Europe/Paris', near: '2026-03-28T00:00Z' },
  { timeZone: 'Australia/Lord_Howe', near: '2026-04-04T00:00Z' },
  { timeZone: 'Africa/Casablanca', near: '2026-02-14T00:00Z' },
  { timeZone: 'Africa/Cairo', near: '2026-04-23T00:00Z' },
  { timeZone: 'Asia/Kathmandu', near: '2026-11-19T00:00Z' },
  { timeZone: 'America/New_York', near: '2026-10-31T00:00Z' },
];
const shifts: Array<Array<[string, string]>> = [
  [['09:00', '17:00']],
  [
    ['08:00', '12:00'],
    ['13:30', '18:15'],
  ],
  [['22:00', '06:00']],
  [['00:00', '24:00']],
  [],
];
const targets: Record<string, { responseTarget: string | null; nextResponseTarget: string | null; resolutionTarget: string | null }> = {
  P1: { responseTarget: 'PT30M', nextResponseTarget: 'PT45M', resolutionTarget: 'PT4H' },
  P2: { responseTarget: 'PT2H', nextResponseTarget: null, resolutionTarget: 'PT12H' },
  P4: { responseTarget: null, nextResponseTarget: 'PT3H', resolutionTarget: 'PT40H' },
};
const groupTarget = 'PT5H';

const weekOf = fc.record(
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, fc.constantFrom(...shifts)])),
);
const verbs = ['pause', 'resume', 'P1', 'P2', 'P4', 'home', 'away', 'answer', 'ask', 'resolve', 'reopen', 'look'] as const;
type Verb = (typeof verbs)[number];
const lives = fc.record({
  home: fc.record({ place: fc.constantFrom(...places), week: weekOf, closed: fc.integer({ min: 0, max: 6 }) }),
  away: fc.record({ place: fc.constantFrom(...places), week: weekOf }),
  startAt: fc.integer({ min: 0, max: 7 * 96 }),
  first: fc.constantFrom('P1', 'P2', 'P4'),
  acts: fc.array(fc.record({ verb: fc.constantFrom(...verbs), waits: fc.integer({ min: 1, max: 120 }) }), { minLength: 1, maxLength: 12 }),
});
type Life = typeof lives extends fc.Arbitrary<infer T> ? T : never;

eachDatabase('clocks under any sequence of events', (db, database) => {
  let ctx: TestContext;
  let agreementId: string;
  let groups: { home: string; away: string };

  before(async () => {
    ctx = testContext(db());
    const group = (name: string) => addSupportGroup(ctx, { name, email: null, isDefault: false, memberIds: [] });
    groups = { home: (await group('Home')).id, away: (await group('Away')).id };
    const operational = [{ supportGroupIds: [groups.away], target: groupTarget }];
    agreementId = (await addAgreement(ctx, systemActor, newServiceLevelAgreement.parse({ name: 'Any', targets, operational }))).id;
  });

  /** Lives a life by the real clocks, and asks after each event what `check` wants to see. */
  async function live(life: Life, onReopen: 'continue' | 'restart', check: (world: World) => Promise<void>): Promise<World> {
    await changeAgreement(ctx, systemActor, agreementId, { onReopen }, null);
    const exceptions = { [new Date(Date.parse(life.home.place.near) + life.home.closed * 86_400_000).toISOString().slice(0, 10)]: [] };
    const calendars = {
      home: { timeZone: life.home.place.timeZone, week: life.home.week as CalendarHours['week'], exceptions },
      away: { timeZone: life.away.place.timeZone, week: life.away.week as CalendarHours['week'], exceptions: {} },
    };
    for (const name of ['home', 'away'] as const) {
      const week = { ...calendars[name].week, wed: [['09:00', '17:00']] } as unknown as typeof weekSchema._output;
      calendars[name] = { ...calendars[name], week: week as CalendarHours['week'] };
      await addCalendar(
        ctx,
        systemActor,
        newServiceCalendar.parse({ name: newId(), ...calendars[name], week, supportGroupIds: [groups[name]] }),
      );
    }
    const world = new World(ctx, groups, calendars, Date.parse(life.home.place.near) + life.startAt * stepMs, life.first as TargetPriority);
    await world.open();
    await check(world);
    for (const { verb, waits } of life.acts) {
      world.at += waits * stepMs;
      await world.act(verb);
      await check(world);
    }
    return world;
  }

  const runs = { numRuns: database === 'sqlite' ? 60 : 15 };

  it('fall due when a slow walker through every quarter of an hour says so', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(lives, async (life) => {
        await live(life, 'continue', async (world) => {
          expect(await world.dues()).to.deep.equal(world.walkedDues(), JSON.stringify(life));
        });
      }),
      runs,
    );
  });

  it('are what their history says, when it is told again from the beginning', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(lives, fc.constantFrom('continue' as const, 'restart' as const), async (life, onReopen) => {
        const last = await live(life, onReopen, async () => {});
        await last.within((tx) => stampBreaches(tx, last.incidentId, last.now()));
        const stored = await listClocks(ctx.db.sql, last.incidentId);
        expect(stored.map(resultOf)).to.deep.equal(await replay(ctx, last.incidentId, last.now()), JSON.stringify({ life, onReopen }));
      }),
      runs,
    );
  });
});

/** An incident that lives by the real clocks, and what a walker knows of it. */
class World {
  readonly incidentId = newId();
  readonly ctx: TestContext;
  readonly groups: { home: string; away: string };
  readonly calendars: { home: CalendarHours; away: CalendarHours };
  at: number;
  priority: TargetPriority;
  group: 'home' | 'away' = 'home';
  phases: Phase[] = [];
  answeredAt: number | null = null;
  question: { startAt: number } | null = null;
  readonly openedAt: number;

  constructor(ctx: TestContext, groups: World['groups'], calendars: World['calendars'], at: number, priority: TargetPriority) {
    this.ctx = ctx;
    this.groups = groups;
    this.calendars = calendars;
    this.at = at;
    this.openedAt = at;
    this.priority = priority;
  }

  now = (): Date => new Date(this.at);
  within = (work: (tx: Context) => Promise<Clocked>): Promise<Clocked> => {
    this.ctx.clock.set(this.now());
    return transact(this.ctx, work);
  };
  get state(): Phase['state'] {
    return this.phases.at(-1)!.state;
  }
  private placement = () => ({
    incidentId: this.incidentId,
    priority: this.priority,
    serviceId: null,
    requesterId: null,
    supportGroupId: this.groups[this.group],
  });

  async open(): Promise<void> {
    this.phases.push({ at: this.at, state: 'running', group: this.group });
    await this.within((tx) => openClocks(tx, { ...this.placement(), openedAt: this.now() }));
  }

  private turn = (state: Phase['state']) => this.phases.push({ at: this.at, state, group: this.group });

  async act(verb: Verb): Promise<void> {
    const { incidentId: id } = this;
    const now = this.now();
    if (verb === 'pause' && this.state === 'running') {
      this.turn('paused');
      await this.within((tx) => pauseClocks(tx, id, now));
    } else if (verb === 'resume' && this.state === 'paused') {
      this.turn('running');
      await this.within((tx) => resumeClocks(tx, id, now));
    } else if (verb === 'resolve' && this.state !== 'stopped') {
      this.turn('stopped');
      this.answeredAt ??= this.at;
      this.question = null;
      await this.within((tx) => meetResolution(tx, id, now));
    } else if (verb === 'reopen' && this.state === 'stopped') {
      this.turn('running');
      await this.within((tx) => reopenResolution(tx, id, now));
    } else if (verb === 'answer' && this.state !== 'stopped') {
      this.answeredAt ??= this.at;
      this.question = null;
      await this.within((tx) => meetResponse(tx, id, now));
    } else if (verb === 'ask' && this.state !== 'stopped') {
      const isFirstOwed = this.answeredAt === null && targets[this.priority]?.responseTarget;
      if (!isFirstOwed) this.question ??= { startAt: this.at };
      await this.within((tx) => startQuestion(tx, id, now));
    } else if (verb === 'home' || verb === 'away' || verb.startsWith('P')) await this.move(verb);
    else if (verb === 'look') await this.within((tx) => stampBreaches(tx, id, now));
  }

  private async move(verb: Verb): Promise<void> {
    if (this.state === 'stopped') return;
    if (verb === 'home' || verb === 'away') this.group = verb;
    else this.priority = verb as TargetPriority;
    this.turn(this.state);
    const answeredAt = async () => null;
    await this.within((tx) => retargetClocks(tx, { ...this.placement(), cause: 'priorityChange', answeredAt }, this.now()));
  }

  /** Due times of clocks that are open, by kind. */
  async dues(): Promise<Record<string, string | null>> {
    const open = (await listClocks(this.ctx.db.sql, this.incidentId)).filter(({ metAt, target }) => metAt === null && target !== null);
    return Object.fromEntries(open.map(({ kind, dueAt: due }) => [kind, due?.toISOString() ?? null]));
  }

  walkedDues(): Record<string, string | null> {
    if (this.state === 'stopped') return {};
    const of = (startAt: number, target: string, group?: string): string | null => {
      const due = walkToDue(this.phases, this.calendars, { startAt, targetMs: durationMs(target)!, ...(group && { group }) });
      return due === null ? null : new Date(due).toISOString();
    };
    const { responseTarget, nextResponseTarget, resolutionTarget } = targets[this.priority]!;
    return {
      ...(responseTarget && this.answeredAt === null && { response: of(this.openedAt, responseTarget) }),
      ...(nextResponseTarget && this.question && { nextResponse: of(this.question.startAt, nextResponseTarget) }),
      ...(resolutionTarget && { resolution: of(this.openedAt, resolutionTarget) }),
      ...(this.group === 'away' && { operational: of(this.openedAt, groupTarget, 'away') }),
    };
  }
}

const time = (instant: Date | null): string | null => instant?.toISOString() ?? null;
const resultOf = ({ kind, cycle, dueAt: due, metAt, breachedAt, breachCause }: ClockRow) => ({
  clock: `${kind}-${cycle}`,
  dueAt: time(due),
  metAt: time(metAt),
  breachedAt: time(breachedAt),
  breachCause,
});

/**
 * Tells the history of an incident's clocks again: from the segments, what befell each clock, and what it promises now
 * (before each change, what the change put on record), to where it stands and when it was first broken.
 */
async function replay(ctx: TestContext, incidentId: string, now: Date): Promise<Array<ReturnType<typeof resultOf>>> {
  const clocks = await listClocks(ctx.db.sql, incidentId);
  const events = await listClockEvents(ctx.db.sql, incidentId);
  const book = await fillBook(ctx.db.sql, incidentId, clocks);
  return clocks.map((clock) => {
    const own = events.filter(({ kind, cycle }) => kind === clock.kind && cycle === clock.cycle);
    const metAt = clock.target === null ? clock.metAt : own.reduce<Date | null>(metAfter, null);
    const changes = own.filter(({ event }) => event === 'retargeted');
    const promised = [...changes, { ...clock, happenedAt: new Date(8.64e15), cause: '' }];
    const segments = segmentsOf(book, clock);
    let broken: { at: Date; cause: string } | null = null;
    let due: Date | null = null;
    for (const [index, { target, happenedAt }] of promised.entries()) {
      const from = changes[index - 1]?.happenedAt ?? clock.startedAt;
      const until = new Date(Math.min(happenedAt.getTime(), (metAt ?? now).getTime() + (metAt ? 0 : 1)));
      const end = metAt && metAt < happenedAt ? metAt : happenedAt;
      // Who solves out of a hold lets the clock count at that very instant.
      const isKnown = ({ from: start, row }: (typeof segments)[number]) =>
        start < end || (start.getTime() === end.getTime() && row.cause === 'resumed');
      const known = segments.filter((segment, at) => at === 0 || isKnown(segment));
      due = target === null ? null : dueAt(known, durationMs(target)!);
      if (broken || !due || due >= until) continue;
      broken = due < from && index > 0 ? { at: from, cause: changes[index - 1]!.cause } : { at: due, cause: 'elapsed' };
    }
    return {
      clock: `${clock.kind}-${clock.cycle}`,
      dueAt: time(due),
      metAt: time(metAt),
      breachedAt: time(broken?.at ?? null),
      breachCause: (broken?.cause ?? null) as ClockRow['breachCause'],
    };
  });
}

const metAfter = (met: Date | null, { event, happenedAt }: ClockEventRow): Date | null =>
  event === 'met' ? happenedAt : event === 'reopened' ? null : met;
