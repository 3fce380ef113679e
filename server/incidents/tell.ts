import { notify } from '../notifications/notify.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { type Incident, numberText } from './incident.ts';

export type IncidentNotice =
  | 'incident.filed'
  | 'incident.assigned'
  | 'incident.answered'
  | 'incident.requesterWrote'
  | 'incident.noteAdded'
  | 'incident.mentioned'
  | 'incident.lineAssigned'
  | 'incident.pending'
  | 'incident.resumed'
  | 'incident.resolved'
  | 'incident.reopened'
  | 'incident.cancelled'
  | 'incident.merged'
  | 'incident.breached';

/** The occasions on which people may have been told the words of a comment. */
export const noticeKeysOf = (incidentId: string, commentId: string): string[] =>
  (['incident.answered', 'incident.requesterWrote', 'incident.noteAdded', 'incident.mentioned'] as const).map(
    (kind) => `${kind}:${incidentId}:${commentId}`,
  );

/** Tells people of an incident by their channels, but never who did it. */
export async function tell(
  tx: Context,
  actor: Actor,
  incident: Incident,
  kind: IncidentNotice,
  personIds: Array<string | null>,
  data: Record<string, unknown> = {},
): Promise<void> {
  const recipientIds = [...new Set(personIds)].filter((id) => id !== null && id !== actor.id) as string[];
  if (recipientIds.length === 0) return;
  const { id, title, priority, status, version, supportGroupId, requesterId } = incident;
  await notify(tx, {
    recipientIds,
    kind,
    subject: { type: 'incident', id },
    data: { number: numberText(incident.number), title, priority, status, actor: actor.name, supportGroupId, requesterId, ...data },
    // A comment makes no new version of the incident, every other occasion does.
    key: `${kind}:${id}:${data['commentId'] ?? version}`,
  });
}
