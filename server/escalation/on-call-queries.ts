import type { Sql } from '../../db/connection.ts';
import { absencesBetween } from '../people/availability-queries.ts';
import type { PersonRef } from '../people/person.ts';
import { personRefs } from '../people/person-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { missing } from './find-gaps.ts';
import { listOpenGaps } from './gap-store.ts';
import { type Coverage, coverageBetween, layersBetween, type Shift } from './on-call.ts';
import { type KeptSchedule, listSchedules, listVersions } from './on-call-store.ts';
import { checkLength, checkRange, coverageOf, rosterOf, shiftsAt } from './roster.ts';
import { later, type Span, within } from './rotation.ts';
import { checkParticipants, readSchedule } from './save-schedule.ts';
import { spellsOf } from './spell.ts';
import { openSwapsOf } from './swap-store.ts';

const dayMs = 86_400_000;
/** How far ahead the end of a shift and whoever comes next are looked for. */
const aheadMs = 35 * dayMs;

/** A schedule with the people who are on call at this moment. */
export async function shownSchedule(ctx: Context, schedule: KeptSchedule) {
  const { recordedAt: _r, settledAt: _s, toldAt: _t, nextTellAt: _n, ...shown } = schedule;
  const shifts = await shiftsAt(ctx.db.sql, schedule.id, ctx.clock());
  const ids = [...new Set(shifts.map(({ personId }) => personId))];
  const refs = await personRefs(ctx.db.sql, ids);
  const at = ctx.clock();
  const isMissing = !schedule.retiredAt && missing(schedule, shifts, at, new Date(at.getTime() + 1)).length > 0;
  return { ...shown, onCallNow: ids.map((id) => refOf(refs, id)), isMissing };
}

const refsOf = (sql: Sql, shifts: readonly Shift[]) =>
  personRefs(
    sql,
    shifts.map(({ personId }) => personId),
  );

/** Somebody whose row is gone is still somebody. */
const refOf = (refs: Map<string, PersonRef>, id: string): PersonRef => refs.get(id) ?? { id, name: '?', email: '' };

const named = (refs: Map<string, PersonRef>, shifts: readonly Shift[]) =>
  shifts.map(({ personId, ...shift }) => ({ person: refOf(refs, personId), ...shift }));

/** The shifts between two instants, with gaps, absences that stand against them and, if asked, each layer by itself. */
export async function shownShifts(ctx: Context, scheduleId: string, from: Date, to: Date, withLayers: boolean) {
  checkRange(from, to);
  const { sql } = ctx.db;
  const schedule = await readSchedule(ctx, scheduleId);
  const coverage = checkLength(await coverageOf(sql, schedule, from, to));
  const answer = await answerOf(sql, coverage);
  if (!withLayers) return answer;
  const start = later(from, schedule.settledAt);
  return { ...answer, layers: start < to ? await shownLayers(sql, schedule, start, to) : [] };
}

async function answerOf(sql: Sql, { shifts, gaps }: Coverage) {
  const refs = await refsOf(sql, shifts);
  const conflicts = (await conflictsOf(sql, shifts)).map(({ personId, ...span }) => ({ person: refOf(refs, personId), ...span }));
  return { items: named(refs, shifts), gaps, conflicts, nextCursor: null };
}

/** When people are on call although they are away. */
async function conflictsOf(sql: Sql, shifts: readonly Shift[]): Promise<Array<Span & { personId: string }>> {
  const [first] = shifts;
  if (!first) return [];
  const to = shifts.reduce((end, { endAt }) => later(end, endAt), first.endAt);
  const absences = await absencesBetween(sql, [...new Set(shifts.map(({ personId }) => personId))], first.startAt, to);
  return absences.flatMap(({ personId, startAt, endAt }) => {
    const own = shifts.filter((shift) => shift.personId === personId);
    return within(own, startAt, endAt).map((shift) => ({ personId, startAt: shift.startAt, endAt: shift.endAt }));
  });
}

async function shownLayers(sql: Sql, schedule: Pick<KeptSchedule, 'timeZone' | 'layering' | 'rotations'>, from: Date, to: Date) {
  const layers = layersBetween(await rosterOf(sql, null, schedule, from, to), from, to);
  const refs = await refsOf(sql, layers.flat());
  return layers.map((shifts, index) => {
    const { name, level } = schedule.rotations[index]!;
    return { name, level, items: named(refs, shifts) };
  });
}

type Draft = Pick<KeptSchedule, 'timeZone' | 'layering' | 'rotations' | 'coverWeek'>;

