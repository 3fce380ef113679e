import { enqueue } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { Problem } from '../platform/problem.ts';
import { type Adoption, findRunningAdoption, insertAdoption, listAdoptions, lockAdoption, updateAdoption } from './adoption-store.ts';
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

const batchSize = 20;

/** What came of one batch. */
export interface BatchTally {
  changed: number;
  breached: number;
  failed: number;
}

/**
 * Works on the next incidents of an adoption and arms the batch after it, in the transaction of the caller, which holds
 * the adoption: one batch at a time, each recorded with how far it came.
 */
export async function takeBatch(
  tx: Context,
  adoptionId: string,
  work: (incidentId: string, actor: Actor, tally: BatchTally) => Promise<void>,
): Promise<void> {
  const adoption = await lockAdoption(tx.db.sql, adoptionId);
  if (!adoption || adoption.state === 'done') return;
  const ids = await openUnder(tx, adoption.agreementId, adoption.reachedId, batchSize);
  const tally = { changed: adoption.changed, breached: adoption.breached, failed: adoption.failed };
  for (const id of ids) await work(id, askerOf(adoption), tally);
  const isDone = ids.length < batchSize;
  const end = isDone && ({ state: 'done', finishedAt: tx.clock() } as const);
  const after: Adoption = {
    ...adoption,
    ...tally,
    reachedId: ids.at(-1) ?? adoption.reachedId,
    checked: adoption.checked + ids.length,
    ...end,
  };
  await updateAdoption(tx.db.sql, after);
  if (isDone) await recordEnd(tx, after);
  else await armAdoption(tx, adoptionId);
}

const askerOf = ({ requestedById, requestedByName }: Adoption): Actor =>
  requestedById ? { ...systemActor, kind: 'person', id: requestedById, name: requestedByName, role: 'lead' } : systemActor;

async function recordEnd(tx: Context, adoption: Adoption): Promise<void> {
  const { id, agreementId, agreementVersion, checked, changed, breached, failed } = adoption;
  const detail = { adoptionId: id, version: agreementVersion, checked, changed, breached, failed };
  await recordAudit(tx, askerOf(adoption), {
    action: 'agreement.adopted',
    subjectType: 'serviceLevelAgreement',
    subjectId: agreementId,
    detail,
  });
}

/** Arms the next batch. */
async function armAdoption(tx: Context, adoptionId: string): Promise<void> {
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
