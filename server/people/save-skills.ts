import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { notFound } from '../platform/problem.ts';
import { findPersonRow } from './person-store.ts';
import { replaceSkills } from './skill-store.ts';

/** Makes the skills of a person exactly these, each once; answers them in alphabetical order. Who may is the caller's matter. */
export async function saveSkills(ctx: Context, personId: string, skills: readonly string[]): Promise<string[]> {
  const sorted = [...new Set(skills)].sort();
  await transact(ctx, async (tx) => {
    if (!(await findPersonRow(tx.db.sql, personId))) throw notFound('person');
    await replaceSkills(tx.db.sql, personId, sorted);
  });
  return sorted;
}
