import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { personRefs } from '../people/person-queries.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { durationMs, durationText } from '../platform/duration.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { findComment } from './comment-store.ts';
import { findVisible, takeForChange } from './find-incident.ts';
import { mayWork } from './incident-policy.ts';
import {
  deleteTimeEntry,
  findTimeEntry,
  insertTimeEntry,
  minutesByPerson,
  type TimeEntry,
  timeEntriesOf,
  updateTimeEntry,
} from './time-entry-store.ts';
import type { newTimeEntry, timeEntryAnswer, timeEntryChanges, timeSpentAnswer } from './work-schemas.ts';
import { recordHappening } from './write-incident.ts';

type TimeEntryAnswer = z.output<typeof timeEntryAnswer>;

const minutesOf = (spent: string): number => Math.round((durationMs(spent) ?? 0) / 60_000);
const textOf = (minutes: number): string => durationText(minutes * 60_000);

/** Technicians change what they said about themselves, leads what anybody did. */
const mayChange = (actor: Actor, entry: TimeEntry): boolean => entry.personId === actor.id || hasRole(actor, 'lead');

/** Says that the actor spent time on an incident. */
export async function recordTime(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  input: z.output<typeof newTimeEntry>,
): Promise<TimeEntryAnswer> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork);
    const { spent, note, workedAt = tx.clock(), commentId = null } = input;
    checkWorkedAt(tx, workedAt);
    if (commentId && !(await findComment(tx.db.sql, incident.id, commentId))) throw invalid('/commentId', 'There is no such comment');
    const minutes = minutesOf(spent);
    const entry = { id: newId(), incidentId: incident.id, personId: actor.id ?? '', commentId, minutes, note, workedAt, version: 1 };
    await insertTimeEntry(tx.db.sql, { ...entry, createdAt: tx.clock() });
    const detail = { spent: textOf(minutes), note };
    await recordHappening(tx, actor, incident, { kind: 'timeSpent', visibility: 'internal', detail });
    return (await answersOf(tx, actor, [{ ...entry, createdAt: tx.clock() }]))[0] as TimeEntryAnswer;
  });
}

/** Corrects what was said about time; the history keeps what it was. */
export async function correctTime(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  entryId: string,
  { spent, ...others }: z.output<typeof timeEntryChanges>,
  ifMatch: number | null,
): Promise<TimeEntryAnswer> {
  return transact(ctx, async (tx) => {
    const { incident, entry } = await takeEntry(tx, actor, idOrNumber, entryId, ifMatch);
    if (others.workedAt) checkWorkedAt(tx, others.workedAt);
    const changes = { ...others, ...(spent && { minutes: minutesOf(spent) }) };
    if (!(await updateTimeEntry(tx.db.sql, entry.id, entry.version, changes))) throw new Problem('version_mismatch');
    const after = { ...entry, ...changes, version: entry.version + 1 };
    const detail = { from: textOf(entry.minutes), to: textOf(after.minutes), note: after.note };
    await recordHappening(tx, actor, incident, { kind: 'timeCorrected', visibility: 'internal', detail });
    return (await answersOf(tx, actor, [after]))[0] as TimeEntryAnswer;
  });
}

/** Takes back that time was spent; the history keeps that it was said. */
export async function withdrawTime(ctx: Context, actor: Actor, idOrNumber: string, entryId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const { incident, entry } = await takeEntry(tx, actor, idOrNumber, entryId, null);
    await deleteTimeEntry(tx.db.sql, entry.id);
    const detail = { from: textOf(entry.minutes), to: textOf(0), note: entry.note };
    await recordHappening(tx, actor, incident, { kind: 'timeCorrected', visibility: 'internal', detail });
  });
}

async function takeEntry(tx: Context, actor: Actor, idOrNumber: string, entryId: string, ifMatch: number | null) {
  const incident = await takeForChange(tx, actor, idOrNumber, mayWork);
  const entry = await findTimeEntry(tx.db.sql, incident.id, entryId);
  if (!entry) throw notFound('time entry');
  if (!mayChange(actor, entry)) throw new Problem('forbidden');
  if (ifMatch !== null && ifMatch !== entry.version)
    throw new Problem('version_mismatch', undefined, { extra: { version: entry.version } });
  return { incident, entry };
}

function checkWorkedAt(tx: Context, workedAt: Date): void {
  if (workedAt > tx.clock()) throw invalid('/workedAt', 'must not be in the future');
}

/** Time spent on an incident: each entry, by person and in all. */
export async function readTimeSpent(ctx: Context, actor: Actor, idOrNumber: string): Promise<z.output<typeof timeSpentAnswer>> {
  const { sql } = ctx.db;
  const incident = await findVisible(ctx, actor, idOrNumber);
  const sums = await minutesByPerson(sql, incident.id);
  const names = await personRefs(
    sql,
    sums.map(({ personId }) => personId),
  );
  const people = sums.flatMap(({ personId, minutes }) => {
    const person = names.get(personId);
    return person ? [{ person, spent: textOf(minutes) }] : [];
  });
  const total = textOf(sums.reduce((sum, { minutes }) => sum + minutes, 0));
  return { items: await answersOf(ctx, actor, await timeEntriesOf(sql, incident.id)), nextCursor: null, total, people };
}

async function answersOf(ctx: Context, actor: Actor, entries: TimeEntry[]): Promise<TimeEntryAnswer[]> {
  const people = await personRefs(
    ctx.db.sql,
    entries.map(({ personId }) => personId),
  );
  return entries.map((entry) => ({
    id: entry.id,
    incidentId: entry.incidentId,
    person: people.get(entry.personId) ?? null,
    spent: textOf(entry.minutes),
    note: entry.note,
    workedAt: entry.workedAt,
    commentId: entry.commentId,
    canChange: mayChange(actor, entry),
    version: entry.version,
  }));
}
