import { complete } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import { recordAudit } from '../auth/audit.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { armAdoption, openUnder } from '../service-levels/adopt.ts';
import { type Adoption, lockAdoption, updateAdoption } from '../service-levels/adoption-store.ts';
import { readAgreement } from '../service-levels/save-agreement.ts';
import { type Incident, numberText } from './incident.ts';
import { lockIncident } from './incident-store.ts';
import { type ClockChange, renewOn } from './renew-promises.ts';

const batchSize = 20;

export interface AdoptionPreviewItem {
  incident: { id: string; number: string; title: string; status: Incident['status']; priority: Incident['priority'] };
  clocks: ClockChange[];
}

/** Carries a rehearsal's result out of the transaction that it undoes. */
class Rehearsed extends Error {
  readonly items: AdoptionPreviewItem[];
  constructor(items: AdoptionPreviewItem[]) {
    super('rehearsed');
    this.items = items;
  }
}

/**
 * What would become of the next open incidents under an agreement if they went by its newest version: the very change is
 * made and undone, so that the preview cannot differ from the deed. Incidents of which nothing differs are left out.
 */
export async function previewAdoption(
  ctx: Context,
  actor: Actor,
  agreementId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: AdoptionPreviewItem[]; checked: number; nextCursor: string | null }> {
  await readAgreement(ctx, agreementId);
  const ids = await openUnder(ctx, agreementId, cursor ?? null, limit);
  const nextCursor = ids.length < limit ? null : (ids.at(-1) ?? null);
  return { items: await rehearse(ctx, actor, ids), checked: ids.length, nextCursor };
}

async function rehearse(ctx: Context, actor: Actor, ids: string[]): Promise<AdoptionPreviewItem[]> {
  try {
    return await transact(ctx, async (tx) => {
      const items: AdoptionPreviewItem[] = [];
      for (const id of ids) {
        const incident = await lockIncident(tx.db.sql, id);
        const clocks = incident?.isOpen ? await renewOn(tx, actor, incident) : [];
        if (incident && clocks.length > 0) items.push({ incident: refOf(incident), clocks });
      }
      throw new Rehearsed(items);
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.items;
    throw error;
  }
}

const refOf = ({ id, number, title, status, priority }: Incident) => ({ id, number: numberText(number), title, status, priority });

/** Job `agreement.adopt`: the next batch, in one transaction with how far it has come, and then the one after it. */
export async function adoptBatch(ctx: Context, { adoptionId }: { adoptionId: string }, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    const adoption = await lockAdoption(tx.db.sql, adoptionId);
    if (!adoption || adoption.state === 'done') return;
    const ids = await openUnder(tx, adoption.agreementId, adoption.reachedId, batchSize);
    for (const id of ids) await adoptOne(tx, adoption, id);
    const isDone = ids.length < batchSize;
    const finished = isDone && ({ state: 'done', finishedAt: tx.clock() } as const);
    const after: Adoption = {
      ...adoption,
      reachedId: ids.at(-1) ?? adoption.reachedId,
      checked: adoption.checked + ids.length,
      ...finished,
    };
    await updateAdoption(tx.db.sql, after);
    if (isDone) await recordEnd(tx, after);
    else await armAdoption(tx, adoptionId);
  });
}

/** One incident that cannot be changed does not hold up the others: it keeps its version and is counted. */
async function adoptOne(tx: Context, adoption: Adoption, incidentId: string): Promise<void> {
  try {
    await tx.db.sql.transaction(async (savepoint) => {
      const inner: Context = { ...tx, db: { ...tx.db, sql: savepoint } };
      const incident = await lockIncident(savepoint, incidentId);
      if (!incident?.isOpen) return;
      const clocks = await renewOn(inner, actorOf(adoption), incident);
      if (clocks.length > 0) adoption.changed += 1;
      adoption.breached += clocks.filter(({ breaks }) => breaks).length;
    });
  } catch (error) {
    if (tx.db.dialect.isRetryable(error)) throw error;
    adoption.failed += 1;
    tx.log.error({ err: error, incidentId }, 'an incident could not take over the newer version of its agreement');
  }
}

const actorOf = ({ requestedById, requestedByName }: Adoption): Actor =>
  requestedById ? { ...systemActor, kind: 'person', id: requestedById, name: requestedByName, role: 'lead' } : systemActor;

async function recordEnd(tx: Context, adoption: Adoption): Promise<void> {
  const { id, agreementId, agreementVersion, checked, changed, breached, failed } = adoption;
  const detail = { adoptionId: id, version: agreementVersion, checked, changed, breached, failed };
  await recordAudit(tx, actorOf(adoption), {
    action: 'agreement.adopted',
    subjectType: 'serviceLevelAgreement',
    subjectId: agreementId,
    detail,
  });
}
