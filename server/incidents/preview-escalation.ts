import type { z } from 'zod';
import { findPolicy } from '../escalation/escalation-queries.ts';
import type { escalationPreview } from '../escalation/escalation-schemas.ts';
import { normalQuietHours, normalSteps } from '../escalation/normal-steps.ts';
import { previewPolicy } from '../escalation/preview-policy.ts';
import { findPerson } from '../people/person-queries.ts';
import { defaultSupportGroup, findService, findSupportGroup } from '../people/service-queries.ts';
import type { Context } from '../platform/context.ts';
import { durationMs } from '../platform/duration.ts';
import { invalid } from '../platform/problem.ts';
import { openIncidentsOf } from './workload-queries.ts';

type Input = z.output<typeof escalationPreview>;

/** The timeline of a policy, or of a draft of one, for an incident that does not exist; writes nothing. */
export async function previewEscalation(ctx: Context, input: Input) {
  const rules = await rulesOf(ctx, input);
  const openedAt = input.at ?? ctx.clock();
  const supportGroup = await groupOf(ctx, input);
  if (input.assigneeId && !(await findPerson(ctx.db.sql, input.assigneeId))) throw invalid('/assigneeId', 'There is no such person');
  const subject = {
    number: 'INC-0',
    title: '',
    priority: input.priority,
    supportGroupId: supportGroup?.id ?? null,
    assigneeId: input.assigneeId,
    // Nobody: only whether the requester would be told is asked.
    requesterId: 'requester',
    isInProgress: false,
  };
  const acknowledgedAt =
    input.acknowledgedAfter === null ? null : new Date(openedAt.getTime() + (durationMs(input.acknowledgedAfter) ?? 0));
  const preview = await previewPolicy(ctx, { rules, openedAt, subject, serviceId: input.serviceId, acknowledgedAt }, openIncidentsOf);
  return { openedAt, supportGroup: supportGroup && { id: supportGroup.id, name: supportGroup.name }, ...preview };
}

async function rulesOf(ctx: Context, { policy, policyId }: Input) {
  if (!policy === !policyId) throw invalid('/policy', 'say either policy or policyId');
  if (policy) {
    const steps = await normalSteps(ctx.db.sql, policy.steps, policy.repeat);
    return { ...policy, steps, quietHours: await normalQuietHours(ctx.db.sql, policy.quietHours) };
  }
  const kept = await findPolicy(ctx.db.sql, policyId as string);
  if (!kept) throw invalid('/policyId', 'There is no such escalation policy');
  return kept;
}

async function groupOf(ctx: Context, { serviceId, supportGroupId }: Input) {
  const { sql } = ctx.db;
  const service = serviceId ? await findService(sql, serviceId) : null;
  if (serviceId && !service) throw invalid('/serviceId', 'There is no such service');
  const id = supportGroupId ?? service?.supportGroupId;
  const group = id ? await findSupportGroup(sql, id) : await defaultSupportGroup(sql);
  if (supportGroupId && !group) throw invalid('/supportGroupId', 'There is no such support group');
  return group;
}
