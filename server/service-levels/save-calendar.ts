import type { z } from 'zod';
import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { findSupportGroup } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { startEdition } from './edition.ts';
import { hoursThatHold } from './imported-days.ts';
import {
  clearDefaultCalendar,
  findCalendar,
  findCalendarByName,
  findDefaultCalendar,
  insertCalendar,
  listCalendars,
  listGroupCalendars,
  replaceGroupsOfCalendar,
  type ServiceCalendar,
  updateCalendar,
} from './service-calendar-store.ts';
import { neverOpens, type newServiceCalendar, type serviceCalendarChanges } from './service-level-schemas.ts';

export type CalendarWithGroups = ServiceCalendar & { supportGroupIds: string[] };

/** All calendars by name, each with the groups that work by it. */
export async function readCalendars(ctx: Context): Promise<CalendarWithGroups[]> {
  const [calendars, groups] = await Promise.all([listCalendars(ctx.db.sql), listGroupCalendars(ctx.db.sql)]);
  const of = (id: string): string[] => groups.filter(({ calendarId }) => calendarId === id).map(({ supportGroupId }) => supportGroupId);
  return calendars.map((calendar) => ({ ...calendar, supportGroupIds: of(calendar.id) }));
}

/** One calendar; 404 when there is none. */
export async function readCalendar(ctx: Context, id: string): Promise<CalendarWithGroups> {
  const calendar = await findCalendar(ctx.db.sql, id);
  if (!calendar) throw notFound('service calendar');
  return withGroups(ctx, calendar);
}

async function withGroups(ctx: Context, calendar: ServiceCalendar): Promise<CalendarWithGroups> {
  const groups = await listGroupCalendars(ctx.db.sql);
  const supportGroupIds = groups.filter(({ calendarId }) => calendarId === calendar.id).map(({ supportGroupId }) => supportGroupId);
  return { ...calendar, supportGroupIds };
}

/** Adds a calendar; the first becomes the default unless told otherwise. */
export async function addCalendar(ctx: Context, actor: Actor, input: z.output<typeof newServiceCalendar>): Promise<CalendarWithGroups> {
  const { supportGroupIds, isDefault, ...fields } = input;
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    await takeTurn(sql, 'serviceCalendars');
    const now = tx.clock();
    const calendar = {
      ...fields,
      imported: [],
      isDefault: isDefault ?? (await findDefaultCalendar(sql)) === null,
      id: newId(),
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    await checkName(tx, calendar);
    if (calendar.isDefault) await clearDefaultCalendar(sql);
    await insertCalendar(sql, calendar);
    await setGroups(tx, calendar.id, supportGroupIds);
    await startEdition(sql);
    const detail = { ...auditOf(calendar), supportGroupIds };
    await recordAudit(tx, actor, { action: 'calendar.created', subjectType: 'serviceCalendar', subjectId: calendar.id, detail });
    return withGroups(tx, calendar);
  });
}

/** Changes a calendar into its next version. Open incidents go on by the version that they began with. */
export async function changeCalendar(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof serviceCalendarChanges>,
  ifMatch: number | null,
): Promise<CalendarWithGroups> {
  const { supportGroupIds, ...fields } = changes;
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    await takeTurn(sql, 'serviceCalendars');
    const calendar = await findCalendar(sql, id);
    if (!calendar) throw notFound('service calendar');
    if (ifMatch !== null && ifMatch !== calendar.version) throw new Problem('version_mismatch');
    const next = { ...calendar, ...fields, version: calendar.version + 1, updatedAt: tx.clock() };
    await checkName(tx, next);
    checkOpens(next);
    if (next.isDefault && !calendar.isDefault) await clearDefaultCalendar(sql);
    if (!(await updateCalendar(sql, next))) throw new Problem('version_mismatch');
    if (supportGroupIds) await setGroups(tx, id, supportGroupIds);
    await startEdition(sql);
    const detail = { version: next.version, before: auditOf(calendar), after: auditOf(next), ...(supportGroupIds && { supportGroupIds }) };
    await recordAudit(tx, actor, { action: 'calendar.changed', subjectType: 'serviceCalendar', subjectId: id, detail });
    return withGroups(tx, next);
  });
}

/** What an edit of the calendar can change; what an import brings is recorded with the import. */
const auditOf = ({ name, timeZone, week, exceptions, isDefault }: ServiceCalendar) => ({ name, timeZone, week, exceptions, isDefault });

function checkOpens(calendar: ServiceCalendar): void {
  const { week, exceptions } = hoursThatHold(calendar);
  const opens = [...Object.values(week), ...Object.values(exceptions)].some((windows) => windows.length > 0);
  if (!opens) throw invalid('/week', neverOpens.message);
}

async function checkName(tx: Context, { id, name }: { id: string; name: string }): Promise<void> {
  const taken = await findCalendarByName(tx.db.sql, name);
  if (taken && taken.id !== id) throw invalid('/name', 'There is a service calendar of this name already');
}

async function setGroups(tx: Context, calendarId: string, supportGroupIds: string[]): Promise<void> {
  const ids = [...new Set(supportGroupIds)];
  for (const [index, id] of ids.entries()) {
    if (!(await findSupportGroup(tx.db.sql, id))) throw invalid(`/supportGroupIds/${index}`, 'There is no such support group');
  }
  await replaceGroupsOfCalendar(tx.db.sql, calendarId, ids);
}
