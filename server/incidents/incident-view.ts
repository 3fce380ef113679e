import type { z } from 'zod';
import type { Actor } from '../platform/actor.ts';
import { type Incident, noDueAt, numberText } from './incident.ts';
import { permissionsOn } from './incident-policy.ts';
import type { incidentAnswer, incidentListItem } from './incident-schemas.ts';

export type IncidentListItem = z.output<typeof incidentListItem>;
export type IncidentAnswer = z.output<typeof incidentAnswer>;

/** A row of `incidents` with the names of what it refers to, as one joined read brings them. */
export interface JoinedIncident extends Incident {
  requesterName: string | null;
  requesterEmail: string | null;
  assigneeName: string | null;
  assigneeEmail: string | null;
  supportGroupName: string | null;
  serviceName: string | null;
  assetTag: string | null;
  assetName: string | null;
  assetKind: string | null;
}

export interface JoinedIncidentPage extends JoinedIncident {
  resolvedByName: string | null;
  resolvedByEmail: string | null;
  mergedIntoNumber: number | null;
}

const personOf = (id: string | null, name: string | null, email: string | null) =>
  id && name !== null ? { id, name, email: email ?? '' } : null;
const namedOf = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null);

/** An incident as lists show it; `now` decides what is overdue. */
export function listItemOf(row: JoinedIncident, now: Date): IncidentListItem {
  return {
    id: row.id,
    number: numberText(row.number),
    title: row.title,
    status: row.status,
    priority: row.priority,
    impact: row.impact,
    urgency: row.urgency,
    requester: personOf(row.requesterId, row.requesterName, row.requesterEmail),
    supportGroup: namedOf(row.supportGroupId, row.supportGroupName),
    assignee: personOf(row.assigneeId, row.assigneeName, row.assigneeEmail),
    service: namedOf(row.serviceId, row.serviceName),
    asset:
      row.assetId && row.assetTag !== null
        ? { id: row.assetId, tag: row.assetTag, name: row.assetName ?? '', kind: row.assetKind ?? 'other' }
        : null,
    source: row.sourceType,
    openedAt: row.openedAt,
    updatedAt: row.updatedAt,
    acknowledgedAt: row.acknowledgedAt,
    responseDueAt: row.responseDueAt,
    responseMetAt: row.responseMetAt,
    responseBreachedAt: row.responseBreachedAt,
    resolutionDueAt: row.resolutionDueAt,
    resolutionMetAt: row.resolutionMetAt,
    resolutionBreachedAt: row.resolutionBreachedAt,
    dueAt: row.nextDueAt.getTime() === noDueAt.getTime() ? null : row.nextDueAt,
    overdue: row.nextDueAt < now,
    pendingReason: row.pendingReason,
    pendingUntil: row.resumeAt,
    resolvedAt: row.resolvedAt,
    closedAt: row.closedAt,
    tags: row.tags,
    version: row.version,
  };
}

/** An incident as its page shows it to this actor. */
export function answerOf(row: JoinedIncidentPage, actor: Actor, now: Date, isWatching: boolean): IncidentAnswer {
  const { resolvedAt } = row;
  return {
    ...listItemOf(row, now),
    description: row.description,
    nextResponseDueAt: row.nextResponseDueAt,
    nextResponseBreachedAt: row.nextResponseBreachedAt,
    resolution: resolvedAt && {
      code: row.resolutionCode ?? '',
      note: row.resolutionNote ?? '',
      resolvedAt,
      resolvedBy: personOf(row.resolvedById, row.resolvedByName, row.resolvedByEmail),
    },
    mergedInto: row.mergedIntoId && row.mergedIntoNumber ? { id: row.mergedIntoId, number: numberText(row.mergedIntoNumber) } : null,
    isWatching,
    ...permissionsOn(actor, row),
  };
}
