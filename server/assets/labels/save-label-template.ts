import { transact } from '../../../db/transaction.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { notFound, Problem } from '../../platform/problem.ts';
import type { NewTemplate } from './label-schemas.ts';
import { deleteTemplate, findTemplate, insertTemplate, type Template, unmarkOthers, updateTemplate } from './label-template-store.ts';

/** Keeps paper and design under a name. */
export async function addTemplate(ctx: Context, input: NewTemplate): Promise<Template> {
  return transact(ctx, async (tx) => {
    const template: Template = { ...input, id: newId(), version: 1, createdAt: tx.clock(), updatedAt: tx.clock() };
    await insertTemplate(tx.db.sql, template);
    if (template.isDefault) await unmarkOthers(tx.db.sql, template.id);
    return template;
  });
}

/** Changes a template; 412 when somebody changed it since. */
export async function changeTemplate(ctx: Context, id: string, changes: Partial<NewTemplate>, ifMatch: number | null): Promise<Template> {
  return transact(ctx, async (tx) => {
    const before = await findTemplate(tx.db.sql, id);
    if (!before) throw notFound('label template');
    const mismatch = new Problem('version_mismatch', undefined, { extra: { version: before.version } });
    if (ifMatch !== null && ifMatch !== before.version) throw mismatch;
    const after: Template = { ...before, ...changes, version: before.version + 1, updatedAt: tx.clock() };
    if (!(await updateTemplate(tx.db.sql, after))) throw mismatch;
    if (after.isDefault) await unmarkOthers(tx.db.sql, id);
    return after;
  });
}

/** Takes a template away; labels that were printed with it are on their devices. */
export async function removeTemplate(ctx: Context, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await findTemplate(tx.db.sql, id))) throw notFound('label template');
    await deleteTemplate(tx.db.sql, id);
  });
}
