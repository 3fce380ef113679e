import { api } from '../api/client.ts';
import { keyOf, queryClient, refresh } from '../api/queries.ts';
import type { Incident, IncidentListItem } from '../api/types.ts';

type Target = Pick<IncidentListItem, 'id' | 'version' | 'number'>;
interface Assignment {
  technicianId?: string | null;
  supportGroupId?: string | undefined;
}

/** Keeps an answer where the pages read it, and reads again what may have changed with it. */
export async function keepIncident(incident: Incident): Promise<Incident> {
  for (const name of [incident.id, incident.number]) queryClient.setQueryData(keyOf(`/incidents/${name}`), incident);
  await refresh('incidents');
  return incident;
}

const put = (verb: string, { id, version }: Target, body?: object) =>
  api.put<Incident>(`/incidents/${id}/${verb}`, body, { ifMatch: version }).then(keepIncident);
const remove = (verb: string, { id, version }: Target, body?: object) =>
  api.delete<Incident>(`/incidents/${id}/${verb}`, { ifMatch: version, ...(body && { body }) }).then(keepIncident);

export const assignIncident = (target: Target, assignment: Assignment) => put('assignment', target, assignment);
export const acknowledgeIncident = (target: Target) => put('acknowledgement', target);
export const pendIncident = (target: Target, reason: string, until: string | null) =>
  put('pending', target, { reason, ...(until && { until }) });
export const resumeIncident = (target: Target) => remove('pending', target);
export const resolveIncident = (target: Target, code: string, note: string) => put('resolution', target, { code, note });
export const reopenIncident = (target: Target, reason = '') => remove('resolution', target, { reason });
export const closeIncident = (target: Target) => put('closure', target);
export const cancelIncident = (target: Target, reason = '') => put('cancellation', target, { reason });
export const mergeIncident = (target: Target, intoId: string) => put('merge', target, { intoId });
export const unmergeIncident = (target: Target) => remove('merge', target);
export const editIncident = ({ id, version }: Target, changes: object) =>
  api.patch<Incident>(`/incidents/${id}`, changes, { ifMatch: version }).then(keepIncident);

/** Gives the incident to me; answers the function that gives it back to whom it was. */
export async function takeIncident(incident: IncidentListItem): Promise<() => Promise<unknown>> {
  const taken = await assignIncident(incident, { technicianId: 'me' });
  return () => assignIncident(taken, assignmentOf(incident));
}

/** The assignment that an incident has, as one would ask for it. */
export const assignmentOf = ({ assignee, supportGroup }: IncidentListItem): Assignment => ({
  technicianId: assignee?.id ?? null,
  ...(supportGroup && { supportGroupId: supportGroup.id }),
});
