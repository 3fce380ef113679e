import type { Sql } from '../../db/connection.ts';
import { numberText, openStatuses, type Status } from '../incidents/incident.ts';

const most = 200;

export interface OpenIncident {
  id: string;
  number: string;
  title: string;
  status: Status;
  part: 'requester' | 'assignee';
}

/** The open incidents that a person asked for or works on, the newest first. */
export async function openIncidentsOf(sql: Sql, personId: string): Promise<OpenIncident[]> {
  const of = (column: 'requesterId' | 'assigneeId') =>
    sql('incidents')
      .select('id', 'number', 'title', 'status')
      .where({ [column]: personId })
      .whereIn('status', openStatuses)
      .orderBy('number', 'desc')
      .limit(most);
  const [asked, assigned] = await Promise.all([of('requesterId'), of('assigneeId')]);
  const shown = (rows: Array<Omit<OpenIncident, 'part' | 'number'> & { number: number }>, part: OpenIncident['part']) =>
    rows.map((row) => ({ ...row, number: numberText(row.number), part }));
  return [...shown(asked, 'requester'), ...shown(assigned, 'assignee')];
}

export interface Duty {
  type: 'person' | 'supportGroup' | 'onCallSchedule' | 'apiToken';
  id: string;
  name: string;
}

/** What depends on a person: whom they manage, where they work and are on call, and programs that act in their name. */
export async function dutiesOf(sql: Sql, personId: string, now: Date): Promise<Duty[]> {
  const people: Array<Omit<Duty, 'type'>> = await sql('people')
    .select('id', 'name')
    .where({ managerId: personId, isActive: true })
    .orderBy('name')
    .limit(most);
  const groups: Array<Omit<Duty, 'type'>> = await sql('supportGroupMembers')
    .join('supportGroups', 'supportGroups.id', 'supportGroupMembers.supportGroupId')
    .select('supportGroups.id', 'supportGroups.name')
    .where({ personId })
    .orderBy('supportGroups.name');
  const schedules: Array<{ id: string; name: string; rotations: unknown }> = await sql('onCallSchedules')
    .select('id', 'name', 'rotationsJson')
    .whereNull('retiredAt')
    .limit(1000);
  const tokens: Array<{ id: string; label: string }> = await sql('apiTokens')
    .select('id', 'label')
    .where({ personId })
    .whereNull('revokedAt')
    .where((any) => any.whereNull('expiresAt').orWhere('expiresAt', '>', now))
    .limit(most);
  return [
    ...people.map((row) => ({ type: 'person' as const, ...row })),
    ...groups.map((row) => ({ type: 'supportGroup' as const, ...row })),
    ...schedules.flatMap(({ id, name, rotations }) =>
      JSON.stringify(rotations).includes(personId) ? [{ type: 'onCallSchedule' as const, id, name }] : [],
    ),
    ...tokens.map(({ id, label }) => ({ type: 'apiToken' as const, id, name: label })),
  ];
}

/** People who are no longer active and still have devices, by name. */
export async function goneHolders(sql: Sql): Promise<Array<{ id: string; name: string; holds: number }>> {
  const rows = (await sql('people')
    .join('assets', (on) => on.on('assets.custodianId', 'people.id').andOn('assets.custodianType', sql.raw('?', ['person'])))
    .select('people.id', 'people.name')
    .count({ holds: '*' })
    .where({ 'people.isActive': false })
    .groupBy('people.id', 'people.name')
    .orderBy(['people.name', 'people.id'])
    .limit(most)) as Array<{ id: string; name: string; holds: number }>;
  return rows.map((row) => ({ ...row, holds: Number(row.holds) }));
}
