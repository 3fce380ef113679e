import type { z } from 'zod';
import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { findService, findSupportGroup } from '../people/service-queries.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
import { startEdition } from './edition.ts';
import { findCalendar } from './service-calendar-store.ts';
import type { ServiceLevelAgreement } from './service-level-agreement.ts';
import {
  clearDefaultAgreement,
  findAgreement,
  findAgreementByName,
  findDefaultAgreement,
  insertAgreement,
  updateAgreement,
} from './service-level-agreement-store.ts';
import type { newServiceLevelAgreement, serviceLevelAgreementChanges } from './service-level-schemas.ts';

/** One agreement; 404 when there is none. */
export async function readAgreement(ctx: Context, id: string): Promise<ServiceLevelAgreement> {
  const agreement = await findAgreement(ctx.db.sql, id);
  if (!agreement) throw notFound('service-level agreement');
  return agreement;
}

/** Adds an agreement; the first becomes the default unless told otherwise. */
export async function addAgreement(
  ctx: Context,
  actor: Actor,
  input: z.output<typeof newServiceLevelAgreement>,
): Promise<ServiceLevelAgreement> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    await takeTurn(sql, 'serviceLevelAgreements');
    const now = tx.clock();
    const isDefault = input.isDefault ?? (await findDefaultAgreement(sql)) === null;
    const agreement: ServiceLevelAgreement = { ...input, isDefault, id: newId(), version: 1, createdAt: now, updatedAt: now };
    await check(tx, agreement);
    if (isDefault) await clearDefaultAgreement(sql);
    await insertAgreement(sql, agreement);
    await startEdition(sql);
    const detail = { name: agreement.name, terms: termsOf(agreement) };
    await recordAudit(tx, actor, { action: 'agreement.created', subjectType: 'serviceLevelAgreement', subjectId: agreement.id, detail });
    return agreement;
  });
}

/** Changes an agreement into its next version. Open incidents keep the version that they began with. */
export async function changeAgreement(
  ctx: Context,
  actor: Actor,
  id: string,
  changes: z.output<typeof serviceLevelAgreementChanges>,
  ifMatch: number | null,
): Promise<ServiceLevelAgreement> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    await takeTurn(sql, 'serviceLevelAgreements');
    const agreement = await readAgreement(tx, id);
    if (ifMatch !== null && ifMatch !== agreement.version) throw new Problem('version_mismatch');
    const next = { ...agreement, ...changes, version: agreement.version + 1, updatedAt: tx.clock() };
    await check(tx, next);
    if (next.isDefault && !agreement.isDefault) await clearDefaultAgreement(sql);
    if (!(await updateAgreement(sql, next))) throw new Problem('version_mismatch');
    await startEdition(sql);
    const detail = { name: next.name, version: next.version, before: termsOf(agreement), after: termsOf(next) };
    await recordAudit(tx, actor, { action: 'agreement.changed', subjectType: 'serviceLevelAgreement', subjectId: id, detail });
    return next;
  });
}

const termsOf = ({ id: _, createdAt: __, updatedAt: ___, ...terms }: ServiceLevelAgreement) => terms;

async function check(tx: Context, agreement: ServiceLevelAgreement): Promise<void> {
  const { sql } = tx.db;
  const { id, name, calendarId, targets, rules, operational } = agreement;
  const taken = await findAgreementByName(sql, name);
  if (taken && taken.id !== id) throw invalid('/name', 'There is a service-level agreement of this name already');
  const calendar = (named: string) => findCalendar(sql, named);
  await known('service calendar', calendar, [['/calendarId', calendarId]]);
  await known(
    'service calendar',
    calendar,
    Object.entries(targets).map(([p, of]) => [`/targets/${p}/calendarId`, of.calendarId]),
  );
  await known(
    'service calendar',
    calendar,
    rules.map((rule, at) => [`/rules/${at}/calendarId`, rule.calendarId]),
  );
  const services = rules.flatMap(({ when }, at) => when.serviceIds.map((of, i): Named => [`/rules/${at}/when/serviceIds/${i}`, of]));
  await known('service', (named) => findService(sql, named), services);
  const groups = operational.flatMap((rule, at) =>
    rule.supportGroupIds.map((of, i): Named => [`/operational/${at}/supportGroupIds/${i}`, of]),
  );
  await known('support group', (named) => findSupportGroup(sql, named), groups);
}

type Named = readonly [pointer: string, id: string | null];

async function known(noun: string, find: (id: string) => Promise<unknown>, named: Named[]): Promise<void> {
  for (const [pointer, id] of named) if (id && !(await find(id))) throw invalid(pointer, `There is no such ${noun}`);
}
