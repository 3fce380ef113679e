import type { Sql } from '../../db/connection.ts';
import type { Macro } from './macro.ts';

/** What an incident was before a macro, as far as macros change it. */
export interface Before {
  status: string;
  assigneeId: string | null;
  supportGroupId: string | null;
  impact: string;
  urgency: string;
  serviceId: string | null;
  pendingReason: string | null;
  resumeAt: string | null;
  tags: string[];
}

/** What a macro added to an incident. */
export interface Added {
  commentIds: string[];
  checklistItemIds: string[];
  timeEntryIds: string[];
  watcherIds: string[];
}

export interface MacroRun {
  id: string;
  macroId: string;
  incidentId: string;
  personId: string | null;
  before: Before;
  added: Added;
  /** The version of the incident that the macro left; undone only while it stands. */
  versionAfter: number;
  appliedAt: Date;
  undoneAt: Date | null;
}

/** Macros in use by name: those of these support groups and those of all; or every one. */
export async function listMacros(sql: Sql, supportGroupIds: readonly string[] | null): Promise<Macro[]> {
  const query = sql('macros').where({ isActive: true }).orderBy(['name', 'id']).limit(500);
  if (supportGroupIds) query.where((any) => void any.whereNull('supportGroupId').orWhereIn('supportGroupId', [...supportGroupIds]));
  return query;
}

export async function findMacro(sql: Sql, id: string): Promise<Macro | null> {
  return (await sql('macros').where({ id, isActive: true }).first()) ?? null;
}

export async function findMacroByName(sql: Sql, name: string): Promise<Macro | null> {
  return (await sql('macros').where({ name }).first()) ?? null;
}

export async function insertMacro(tx: Sql, { actions, ...macro }: Macro): Promise<void> {
  await tx('macros').insert({ ...macro, actionsJson: JSON.stringify(actions) });
}

/** Changes a macro that still has this version; false when somebody was faster. */
export async function updateMacro(tx: Sql, id: string, version: number, { actions, ...changes }: Partial<Macro>): Promise<boolean> {
  const written = { ...changes, ...(actions && { actionsJson: JSON.stringify(actions) }), version: version + 1 };
  return (await tx('macros').where({ id, version }).update(written)) === 1;
}

export async function insertRun(tx: Sql, { before, added, ...run }: MacroRun): Promise<void> {
  await tx('macroRuns').insert({ ...run, beforeJson: JSON.stringify(before), addedJson: JSON.stringify(added) });
}

/** The run of a macro on this incident with this id, or null. */
export async function findRun(sql: Sql, incidentId: string, id: string): Promise<MacroRun | null> {
  return (await sql('macroRuns').where({ incidentId, id }).first()) ?? null;
}

/** Says that a run is undone; false when it was before. */
export async function markUndone(tx: Sql, id: string, undoneAt: Date): Promise<boolean> {
  return (await tx('macroRuns').where({ id, undoneAt: null }).update({ undoneAt })) === 1;
}