/** What a schedule that is not saved yet would say; with the overrides of a saved one if told. Only what is to come. */
export async function previewSchedule(ctx: Context, draft: Draft, from: Date, to: Date, scheduleId?: string) {
  checkRange(from, to);
  const { sql } = ctx.db;
  await checkParticipants(sql, draft.rotations, '/schedule');
  const coverage = checkLength(coverageBetween(await rosterOf(sql, scheduleId ?? null, draft, from, to), from, to));
  const answer = await answerOf(sql, { ...coverage, gaps: missing(draft, coverage.shifts, from, to) });
  return { ...answer, layers: await shownLayers(sql, draft, from, to) };
}

/** Who is on call at an instant on every schedule, until when, and who comes next. */
export async function whoIsOnCall(ctx: Context, at: Date) {
  const { sql } = ctx.db;
  const schedules = await listSchedules(sql);
  return { at, items: await Promise.all(schedules.map((schedule) => onCallOn(sql, schedule, at))), nextCursor: null };
}

async function onCallOn(sql: Sql, schedule: KeptSchedule, at: Date) {
  const { id, name, timeZone } = schedule;
  const { shifts } = await coverageOf(sql, schedule, new Date(at.getTime() - aheadMs), new Date(at.getTime() + aheadMs));
  const present = (await shiftsAt(sql, id, at)).map(({ personId, level }) => ({ personId, level }));
  const spells = spellsOf(shifts);
  const now = spells.filter(({ startAt, endAt }) => startAt <= at && endAt > at);
  const next =
    spells.find(({ startAt, personId }) => startAt > at && !now.some((each) => each.personId === personId)) ??
    spells.find(({ startAt }) => startAt > at);
  const refs = await refsOf(sql, shifts);
  const endless = at.getTime() + aheadMs;
  const people = present
    .filter(({ personId }, index) => present.findIndex((each) => each.personId === personId) === index)
    .map(({ personId, level }) => {
      const spell = now.find((each) => each.personId === personId)!;
      return { person: refOf(refs, personId), level, startAt: spell.startAt, endAt: spell.endAt.getTime() >= endless ? null : spell.endAt };
    });
  const isMissing = missing(schedule, shifts, at, new Date(at.getTime() + 1)).length > 0;
  return {
    schedule: { id, name, timeZone },
    people,
    isMissing,
    next: next ? { person: refOf(refs, next.personId), startAt: next.startAt } : null,
  };
}

/** My shifts on all schedules between two instants, in order of time. */
export async function myShifts(ctx: Context, actor: Actor, from: Date, to: Date) {
  checkRange(from, to);
  const { sql } = ctx.db;
  const swaps = await openSwapsOf(sql, actor.id as string, from, to);
  const items = [];
  for (const schedule of await listSchedules(sql)) {
    const { id, name, timeZone } = schedule;
    const mine = (await coverageOf(sql, schedule, from, to)).shifts.filter(({ personId }) => personId === actor.id);
    for (const { startAt, endAt, level, temporaryId } of mine) {
      const swap = swaps.find((each) => each.scheduleId === id && each.startAt < endAt && each.endAt > startAt);
      items.push({ schedule: { id, name, timeZone }, startAt, endAt, level, isFixed: temporaryId !== null, swapId: swap?.id ?? null });
    }
  }
  return { items: items.sort((a, b) => a.startAt.getTime() - b.startAt.getTime()), nextCursor: null };
}

/** When nobody is on call in the hours in which somebody must be, on one schedule or on all that are watched. */
export async function shownGaps(ctx: Context, from: Date, to: Date, scheduleId?: string) {
  checkRange(from, to);
  const { sql } = ctx.db;
  const schedules = scheduleId ? [await readSchedule(ctx, scheduleId)] : (await listSchedules(sql)).filter(({ isWatched }) => isWatched);
  const known = await listOpenGaps(sql, scheduleId);
  const items = [];
  for (const schedule of schedules) {
    const { id, name } = schedule;
    const { shifts } = await coverageOf(sql, schedule, from, to);
    for (const gap of missing(schedule, shifts, from, to)) {
      const found = known.find((each) => each.scheduleId === id && each.startAt < gap.endAt && each.endAt > gap.startAt);
      items.push({ schedule: { id, name }, ...gap, foundAt: found?.foundAt ?? null });
    }
  }
  return { items: items.sort((a, b) => a.startAt.getTime() - b.startAt.getTime()), nextCursor: null };
}

/** The plans that a schedule had, the newest first. */
export async function shownVersions(ctx: Context, scheduleId: string) {
  await readSchedule(ctx, scheduleId);
  const versions = await listVersions(ctx.db.sql, scheduleId, 200);
  const refs = await personRefs(
    ctx.db.sql,
    versions.map(({ changedById }) => changedById),
  );
  const items = versions.map(({ changedById, ...version }) => ({
    ...version,
    changedBy: changedById ? (refs.get(changedById) ?? null) : null,
  }));
  return { items, nextCursor: null };
}
