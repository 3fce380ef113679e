import type { Sql } from '../../db/connection.ts';
import { skillsOf } from '../people/availability-queries.ts';
import { supportGroupRefs } from '../people/service-queries.ts';
import { type Assignment, type Candidate, chooseAssignee, type Why } from './choose-assignee.ts';
import type { AssignAction } from './escalation-policy.ts';
import { idsOf, type Subject } from './recipients.ts';
import { lastTurns } from './turn-store.ts';
import { type NamedRef, whoIsThere } from './who-is-there.ts';

/** How many open incidents each of these people has; whoever owns incidents knows. */
export type OpenIncidentsOf = (sql: Sql, personIds: readonly string[]) => Promise<Map<string, number>>;

/** Whom an assign action means at an instant, and the circle in which a person's turn counts. */
export interface Found {
  assignment: Assignment;
  circle: string | null;
}

/**
 * Finds to whom an assign action gives the incident. People who left or are away are passed over, and so is who has the
 * incident already as long as there is somebody else: they have not reacted.
 */
export async function findAssignee(
  sql: Sql,
  action: AssignAction,
  subject: Subject,
  at: Date,
  openIncidentsOf: OpenIncidentsOf,
): Promise<Found> {
  const { target } = action;
  const strategy = action.strategy ?? (typeof target === 'object' && 'scheduleId' in target ? 'onCall' : null);
  if (strategy === null && typeof target === 'object' && 'supportGroupId' in target) return toGroup(sql, target.supportGroupId);
  const ids = await idsOf(sql, target, subject, at);
  const { present, absent } = await whoIsThere(sql, ids, at);
  const others = present.filter(({ id }) => id !== subject.assigneeId);
  const among = strategy === null || others.length === 0 ? present : others;
  const circle = circleOf(target, subject);
  const chosen = chooseAssignee(strategy ?? 'onCall', await candidatesOf(sql, among, circle, openIncidentsOf), action.skills ?? []);
  const passed = among.length < present.length && present.find(({ id }) => id === subject.assigneeId);
  const why: Why = { strategy: strategy ?? 'named', among: among.length, absent, ...chosen?.facts, ...(passed && { passedOver: passed }) };
  const person = chosen && { id: chosen.chosen.id, name: chosen.chosen.name };
  return { assignment: { person, supportGroup: null, why }, circle: person && strategy ? circle : null };
}

async function toGroup(sql: Sql, id: string): Promise<Found> {
  const group = (await supportGroupRefs(sql, [id])).get(id) ?? null;
  return { assignment: { person: null, supportGroup: group, why: { strategy: 'group', among: 1, absent: [] } }, circle: null };
}

async function candidatesOf(sql: Sql, people: NamedRef[], circle: string, openIncidentsOf: OpenIncidentsOf): Promise<Candidate[]> {
  const ids = people.map(({ id }) => id);
  const [open, turns, skills] = [await openIncidentsOf(sql, ids), await lastTurns(sql, circle, ids), await skillsOf(sql, ids)];
  return people.map(({ id, name }) => ({
    id,
    name,
    open: open.get(id) ?? 0,
    lastTurnAt: turns.get(id) ?? null,
    skills: skills.get(id) ?? [],
  }));
}

function circleOf(target: AssignAction['target'], { supportGroupId }: Subject): string {
  if (target === 'supportGroup') return `group:${supportGroupId}`;
  if ('supportGroupId' in target) return `group:${target.supportGroupId}`;
  return 'scheduleId' in target ? `schedule:${target.scheduleId}` : 'person';
}
