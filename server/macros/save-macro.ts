import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { checkSupportGroup, knownPerson, knownService, knownTechnician } from '../incidents/check-references.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { Macro, MacroAction } from './macro.ts';
import type { macroChanges, newMacro } from './macro-schemas.ts';
import { findMacro, findMacroByName, insertMacro, updateMacro } from './macro-store.ts';
import { checkVariables } from './variables.ts';

const subjectType = 'macro';

/** Adds a macro; 422 when its name is taken, what it refers to does not exist, or its words have variables that nobody knows. */
export async function addMacro(ctx: Context, actor: Actor, input: z.output<typeof newMacro>): Promise<Macro> {
  return transact(ctx, async (tx) => {
    await check(tx, actor, null, input);
    const macro: Macro = { ...input, id: newId(), isActive: true, version: 1, createdAt: tx.clock() };
    await insertMacro(tx.db.sql, macro);
    await recordAudit(tx, actor, { action: 'macro.created', subjectType, subjectId: macro.id, detail: { name: macro.name } });
    return macro;
  });
}

/** Changes a macro; what it did before stays as it is and can still be undone. */
export async function changeMacro(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof macroChanges>,
  ifMatch: number | null,
): Promise<Macro> {
  return transact(ctx, async (tx) => {
    const macro = await takeMacro(tx, id, ifMatch);
    await check(tx, actor, id, changes);
    if (!(await updateMacro(tx.db.sql, id, macro.version, changes))) throw new Problem('version_mismatch');
    await recordAudit(tx, actor, { action: 'macro.changed', subjectType, subjectId: id, detail: { fields: Object.keys(changes) } });
    return { ...macro, ...changes, version: macro.version + 1 };
  });
}

/** Takes a macro out of use; its name is free again. */
export async function removeMacro(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const macro = await takeMacro(tx, id, null);
    await updateMacro(tx.db.sql, id, macro.version, { isActive: false, name: `${macro.name} (${macro.id})` });
    await recordAudit(tx, actor, { action: 'macro.removed', subjectType, subjectId: id, detail: { name: macro.name } });
  });
}

async function takeMacro(tx: Context, id: string, ifMatch: number | null): Promise<Macro> {
  const macro = await findMacro(tx.db.sql, id);
  if (!macro) throw notFound('macro');
  if (ifMatch !== null && ifMatch !== macro.version)
    throw new Problem('version_mismatch', undefined, { extra: { version: macro.version } });
  return macro;
}

async function check(
  tx: Context,
  actor: Actor,
  id: string | null,
  { name, supportGroupId, actions }: z.output<typeof macroChanges>,
): Promise<void> {
  const namesake = name ? await findMacroByName(tx.db.sql, name) : null;
  if (namesake && namesake.id !== id) throw invalid('/name', 'There is a macro of this name already');
  if (supportGroupId) await checkSupportGroup(tx, supportGroupId);
  checkVariables((actions ?? []).flatMap(textsOf));
  for (const action of actions ?? []) await checkReferences(tx, actor, action);
}

function textsOf(action: MacroAction, index: number): Array<{ pointer: string; text: string }> {
  if (action.type === 'comment')
    return Object.entries(action.texts).map(([language, text]) => ({ pointer: `/actions/${index}/texts/${language}`, text: text ?? '' }));
  return 'note' in action ? [{ pointer: `/actions/${index}/note`, text: action.note }] : [];
}

async function checkReferences(tx: Context, actor: Actor, action: MacroAction): Promise<void> {
  if (action.type === 'assign') {
    if (action.technicianId) await knownTechnician(tx, actor, action.technicianId, '/actions');
    if (action.supportGroupId) await checkSupportGroup(tx, action.supportGroupId);
  }
  if (action.type === 'edit' && action.serviceId) await knownService(tx, action.serviceId);
  if (action.type === 'watch' && action.personId !== 'me') await knownPerson(tx, action.personId, '/actions');
}
