import type { Service } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { Problem } from '../platform/problem.ts';
import { findVisible } from './find-incident.ts';
import { findForm } from './form-store.ts';
import { answersTo, type FormAnswer, type FormField, type Given } from './service-form.ts';

/**
 * The answers that an incident keeps: what the service asks, checked. Who files by mail or as a program is asked nothing, so that
 * nothing is lost for want of an answer.
 */
export function checkForm(service: Service | null, given: Given | undefined): FormAnswer[] {
  const fields = (service?.form ?? []) as FormField[];
  if (given === undefined) return [];
  const { answers, issues } = answersTo(fields, given);
  if (issues.length === 0) return answers;
  throw new Problem('invalid_request', undefined, {
    issues: issues.map(({ key, message }) => ({ pointer: `/form/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, message })),
  });
}

/** What was answered when an incident that the actor may see was filed. */
export async function readForm(ctx: Context, actor: Actor, idOrNumber: string): Promise<FormAnswer[]> {
  return findForm(ctx.db.sql, (await findVisible(ctx, actor, idOrNumber)).id);
}
