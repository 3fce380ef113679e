import { transact } from '../../db/transaction.ts';
import { systemActor } from '../platform/actor.ts';
import type { Context } from '../platform/context.ts';
import { incidentsToRefresh, refreshClocks } from '../service-levels/refresh-clocks.ts';
import { lockIncident } from './incident-store.ts';
import { revised } from './promises.ts';
import { writeChanges } from './write-incident.ts';

/** Sweep: a newer Node knows newer time-zone laws, and due times of open incidents follow them. */
export async function refreshDueTimes(ctx: Context): Promise<void> {
  for (const incidentId of await incidentsToRefresh(ctx, 200)) {
    try {
      await transact(ctx, (tx) => refresh(tx, incidentId));
    } catch (error) {
      ctx.log.error({ err: error, incidentId }, 'a due time could not be reckoned anew; it is tried again');
    }
  }
}

async function refresh(tx: Context, incidentId: string): Promise<void> {
  const incident = await lockIncident(tx.db.sql, incidentId);
  const clocked = await refreshClocks(tx, incidentId, tx.clock());
  if (!incident) return;
  const { due } = clocked;
  const isSame = (['responseDueAt', 'nextResponseDueAt', 'resolutionDueAt'] as const).every(
    (name) => due[name]?.getTime() === incident[name]?.getTime(),
  );
  if (isSame) return;
  await revised(tx, incident, clocked);
  await writeChanges(tx, systemActor, incident, due, { kind: 'edited', visibility: 'internal', detail: { terms: 'timeZoneData' } });
}
