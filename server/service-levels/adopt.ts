import { enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import { type Adoption, findRunningAdoption, insertAdoption, listAdoptions } from './adoption-store.ts';
import { incidentsUnderAgreement } from './clock-store.ts';
import { readAgreement } from './save-agreement.ts';

/** Asks all open incidents under an agreement to go by its newest version; a job does it in batches. 409 while one runs. */
export async function startAdoption(ctx: Context, actor: Actor, agreementId: string): Promise<Adoption> {
  return transact(ctx, async (tx) => {
    const { sql } = tx.db;
    const { name, version } = await readAgreement(tx, agreementId);
    if (await findRunningAdoption(sql, agreementId)) throw new Problem('conflict', 'Open incidents are being asked already');
    const adoption: Adoption = {
      id: newId(),
      agreementId,
      agreementVersion: version,
      state: 'running',
      requestedById: actor.id,
      requestedByName: actor.name,
      reachedId: null,
      ...{ checked: 0, changed: 0, breached: 0, failed: 0 },
      createdAt: tx.clock(),
      finishedAt: null,
    };
    await insertAdoption(sql, adoption);
    await armAdoption(tx, adoption.id);
    const detail = { name, version, adoptionId: adoption.id };
    await recordAudit(tx, actor, {
      action: 'agreement.adoptionStarted',
      subjectType: 'serviceLevelAgreement',
      subjectId: agreementId,
      detail,
    });
    return adoption;
  });
}

/** Arms the next batch. */
export async function armAdoption(tx: Context, adoptionId: string): Promise<void> {
  const now = tx.clock();
  await enqueue(tx.db.sql, { job: 'agreement.adopt', payload: { adoptionId }, runAt: now, now, key: `agreement.adopt:${adoptionId}` });
}

/** The askings of an agreement's incidents, the newest first; 404 when there is no such agreement. */
export async function readAdoptions(ctx: Context, agreementId: string): Promise<Adoption[]> {
  await readAgreement(ctx, agreementId);
  return listAdoptions(ctx.db.sql, agreementId);
}

/** Ids of open incidents under an agreement, in order, after one of them. */
export const openUnder = (ctx: Context, agreementId: string, afterId: string | null, limit: number): Promise<string[]> =>
  incidentsUnderAgreement(ctx.db.sql, agreementId, afterId, limit);
