import { complete } from '../../db/outbox.ts';
import { transact } from '../../db/transaction.ts';
import type { Actor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { type BatchTally, openUnder, takeBatch } from '../service-levels/adopt.ts';
import { readAgreement } from '../service-levels/save-agreement.ts';
import { type Incident, numberText } from './incident.ts';
import { lockIncident } from './incident-store.ts';
import { type ClockChange, renewOn } from './renew-promises.ts';

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

/** Job `agreement.adopt`: the next batch of open incidents goes by the newest version, then the one after it. */
export async function adoptBatch(ctx: Context, { adoptionId }: { adoptionId: string }, rowId: string): Promise<void> {
  await transact(ctx, async (tx) => {
    if (!(await complete(tx.db.sql, rowId))) return;
    await takeBatch(tx, adoptionId, (incidentId, actor, tally) => adoptOne(tx, actor, incidentId, tally));
  });
}

/** One incident that cannot be changed does not hold up the others: it keeps its version and is counted. */
async function adoptOne(tx: Context, actor: Actor, incidentId: string, tally: BatchTally): Promise<void> {
  try {
    await tx.db.sql.transaction(async (savepoint) => {
      const inner: Context = { ...tx, db: { ...tx.db, sql: savepoint } };
      const incident = await lockIncident(savepoint, incidentId);
      if (!incident?.isOpen) return;
      const clocks = await renewOn(inner, actor, incident);
      if (clocks.length > 0) tally.changed += 1;
      tally.breached += clocks.filter(({ breaks }) => breaks).length;
    });
  } catch (error) {
    if (tx.db.dialect.isRetryable(error)) throw error;
    tally.failed += 1;
    tx.log.error({ err: error, incidentId }, 'an incident could not take over the newer version of its agreement');
  }
}
