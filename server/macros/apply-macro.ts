import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { addComment } from '../incidents/add-comment.ts';
import { assignIncident } from '../incidents/assign-incident.ts';
import { appendItems } from '../incidents/change-checklist.ts';
import { editIncident } from '../incidents/edit-incident.ts';
import { takeForChange } from '../incidents/find-incident.ts';
import type { Incident } from '../incidents/incident.ts';
import { mayWork } from '../incidents/incident-policy.ts';
import { findIncident } from '../incidents/incident-queries.ts';
import { pendIncident } from '../incidents/pend-incident.ts';
import { recordTime } from '../incidents/record-time.ts';
import { resolveIncident } from '../incidents/resolve-incident.ts';
import { resumeIncident } from '../incidents/resume-incident.ts';
import { addWatcher } from '../incidents/watch-incident.ts';
import { recordHappening } from '../incidents/write-incident.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { durationMs } from '../platform/duration.ts';
import { newId } from '../platform/ids.ts';
import { inOrder, type MacroAction } from './macro.ts';
import type { newMacroRun } from './macro-schemas.ts';
import { type Added, type Before, insertRun, type MacroRun } from './macro-store.ts';
import { type MacroPreview, previewOf, usableMacro } from './preview-macro.ts';

type Step = MacroPreview['actions'][number];

interface Work {
  tx: Context;
  actor: Actor;
  incidentId: string;
  /** The words as they will be said. */
  step: Step;
  /** The words that the technician wrote over those of the macro. */
  own: string | undefined;
  added: Added;
}

/**
 * Does everything that a macro says in one transaction, or nothing. Its words do not answer the requester as far as the
 * clocks go, unless the technician wrote them over: then they are theirs.
 */
export async function applyMacro(
  ctx: Context,
  actor: Actor,
  idOrNumber: string,
  { macroId, answer, note }: z.output<typeof newMacroRun>,
  ifMatch: number | null,
): Promise<MacroRun> {
  return transact(ctx, async (tx) => {
    const incident = await takeForChange(tx, actor, idOrNumber, mayWork, ifMatch);
    const macro = await usableMacro(tx, actor, macroId);
    const { actions: steps } = await previewOf(tx, actor, incident, macro);
    const added: Added = { commentIds: [], checklistItemIds: [], timeEntryIds: [], watcherIds: [] };
    for (const [index, action] of inOrder(macro.actions).entries()) {
      const step = steps[index] as Step;
      const own = step.visibility === 'internal' ? note : answer;
      await perform(action, { tx, actor, incidentId: incident.id, step, own, added });
    }
    const after = (await findIncident(tx.db.sql, incident.id)) as Incident;
    const run = { id: newId(), macroId, incidentId: incident.id, personId: actor.id, before: beforeOf(incident), added };
    const kept: MacroRun = { ...run, versionAfter: after.version, appliedAt: tx.clock(), undoneAt: null };
    await insertRun(tx.db.sql, kept);
    const detail = { macro: { id: macro.id, name: macro.name }, runId: run.id };
    await recordHappening(tx, actor, after, { kind: 'macroApplied', visibility: 'internal', detail });
    return kept;
  });
}

async function perform(action: MacroAction, work: Work): Promise<void> {
  const { tx, actor, incidentId, step, added } = work;
  switch (action.type) {
    case 'comment':
      return comment(action.visibility, work);
    case 'assign':
      return void (await assignIncident(tx, actor, incidentId, action, null));
    case 'edit': {
      const { type: _, ...edits } = action;
      return void (await editIncident(tx, actor, incidentId, edits, null));
    }
    case 'pend': {
      const until = action.for ? new Date(tx.clock().getTime() + (durationMs(action.for) ?? 0)) : null;
      return void (await pendIncident(tx, actor, incidentId, { reason: action.reason, until }, null));
    }
    case 'resume':
      return void (await resumeIncident(tx, actor, incidentId, null));
    case 'resolve':
      return void (await resolveIncident(tx, actor, incidentId, { code: action.code, note: step.text ?? '' }, null));
    case 'watch':
      return watch(action.personId, work);
    case 'tag': {
      const { tags } = (await findIncident(tx.db.sql, incidentId)) as Incident;
      return void (await editIncident(tx, actor, incidentId, { tags: [...tags, ...action.tags] }, null));
    }
    case 'checklist': {
      const incident = (await findIncident(tx.db.sql, incidentId)) as Incident;
      added.checklistItemIds.push(...(await appendItems(tx, incident, action.items)).map(({ id }) => id));
      return;
    }
    case 'time':
      added.timeEntryIds.push((await recordTime(tx, actor, incidentId, { spent: action.spent, note: step.text ?? '' })).id);
  }
}

async function comment(visibility: 'public' | 'internal', { tx, actor, incidentId, step, own, added }: Work): Promise<void> {
  const text = step.text ?? '';
  const origin = own === undefined || own.trim() === text.trim() ? 'macro' : 'person';
  const { comment: said } = await addComment(tx, actor, incidentId, { body: own ?? text, visibility, origin });
  added.commentIds.push(said.id);
}

async function watch(personId: string, { tx, actor, incidentId, added }: Work): Promise<void> {
  if (await addWatcher(tx, actor, incidentId, personId)) added.watcherIds.push(personId === 'me' ? (actor.id ?? '') : personId);
}

const beforeOf = ({ status, assigneeId, supportGroupId, impact, urgency, serviceId, pendingReason, resumeAt, tags }: Incident): Before => ({
  tags,
  status,
  assigneeId,
  supportGroupId,
  impact,
  urgency,
  serviceId,
  pendingReason,
  resumeAt: resumeAt?.toISOString() ?? null,
});
