import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import { describeChanges } from './describe-changes.ts';
import { feed } from './event-feed.ts';
import { type EventKind, type Incident, isOpen, nextDueAt, numberText, type Visibility } from './incident.ts';
import { appendEvent } from './incident-event-store.ts';
import { updateIncident } from './incident-store.ts';
import { indexIncident } from './index-incident.ts';
import { watchersOf } from './watcher-store.ts';

export interface Happening {
  kind: EventKind;
  /** Public unless told; internal ones are for technicians alone. */
  visibility?: Visibility;
  detail?: Record<string, unknown>;
  commentId?: string;
  attachmentId?: string;
  /** Which fields changed, for pages and counters that look at some of them only. */
  fields?: string[];
}

/**
 * Writes changed fields, the next version, a line in the history with old and new values, and tells open pages after the
 * commit. Everything that changes an incident goes through here.
 */
export async function writeChanges(
  tx: Context,
  actor: Actor,
  before: Incident,
  changes: Partial<Incident>,
  happening: Happening,
): Promise<Incident> {
  const merged = { ...before, ...changes, version: before.version + 1, updatedAt: tx.clock() };
  const after: Incident = { ...merged, isOpen: isOpen(merged.status), nextDueAt: nextDueAt(merged) };
  const { isOpen: open, nextDueAt: due, version, updatedAt } = after;
  const isWritten = await updateIncident(tx.db.sql, before.id, before.version, {
    ...changes,
    isOpen: open,
    nextDueAt: due,
    version,
    updatedAt,
  });
  if (!isWritten) throw new Problem('version_mismatch');
  if (before.title !== after.title || before.description !== after.description) await indexIncident(tx, after);
  const described = await describeChanges(tx.db.sql, before, after);
  const isDueOtherwise = before.nextDueAt.getTime() !== after.nextDueAt.getTime();
  await recordHappening(tx, actor, after, {
    ...happening,
    detail: { ...happening.detail, changes: described },
    fields: [
      ...described.map(({ field }) => field),
      ...(isDueOtherwise ? ['dueAt'] : []),
      ...(before.isOpen === after.isOpen ? [] : ['isOpen']),
    ],
  });
  return after;
}

/** Appends to the history and tells open pages after the commit, without a new version of the incident itself. */
export async function recordHappening(tx: Context, actor: Actor, incident: Incident, happening: Happening): Promise<void> {
  const id = newId();
  await appendEvent(tx.db.sql, {
    id,
    incidentId: incident.id,
    kind: happening.kind,
    visibility: happening.visibility ?? 'public',
    actorId: actor.id,
    actorName: actor.name,
    commentId: happening.commentId ?? null,
    attachmentId: happening.attachmentId ?? null,
    detail: happening.detail ?? {},
    happenedAt: tx.clock(),
  });
  await feed(tx, { id, kind: happening.kind });
  await announce(tx, incident, happening);
}

/** Tells open pages after the commit: technicians of every change, the requester and watchers of public ones. */
export async function announce(tx: Context, incident: Incident, { kind, visibility, fields }: Happening): Promise<void> {
  const personIds = visibility === 'internal' ? [] : kind === 'filed' ? requesterOf(incident) : await followersOf(tx, incident);
  tx.db.afterCommit(() =>
    tx.live.publish({
      type: kind === 'filed' ? 'incident.created' : 'incident.changed',
      id: incident.id,
      audience: { role: 'technician', personIds },
      data: { number: numberText(incident.number), version: incident.version, kind, ...(fields && { fields }) },
    }),
  );
}

const requesterOf = ({ requesterId }: Incident): string[] => (requesterId === null ? [] : [requesterId]);

/** The requester and everybody who watches. */
export async function followersOf(tx: Context, incident: Incident): Promise<string[]> {
  const watchers = await watchersOf(tx.db.sql, incident.id);
  return [...new Set([...requesterOf(incident), ...watchers.map(({ personId }) => personId)])];
}
