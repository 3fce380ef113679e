import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { knownService } from './check-references.ts';
import {
  type ChecklistTemplate,
  deleteTemplate,
  findTemplate,
  findTemplateByName,
  insertTemplate,
  updateTemplate,
} from './checklist-store.ts';
import type { checklistTemplateChanges, newChecklistTemplate } from './work-schemas.ts';

const subjectType = 'checklistTemplate';

/** Keeps a list of lines that technicians can add to incidents as a whole. */
export async function addTemplate(ctx: Context, actor: Actor, input: z.output<typeof newChecklistTemplate>): Promise<ChecklistTemplate> {
  return transact(ctx, async (tx) => {
    await check(tx, null, input);
    const template = { ...input, id: newId(), version: 1, createdAt: tx.clock() };
    await insertTemplate(tx.db.sql, template);
    await recordAudit(tx, actor, { action: 'checklistTemplate.created', subjectType, subjectId: template.id, detail: input });
    return template;
  });
}

/** Changes a template; checklists made of it before stay as they are. */
export async function changeTemplate(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof checklistTemplateChanges>,
  ifMatch: number | null,
): Promise<ChecklistTemplate> {
  return transact(ctx, async (tx) => {
    const template = await findTemplate(tx.db.sql, id);
    if (!template) throw notFound('checklist template');
    if (ifMatch !== null && ifMatch !== template.version)
      throw new Problem('version_mismatch', undefined, { extra: { version: template.version } });
    await check(tx, id, changes);
    if (!(await updateTemplate(tx.db.sql, id, template.version, changes))) throw new Problem('version_mismatch');
    await recordAudit(tx, actor, { action: 'checklistTemplate.changed', subjectType, subjectId: id, detail: changes });
    return { ...template, ...changes, version: template.version + 1 };
  });
}

/** Forgets a template; checklists made of it stay. */
export async function removeTemplate(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const template = await findTemplate(tx.db.sql, id);
    if (!template) throw notFound('checklist template');
    await deleteTemplate(tx.db.sql, id);
    await recordAudit(tx, actor, { action: 'checklistTemplate.removed', subjectType, subjectId: id, detail: { name: template.name } });
  });
}

async function check(tx: Context, id: string | null, { name, serviceId }: z.output<typeof checklistTemplateChanges>): Promise<void> {
  const namesake = name ? await findTemplateByName(tx.db.sql, name) : null;
  if (namesake && namesake.id !== id) throw invalid('/name', 'There is a checklist template of this name already');
  if (serviceId) await knownService(tx, serviceId);
}
