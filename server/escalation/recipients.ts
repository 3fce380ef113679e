import type { Sql } from '../../db/connection.ts';
import { absentAmong } from '../people/availability-queries.ts';
import { listPeople, membersOf } from '../people/person-queries.ts';
import type { Action, OnCallTarget, Target } from './escalation-policy.ts';
import { shiftsAt } from './roster.ts';
import { type NamedRef, whoIsThere } from './who-is-there.ts';

/** What a step knows of the incident that it fires for. */
export interface Subject {
  number: string;
  title: string;
  priority: string;
  supportGroupId: string | null;
  assigneeId: string | null;
  requesterId: string | null;
  /** Somebody has begun: an acknowledgement has kept its word. */
  isInProgress: boolean;
}

export interface Recipients {
  /** Who is told, each once. */
  present: NamedRef[];
  /** Who was meant but is away. */
  absent: NamedRef[];
  /** The requester, when a step means them: they are told other words. */
  requesterId: string | null;
}

/** The active people whom a step's notify and page actions mean at an instant, each once. */
export async function recipientsOf(sql: Sql, actions: readonly Action[], subject: Subject, at: Date): Promise<Recipients> {
  const targets = actions.flatMap((action) => (action.type === 'notify' || action.type === 'page' ? action.targets : []));
  const ids: string[] = [];
  for (const target of targets) if (target !== 'requester') ids.push(...(await idsOf(sql, target, subject, at)));
  const there = await whoIsThere(sql, ids, at);
  const { requesterId } = subject;
  const isAnyway = there.present.some(({ id }) => id === requesterId);
  return { ...there, requesterId: targets.includes('requester') && !isAnyway ? requesterId : null };
}

/** The people behind a target, also those who are away. */
export async function idsOf(sql: Sql, target: Target, subject: Subject, at: Date): Promise<string[]> {
  const { assigneeId, supportGroupId, requesterId } = subject;
  if (target === 'assignee') return assigneeId ? [assigneeId] : [];
  if (target === 'requester') return requesterId ? [requesterId] : [];
  if (target === 'supportGroup') return supportGroupId ? groupIds(sql, supportGroupId) : [];
  if (target === 'lead') return leadIds(sql, supportGroupId, at);
  if ('personId' in target) return [target.personId];
  if ('leadsOfGroupId' in target) return leadIds(sql, target.leadsOfGroupId, at);
  if ('supportGroupId' in target) return groupIds(sql, target.supportGroupId);
  return onCallIds(sql, target, at);
}

/** Who is away does not hold up the level behind. */
async function onCallIds(sql: Sql, { scheduleId, level }: OnCallTarget, at: Date): Promise<string[]> {
  const shifts = (await shiftsAt(sql, scheduleId, at)).filter((shift) => level === undefined || shift.level === level);
  const away = await absentAmong(
    sql,
    shifts.map(({ personId }) => personId),
    at,
  );
  const first = shifts.find(({ personId }) => !away.has(personId))?.level;
  return shifts.filter((shift) => first === undefined || shift.level <= first).map(({ personId }) => personId);
}

const groupIds = async (sql: Sql, id: string): Promise<string[]> => (await membersOf(sql, id)).map((member) => member.id);

const activeOf = async (sql: Sql, role: string): Promise<string[]> =>
  (await listPeople(sql, { role, limit: 200 })).items.filter(({ isActive }) => isActive).map(({ id }) => id);

/** The leads in a support group; where it has none who is there, every lead. */
async function leadIds(sql: Sql, supportGroupId: string | null, at: Date): Promise<string[]> {
  const leads = await activeOf(sql, 'lead');
  const members = new Set(supportGroupId ? await groupIds(sql, supportGroupId) : []);
  const ofGroup = leads.filter((id) => members.has(id));
  const away = await absentAmong(sql, ofGroup, at);
  return ofGroup.some((id) => !away.has(id)) ? ofGroup : leads;
}

/** Who hears that a step reached nobody: leads who are there, else administrators who are, else all of both. */
export async function watchmenOf(sql: Sql, supportGroupId: string | null, at: Date): Promise<string[]> {
  const leads = await leadIds(sql, supportGroupId, at);
  const admins = await activeOf(sql, 'admin');
  for (const ids of [leads, admins]) {
    const away = await absentAmong(sql, ids, at);
    const present = ids.filter((id) => !away.has(id));
    if (present.length > 0) return present;
  }
  return [...leads, ...admins];
}
