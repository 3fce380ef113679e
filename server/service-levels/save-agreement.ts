import type { z } from 'zod';
import { takeTurn } from '../../db/take-turn.ts';
import { transact } from '../../db/transaction.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalid, notFound, Problem } from '../platform/problem.ts';
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
export async function addAgreement(ctx: Context, input: z.output<typeof newServiceLevelAgreement>): Promise<ServiceLevelAgreement> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    await takeTurn(sql, 'serviceLevelAgreements');
    const now = tx.clock();
    const isDefault = input.isDefault ?? (await findDefaultAgreement(sql)) === null;
    const agreement: ServiceLevelAgreement = { ...input, isDefault, id: newId(), version: 1, createdAt: now, updatedAt: now };
    await check(tx, agreement);
    if (isDefault) await clearDefaultAgreement(sql);
    await insertAgreement(sql, agreement);
    return agreement;
  });
}

/** Changes an agreement into its next version. Open incidents keep the version that they began with. */
export async function changeAgreement(
  ctx: Context,
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
    return next;
  });
}

async function check(tx: Context, { id, name, calendarId, targets }: ServiceLevelAgreement): Promise<void> {
  const { sql } = tx.db;
  const taken = await findAgreementByName(sql, name);
  if (taken && taken.id !== id) throw invalid('/name', 'There is a service-level agreement of this name already');
  const named = [
    ['/calendarId', calendarId] as const,
    ...Object.entries(targets).map(([p, target]) => [`/targets/${p}/calendarId`, target.calendarId] as const),
  ];
  for (const [pointer, calendar] of named) {
    if (calendar && !(await findCalendar(sql, calendar))) throw invalid(pointer, 'There is no such service calendar');
  }
}
