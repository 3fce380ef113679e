import type { z } from 'zod';
import { attempt, transact } from '../../../db/transaction.ts';
import { recordAudit } from '../../auth/audit.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/ids.ts';
import { invalid, notFound, Problem } from '../../platform/problem.ts';
import { withoutUndefined } from '../save-kind.ts';
import type { companyChanges, newCompany } from './company-schemas.ts';
import { type Company, companyByName, companyOf, deleteCompany, insertCompany, updateCompany } from './company-store.ts';

/** Adds a company; 422 when the name is taken in any writing. */
export async function addCompany(ctx: Context, actor: Actor, input: z.output<typeof newCompany>): Promise<Company> {
  return refusingTwins(ctx, () =>
    transact(ctx, async (tx) => {
      const now = tx.clock();
      const company: Company = { ...input, id: newId(), version: 1, createdAt: now, updatedAt: now };
      await checkName(tx, company);
      await insertCompany(tx.db.sql, company);
      await tell(tx, actor, 'company.added', company);
      return company;
    }),
  );
}

/** Changes a company; 412 when somebody changed it since. */
export async function changeCompany(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof companyChanges>,
  ifMatch: number | null,
): Promise<Company> {
  return refusingTwins(ctx, () =>
    transact(ctx, async (tx) => {
      const before = await knownCompany(tx, id);
      if (ifMatch !== null && ifMatch !== before.version) {
        throw new Problem('version_mismatch', undefined, { extra: { version: before.version } });
      }
      const company: Company = { ...before, ...withoutUndefined(changes), version: before.version + 1, updatedAt: tx.clock() };
      await checkName(tx, company);
      if (!(await updateCompany(tx.db.sql, company))) throw new Problem('version_mismatch');
      await tell(tx, actor, 'company.changed', company);
      return company;
    }),
  );
}

/** Removes a company that owns nothing; 409 otherwise: it can be set aside instead. */
export async function removeCompany(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const company = await knownCompany(tx, id);
    try {
      await attempt(tx, (part) => deleteCompany(part.db.sql, id));
    } catch (error) {
      if (!tx.db.dialect.isForeignKeyViolation(error)) throw error;
      throw new Problem('conflict', `${company.name} is in use: set it aside instead`);
    }
    await tell(tx, actor, 'company.removed', company);
  });
}

/** The company with this id; 404 otherwise. */
export async function knownCompany(ctx: Context, id: string): Promise<Company> {
  const company = await companyOf(ctx.db.sql, id);
  if (!company) throw notFound('company');
  return company;
}

async function checkName(tx: Context, { id, name }: Company): Promise<void> {
  const twin = await companyByName(tx.db.sql, name);
  if (twin && twin.id !== id) throw invalid('/name', `There is a company of this name already: ${twin.name}`);
}

async function refusingTwins<T>(ctx: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!ctx.db.dialect.isUniqueViolation(error)) throw error;
    throw invalid('/name', 'There is a company of this name already');
  }
}

async function tell(tx: Context, actor: Actor, action: string, { id, name }: Company): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'company', subjectId: id, detail: { name } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'company.changed', id, audience: { role: 'technician' } }));
}
