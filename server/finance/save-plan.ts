import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { allKinds } from '../asset-kinds/kind-queries.ts';
import { nameKey } from '../assets/asset.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import type { NewPlan, PlanChanges } from './plan-schemas.ts';
import { deletePlan, findPlan, insertPlan, isPlanInUse, listPlans, type Plan, updatePlan } from './plan-store.ts';
import { checkVersionOf } from './save-supplier.ts';

/** The terms that the words of the API mean. */
export function termsOf<T extends Partial<Pick<NewPlan, 'salvagePercent' | 'factor'>>>(input: T) {
  const { salvagePercent, factor, ...fields } = input;
  return {
    ...fields,
    ...(salvagePercent !== undefined && { salvageBasisPoints: Math.round(salvagePercent * 100) }),
    ...(factor !== undefined && { factorHundredths: factor === null ? null : Math.round(factor * 100) }),
  };
}

/** 422 for terms that contradict each other. */
export function checkTerms(plan: Pick<Plan, 'method' | 'factorHundredths' | 'isEndingWithFiscalYear' | 'lifeMonths'>): void {
  if (plan.method === 'declining_balance' && plan.factorHundredths === null)
    throw invalid('/factor', 'A declining balance needs a factor, such as 2');
  if (plan.isEndingWithFiscalYear && plan.lifeMonths % 12 !== 0)
    throw invalid('/lifeMonths', 'A life that ends with a fiscal year is a number of whole years');
}

/** Adds a plan; 422 when the name, or a kind that it is for, belongs to another. */
export async function addPlan(ctx: Context, actor: Actor, input: NewPlan): Promise<Plan> {
  return transact(ctx, async (tx) => {
    const now = tx.clock();
    const plan = { ...termsOf(input), id: newId(), version: 1, createdAt: now, updatedAt: now } as Plan;
    await check(tx, plan);
    await insertPlan(tx.db.sql, plan);
    await note(tx, actor, 'depreciationPlan.added', plan);
    return plan;
  });
}

/** Changes a plan, and with it the book values of all that go by it; 412 when somebody changed it since. */
export async function changePlan(ctx: Context, actor: Actor, id: string, changes: PlanChanges, ifMatch: number | null): Promise<Plan> {
  return transact(ctx, async (tx) => {
    const before = await knownPlan(tx, id);
    checkVersionOf(before, ifMatch);
    const plan = { ...before, ...termsOf(changes), version: before.version + 1, updatedAt: tx.clock() } as Plan;
    await check(tx, plan);
    if (!(await updatePlan(tx.db.sql, plan))) throw new Problem('version_mismatch');
    await note(tx, actor, 'depreciationPlan.changed', plan);
    return plan;
  });
}

/** Removes a plan that no asset has as its own; 409 otherwise. */
export async function removePlan(ctx: Context, actor: Actor, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    await takeTurn(tx.db.sql, 'depreciation-plans');
    const plan = await knownPlan(tx, id);
    if (await isPlanInUse(tx.db.sql, id)) throw new Problem('conflict', `${plan.name} is in use`);
    await deletePlan(tx.db.sql, id);
    await note(tx, actor, 'depreciationPlan.removed', plan);
  });
}

/** The plan with this id; 404 otherwise. */
export async function knownPlan(ctx: Context, id: string): Promise<Plan> {
  const plan = await findPlan(ctx.db.sql, id);
  if (!plan) throw notFound('depreciation plan');
  return plan;
}

async function check(tx: Context, plan: Plan): Promise<void> {
  checkTerms(plan);
  await takeTurn(tx.db.sql, 'depreciation-plans');
  const known = await allKinds(tx.db.sql);
  const unknown = plan.kinds.findIndex((kind) => !known.has(kind));
  if (unknown >= 0) throw invalid(`/kinds/${unknown}`, 'There is no such kind');
  const others = (await listPlans(tx.db.sql)).filter(({ id }) => id !== plan.id);
  if (others.some(({ name }) => nameKey(name) === nameKey(plan.name)))
    throw invalid('/name', 'There is a depreciation plan of this name already');
  for (const [place, kind] of plan.kinds.entries()) {
    const owner = others.find(({ kinds }) => kinds.includes(kind));
    if (owner) throw invalid(`/kinds/${place}`, `${owner.name} is for this kind already`);
  }
}

async function note(tx: Context, actor: Actor, action: string, plan: Plan): Promise<void> {
  await recordAudit(tx, actor, { action, subjectType: 'depreciationPlan', subjectId: plan.id, detail: { name: plan.name } });
  tx.db.afterCommit(() => tx.live.publish({ type: 'depreciationPlan.changed', id: plan.id, audience: { role: 'technician' } }));
}
