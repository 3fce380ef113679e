import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { acknowledgeIncident } from './acknowledge-incident.ts';
import { addComment } from './add-comment.ts';
import { assignIncident } from './assign-incident.ts';
import type { BulkAction } from './bulk-change.ts';
import { cancelIncident } from './cancel-incident.ts';
import { closeIncident } from './close-incident.ts';
import { editIncident } from './edit-incident.ts';
import type { Incident } from './incident.ts';
import { mergeIncident } from './merge-incidents.ts';
import { pendIncident } from './pend-incident.ts';
import { reopenIncident } from './reopen-incident.ts';
import { resolveIncident } from './resolve-incident.ts';
import { resumeIncident } from './resume-incident.ts';
import { addWatcher, removeWatcher } from './watch-incident.ts';
import { isWatching } from './watcher-store.ts';

/**
 * Does to one incident what was asked for many, by the verb that a person would use: the same rights, the same history.
 * False when it was so already.
 */
export async function applyToOne(tx: Context, actor: Actor, incident: Incident, action: BulkAction): Promise<boolean> {
  if (action.type === 'watch') return watch(tx, actor, incident, action.watching);
  if (action.type === 'comment') {
    await addComment(tx, actor, incident.id, { body: action.body, visibility: action.visibility });
    return true;
  }
  const after = await change(tx, actor, incident, action);
  return after.version !== incident.version;
}

function change(
  tx: Context,
  actor: Actor,
  { id, tags }: Incident,
  action: Exclude<BulkAction, { type: 'watch' | 'comment' }>,
): Promise<Incident> {
  switch (action.type) {
    case 'assign':
      return assignIncident(tx, actor, id, { technicianId: action.technicianId, supportGroupId: action.supportGroupId }, null);
    case 'acknowledge':
      return acknowledgeIncident(tx, actor, id, null);
    case 'pend':
      return pendIncident(tx, actor, id, { reason: action.reason, until: action.until }, null);
    case 'resume':
      return resumeIncident(tx, actor, id, null);
    case 'resolve':
      return resolveIncident(tx, actor, id, { code: action.code, note: action.note });
    case 'reopen':
      return reopenIncident(tx, actor, id, action.reason, null);
    case 'close':
      return closeIncident(tx, actor, id, null);
    case 'cancel':
      return cancelIncident(tx, actor, id, action.reason, null);
    case 'priority':
      return editIncident(tx, actor, id, { impact: action.impact, urgency: action.urgency }, null);
    case 'service':
      return editIncident(tx, actor, id, { serviceId: action.serviceId }, null);
    case 'tag': {
      const removed = new Set(action.remove.map((tag) => tag.toLowerCase()));
      return editIncident(tx, actor, id, { tags: [...tags.filter((tag) => !removed.has(tag)), ...action.add] }, null);
    }
    case 'merge':
      return mergeIncident(tx, actor, id, action.intoId, null);
  }
}

async function watch(tx: Context, actor: Actor, incident: Incident, wanted: boolean): Promise<boolean> {
  if ((await isWatching(tx.db.sql, incident.id, actor.id)) === wanted) return false;
  if (wanted) await addWatcher(tx, actor, incident.id, 'me');
  else await removeWatcher(tx, actor, incident.id, 'me');
  return true;
}
