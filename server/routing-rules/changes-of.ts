import { findVisible } from '../incidents/find-incident.ts';
import type { Incident } from '../incidents/incident.ts';
import { personRefs } from '../people/person-queries.ts';
import { serviceRefs, supportGroupRefs } from '../people/service-queries.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import type { RuleAction } from './rule.ts';

/** One thing that an action would change, by name; null stands for nothing. */
export interface Change {
  type: RuleAction['type'];
  from: string | null;
  to: string | null;
}

type Names = Map<string, string>;

/** What actions would change on incidents as they are now; what they would leave as it is, is left out. */
export async function changesOf(ctx: Context, actions: RuleAction[], incidentIds: string[]): Promise<Map<string, Change[]>> {
  const incidents = await Promise.all([...new Set(incidentIds)].map((id) => findVisible(ctx, systemActor, id)));
  const names = await namesFor(ctx, actions, incidents);
  return new Map(
    incidents.map((incident) => [
      incident.id,
      actions.flatMap((action) => changes(action, incident, names)).filter(({ from, to }) => from !== to),
    ]),
  );
}

async function namesFor(ctx: Context, actions: RuleAction[], incidents: Incident[]): Promise<Names> {
  const { sql } = ctx.db;
  const ids = (of: (action: RuleAction) => Array<string | undefined>) => actions.flatMap(of);
  const assigns = ids((action) => (action.type === 'assign' ? [action.supportGroupId] : []));
  const people = ids((action) =>
    action.type === 'assign'
      ? [action.technicianId]
      : action.type === 'watch'
        ? [action.personId]
        : action.type === 'notify'
          ? action.personIds
          : [],
  );
  const services = ids((action) => (action.type === 'edit' ? [action.serviceId] : []));
  const refs = await Promise.all([
    supportGroupRefs(sql, [...assigns, ...incidents.map(({ supportGroupId }) => supportGroupId)]),
    serviceRefs(sql, [...services, ...incidents.map(({ serviceId }) => serviceId)]),
    personRefs(
      sql,
      [...people, ...incidents.map(({ assigneeId }) => assigneeId)].filter((id) => id != null),
    ),
  ]);
  return new Map(refs.flatMap((map) => [...map].map(([id, { name }]): [string, string] => [id, name])));
}

function changes(action: RuleAction, incident: Incident, names: Names): Change[] {
  const { type } = action;
  const change = (from: string | null, to: string | null): Change => ({ type, from, to });
  const named = (id: string | null | undefined): string | null => (id ? (names.get(id) ?? null) : null);
  const set = (from: string | null, to: string | undefined): Change[] => (to === undefined ? [] : [change(from, to)]);
  switch (action.type) {
    case 'assign':
      return [
        ...(action.supportGroupId ? [change(named(incident.supportGroupId), named(action.supportGroupId))] : []),
        ...(action.technicianId ? [change(named(incident.assigneeId), named(action.technicianId))] : []),
      ];
    case 'edit':
      return [
        ...set(incident.impact, action.impact),
        ...set(incident.urgency, action.urgency),
        ...(action.serviceId ? [change(named(incident.serviceId), named(action.serviceId))] : []),
      ];
    case 'tag':
      return action.tags.filter((tag) => !incident.tags.includes(tag.toLowerCase())).map((tag) => change(null, tag));
    case 'comment':
      return [change(null, action.body.slice(0, 200))];
    case 'watch':
      return [change(null, named(action.personId))];
    case 'notify':
      return action.personIds.map((id) => change(null, named(id)));
    case 'pend':
      return [change(incident.status, 'pending')];
    case 'resolve':
      return [change(incident.status, 'resolved')];
    case 'cancel':
      return [change(incident.status, 'cancelled')];
  }
}
