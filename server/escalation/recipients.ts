import type { Sql } from '../../db/connection.ts';
import { correspondents, listPeople, membersOf } from '../people/person-queries.ts';
import type { Action, Target } from './escalation-policy.ts';
import { peopleOnCall } from './roster.ts';

/** What a step knows of the incident that it fires for. */
export interface Subject {
  number: string;
  title: string;
  priority: string;
  supportGroupId: string | null;
  assigneeId: string | null;
}

/** The active people whom a step's notify and page actions mean at an instant, each once. */
export async function recipientsOf(
  sql: Sql,
  actions: readonly Action[],
  subject: Subject,
  at: Date,
): Promise<Array<{ id: string; name: string }>> {
  const targets = actions.flatMap((action) => (action.type === 'notify' || action.type === 'page' ? action.targets : []));
  const ids = new Set<string>();
  for (const target of targets) for (const id of await idsOf(sql, target, subject, at)) ids.add(id);
  const active = await correspondents(sql, [...ids]);
  const names = new Map(active.map(({ id, name }) => [id, name]));
  return [...ids].filter((id) => names.has(id)).map((id) => ({ id, name: names.get(id)! }));
}

async function idsOf(sql: Sql, target: Target, { assigneeId, supportGroupId }: Subject, at: Date): Promise<string[]> {
  if (target === 'assignee') return assigneeId ? [assigneeId] : [];
  if (target === 'supportGroup') return supportGroupId ? groupIds(sql, supportGroupId) : [];
  if (target === 'lead') return leadIds(sql, supportGroupId);
  if ('personId' in target) return [target.personId];
  if ('supportGroupId' in target) return groupIds(sql, target.supportGroupId);
  return peopleOnCall(sql, target.scheduleId, at);
}

const groupIds = async (sql: Sql, id: string): Promise<string[]> => (await membersOf(sql, id)).map((member) => member.id);

/** The leads in the incident's support group; where it has none, every lead. */
async function leadIds(sql: Sql, supportGroupId: string | null): Promise<string[]> {
  const leads = (await listPeople(sql, { role: 'lead', limit: 200 })).items.filter(({ isActive }) => isActive).map(({ id }) => id);
  const members = new Set(supportGroupId ? await groupIds(sql, supportGroupId) : []);
  const ofGroup = leads.filter((id) => members.has(id));
  return ofGroup.length > 0 ? ofGroup : leads;
}

/** What whoever owns the incident has to do to it: give it to somebody, or raise its priority by one. */
export type IncidentAction = { type: 'assign'; technicianId?: string; supportGroupId?: string } | { type: 'raisePriority' };

/** The actions of a step that change the incident, with schedules turned into who is on call at an instant. */
export async function incidentActionsOf(sql: Sql, actions: readonly Action[], at: Date): Promise<IncidentAction[]> {
  const result: IncidentAction[] = [];
  for (const action of actions) {
    if (action.type === 'raisePriority') result.push(...Array.from({ length: action.by }, () => ({ type: 'raisePriority' as const })));
    if (action.type !== 'assign') continue;
    const { target } = action;
    if ('supportGroupId' in target) result.push({ type: 'assign', supportGroupId: target.supportGroupId });
    else {
      const candidates = 'personId' in target ? [target.personId] : await peopleOnCall(sql, target.scheduleId, at);
      const [technician] = await correspondents(sql, candidates.slice(0, 1));
      if (technician) result.push({ type: 'assign', technicianId: technician.id });
    }
  }
  return result;
}
