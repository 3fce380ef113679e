import { transact } from '../../db/transaction.ts';
import { applyAssignment } from '../incidents/assign-incident.ts';
import { takeOffChecklist } from '../incidents/change-checklist.ts';
import { withdrawComments } from '../incidents/delete-comment.ts';
import { editIncident } from '../incidents/edit-incident.ts';
import { takeForChange } from '../incidents/find-incident.ts';
import { type Incident, numberText, type Status } from '../incidents/incident.ts';
import { mayWork } from '../incidents/incident-policy.ts';
import { findIncident } from '../incidents/incident-queries.ts';
import { pendIncident } from '../incidents/pend-incident.ts';
import { withdrawTime } from '../incidents/record-time.ts';
import { reopenIncident } from '../incidents/reopen-incident.ts';
import { resumeIncident } from '../incidents/resume-incident.ts';
import { removeWatcher } from '../incidents/watch-incident.ts';
import { recordHappening, writeChanges } from '../incidents/write-incident.ts';
import { type Actor, hasRole } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { notFound, Problem } from '../platform/problem.ts';
import { type Added, type Before, findRun, markUndone } from './macro-store.ts';

/**
 * Puts an incident back to what it was before a macro: status, assignment, fields, checklist, time and watchers; the words
 * are taken back. That somebody has seen the incident, or answered in words of their own, stays true. 409 when somebody
 * changed the incident since.
 */
export async function undoMacro(ctx: Context, actor: Actor, idOrNumber: string, runId: string): Promise<Incident> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork);
    const run = await findRun(tx.db.sql, incident.id, runId);
    if (!run) throw notFound('macro run');
    if (run.personId !== actor.id && !hasRole(actor, 'lead')) throw new Problem('forbidden');
    if (run.versionAfter !== incident.version && !run.undoneAt)
      throw new Problem('conflict', `Somebody changed ${numberText(incident.number)} since the macro`);
    if (!(await markUndone(tx.db.sql, run.id, tx.clock()))) throw new Problem('conflict', 'This macro is undone already');
    await takeAway(tx, actor, incident, run.added);
    const after = await restore(tx, actor, incident, run.before);
    await recordHappening(tx, actor, after, { kind: 'macroUndone', visibility: 'internal', detail: { runId: run.id } });
    return after;
  });
}

async function takeAway(tx: Context, actor: Actor, incident: Incident, added: Added): Promise<void> {
  await withdrawComments(tx, actor, incident, added.commentIds);
  await takeOffChecklist(tx, added.checklistItemIds);
  for (const id of added.timeEntryIds) await unless404(() => withdrawTime(tx, actor, incident.id, id));
  for (const id of added.watcherIds) await unless404(() => removeWatcher(tx, actor, incident.id, id));
}

/** What is gone already need not be taken away. */
async function unless404(work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    if (!(error instanceof Problem && error.code === 'not_found')) throw error;
  });
}

async function restore(tx: Context, actor: Actor, incident: Incident, before: Before): Promise<Incident> {
  const now = async (): Promise<Incident> => (await findIncident(tx.db.sql, incident.id)) as Incident;
  await restoreStatus(tx, actor, incident, before);
  const { impact, urgency, serviceId, tags } = before as Pick<Incident, 'impact' | 'urgency' | 'serviceId' | 'tags'>;
  await editIncident(tx, actor, incident.id, { impact, urgency, serviceId, tags }, null);
  const held = await now();
  const group = before.supportGroupId ? { supportGroupId: before.supportGroupId } : {};
  const assigned = await applyAssignment(tx, actor, held, { assigneeId: before.assigneeId, ...group });
  // What the ways back cannot say: new again although seen, and no group at all.
  const left: Partial<Incident> = {
    ...(assigned.status !== before.status && { status: before.status as Status }),
    ...(assigned.supportGroupId !== before.supportGroupId && { supportGroupId: before.supportGroupId }),
  };
  return Object.keys(left).length > 0 ? writeChanges(tx, actor, assigned, left, { kind: 'edited', visibility: 'internal' }) : assigned;
}

/** Through the verbs, so that clocks and alarms follow. */
async function restoreStatus(tx: Context, actor: Actor, { id, status, pendingReason, resumeAt }: Incident, before: Before): Promise<void> {
  if (status === 'resolved' && before.status !== 'resolved') await reopenIncident(tx, actor, id, undefined, null);
  if (status === 'pending' && before.status !== 'pending') await resumeIncident(tx, actor, id, null);
  const isOther = status !== 'pending' || pendingReason !== before.pendingReason || (resumeAt?.toISOString() ?? null) !== before.resumeAt;
  if (before.status !== 'pending' || !isOther) return;
  const until = before.resumeAt && new Date(before.resumeAt) > tx.clock() ? new Date(before.resumeAt) : null;
  await pendIncident(tx, actor, id, { reason: before.pendingReason ?? '', until }, null);
}
