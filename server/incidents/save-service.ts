import type { z } from 'zod';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { findPolicy } from '../escalation/escalation-queries.ts';
import { changeServiceFields, createService } from '../people/save-service-row.ts';
import type { Service } from '../people/service-queries.ts';
import { findSupportGroup } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { invalid } from '../platform/problem.ts';
import { findAgreement, findCalendar } from '../service-levels/service-level-queries.ts';
import type { newService, serviceChanges } from './service-schemas.ts';

/** Adds a service to the catalogue; 422 when its name is taken or what it refers to does not exist. */
export async function addService(ctx: Context, actor: Actor, input: z.output<typeof newService>): Promise<Service> {
  return transact(ctx, async (tx) => {
    await checkServiceReferences(tx, input);
    const service = await createService(tx, input);
    await recordAudit(tx, actor, { action: 'service.created', subjectType: 'service', subjectId: service.id, detail: input });
    return service;
  });
}

/** Changes a service; incidents that are open keep the promises that were made to them. */
export async function changeService(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof serviceChanges>,
  ifMatch: number | null,
): Promise<Service> {
  return transact(ctx, async (tx) => {
    await checkServiceReferences(tx, changes);
    const service = await changeServiceFields(tx, id, changes, ifMatch);
    await recordAudit(tx, actor, { action: 'service.changed', subjectType: 'service', subjectId: id, detail: changes });
    return service;
  });
}

async function checkServiceReferences(tx: Context, service: z.output<typeof serviceChanges>): Promise<void> {
  const { sql } = tx.db;
  const check = async (
    field: 'supportGroupId' | 'serviceCalendarId' | 'serviceLevelAgreementId' | 'escalationPolicyId',
    what: string,
    find: (id: string) => Promise<unknown>,
  ) => {
    const id = service[field];
    if (id && !(await find(id))) throw invalid(`/${field}`, `There is no such ${what}`);
  };
  await check('supportGroupId', 'support group', (id) => findSupportGroup(sql, id));
  await check('serviceCalendarId', 'service calendar', (id) => findCalendar(sql, id));
  await check('serviceLevelAgreementId', 'service level agreement', (id) => findAgreement(sql, id));
  await check('escalationPolicyId', 'escalation policy', (id) => findPolicy(sql, id));
}
